// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/answertable.h"

#include "commands/commandtexts.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// Rows that are passed with the arrow keys ask nothing.
constexpr int selectionPauseMs = 150;

} // namespace

AnswerTable::AnswerTable(const Console &console, Source source, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_source(std::move(source))
    , m_list(console.link, m_source.list, m_source.columns)
    , m_table(new TableView(this))
    , m_text(new QLabel(this))
    , m_more(new QPushButton(tr("Show more"), this))
{
    setObjectName(m_source.list.command);
    buildLayout();
    m_soon.setSingleShot(true);
    m_soon.setInterval(selectionPauseMs);
    connect(&m_soon, &QTimer::timeout, this, &AnswerTable::ask);
    connect(m_more, &QPushButton::clicked, &m_list, &CommandList::loadMore);
    connect(&m_list, &CommandList::changed, this, &AnswerTable::updateList);
    connect(&m_console.commands, &CommandRunner::done, this, &AnswerTable::reload);
    connect(m_table, &QWidget::customContextMenuRequested, this, &AnswerTable::showMenu);
    connect(m_table, &TableView::selectedKeyChanged, this, &AnswerTable::selectedChanged);
    m_table->installEventFilter(this);
}

void AnswerTable::buildLayout()
{
    m_table->setModel(&m_list.model());
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(m_source.list.command);
    m_text->setObjectName(u"answerText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setMinimumHeight(8 * theme::grid);
    m_more->setAutoDefault(false);
    m_more->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::grid);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_more);
}

void AnswerTable::setArguments(const Cells &arguments)
{
    if (arguments == m_arguments)
        return;
    m_arguments = arguments;
    m_list.setActive(false);
    m_list.clear();
    reload();
}

void AnswerTable::reload()
{
    if (m_arguments.isEmpty())
        m_soon.stop();
    else if (isVisible())
        m_soon.start();
}

void AnswerTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void AnswerTable::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_soon.stop();
    m_list.setActive(false);
}

void AnswerTable::ask()
{
    m_list.setArguments(m_arguments);
    if (m_list.isActive())
        m_list.refresh();
    else
        m_list.setActive(true);
}

void AnswerTable::updateList()
{
    m_more->setVisible(m_list.hasMore());
    say(m_arguments.isEmpty() ? QString() : stateText());
}

QString AnswerTable::stateText() const
{
    if (!m_list.isAllowed())
        return tr("Your role does not allow you to see this.");
    // What is there stays while the link is down.
    if (m_list.problem())
        return commandtexts::sentence(m_list.problem());
    if (m_list.isLoaded() && rows() == 0)
        return QCoreApplication::translate("AnswerTables", m_source.emptyText);
    return {};
}

const Record *AnswerTable::selected() const
{
    return model().recordAt(model().rowOf(m_table->selectedKey()));
}

Chosen AnswerTable::chosenOf(const Record &record) const
{
    return {m_source.subject, record.cells.value(QString::fromLatin1(m_source.name)).toString(),
            record.key, record.cells};
}

void AnswerTable::showMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    const Record *record = index.isValid() ? model().recordAt(index.row()) : selected();
    if (!record || m_source.subject == Subject::None)
        return;
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_console.commands.fill(*menu, chosenOf(*record));
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

bool AnswerTable::runByKey(const QKeySequence &keys)
{
    const Record *record = selected();
    if (!record || m_source.subject == Subject::None)
        return false;
    return m_console.commands.startByKey(keys, chosenOf(*record));
}

bool AnswerTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto &press = static_cast<const QKeyEvent &>(*event);
        if (runByKey(QKeySequence(press.keyCombination())))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AnswerTable::say(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_table->setVisible(text.isEmpty() || model().rowCount() > 0);
}

} // namespace parlance::gui
