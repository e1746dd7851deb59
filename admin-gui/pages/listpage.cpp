// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/listpage.h"

#include "pages/tablepageparts.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QPushButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

ListPage::ListPage(const Console &console, const QString &id, const QString &title,
                   const QString &icon, CommandList::Source source, Columns columns)
    : TablePage(console, id, title, icon)
    , m_list(new CommandList(console.link, std::move(source), std::move(columns), this))
    , m_more(new QPushButton(tr("Load more"), this))
{
    m_more->setObjectName(u"loadMore"_s);
    m_more->setFlat(true);
    m_more->hide();
    addBelow(m_more);
    setModel(m_list->model());
    connect(m_more, &QPushButton::clicked, m_list, &CommandList::loadMore);
    connect(m_list, &CommandList::changed, this, &ListPage::updateList);
    connect(&link(), &ServerLink::stateChanged, this, &ListPage::updateList);
    connect(&commands(), &CommandRunner::done, this, [this] {
        if (m_list->isActive())
            m_list->refresh();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_list->model(), signal, this, &ListPage::hideOthers);
    connect(&m_list->model(), &QAbstractItemModel::layoutChanged, this, &ListPage::hideOthers);
    connect(&m_list->model(), &QAbstractItemModel::dataChanged, this, &ListPage::hideOthers);
}

void ListPage::setMoreText(const QString &text)
{
    m_more->setText(text);
}

void ListPage::updateList()
{
    const bool isOnline = link().state() == ServerLink::State::Online;
    const bool isEmpty = m_list->model().rowCount() == 0;
    m_more->setVisible(m_list->hasMore() && !isEmpty);
    m_more->setEnabled(!m_list->isLoading() && isOnline);
    setLoading(m_list->isLoading() && isEmpty);
    if (isOnline && !isAllowed())
        setEmptyText(tr("Your role may not see this list"),
                     tr("An administrator can give your account another role."));
    else if (isWaiting())
        setEmptyText(nothing(), nothingAdvice()); // NOLINT(bugprone-branch-clone)
    else if (!isEmpty || m_list->isLoading())
        setEmptyText({});
    else if (m_list->problem())
        setEmptyText(m_list->problem().what, m_list->problem().advice);
    else if (!m_list->isLoaded())
        setEmptyText(tr("Nothing is known yet"),
                     tr("The list comes as soon as the server answers."));
    else
        setEmptyText(nothing(), nothingAdvice());
    updateFootnote();
    Q_EMIT countChanged();
}

// Among the loaded rows
// ----------------------------------------------------------------------------

void ListPage::applyFilter(const QString &)
{
    hideOthers();
    updateFootnote();
}

bool ListPage::matches(const Record &record) const
{
    const QString wanted = filterText().trimmed();
    if (wanted.isEmpty())
        return true;
    const auto has = [&wanted](const QVariant &cell) {
        return cell.toString().contains(wanted, Qt::CaseInsensitive);
    };
    return std::any_of(record.cells.begin(), record.cells.end(), has);
}

void ListPage::hideOthers()
{
    for (int row = 0; row < m_list->model().rowCount(); ++row)
        table().setRowHidden(row, !matches(*m_list->model().recordAt(row)));
}

void ListPage::updateFootnote()
{
    if (!m_list)
        return;
    const int rows = m_list->model().rowCount();
    QStringList parts{tr("%1 row(s)", nullptr, rows).arg(QLocale().toString(rows))};
    if (m_list->hasMore())
        parts = {tr("The first %n row(s)", nullptr, rows)};
    if (m_list->problem() && rows > 0)
        parts.append(m_list->problem().what);
    parts.append(tableparts::asOf(link(), link().lastHeard()));
    parts.removeAll(QString());
    setFootnote(parts.join(u" · "_s));
}

} // namespace parlance::gui
