// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/entriespage.h"

#include "pages/recordsfile.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

EntriesPage::EntriesPage(const Console &console, const QString &id, const QString &title,
                         const QString &icon)
    : TablePage(console, id, title, icon)
    , m_newer(new QPushButton(&table()))
    , m_pause(tableparts::button(this, u"pause"_s, u"pause"_s))
{
    m_newer->setObjectName(u"newer"_s);
    m_newer->setIcon(gui::icon(u"download"_s));
    m_newer->setFocusPolicy(Qt::NoFocus);
    m_newer->setToolTip(tr("Go to the end, and stay there"));
    m_newer->hide();
    connect(m_newer, &QPushButton::clicked, this, &EntriesPage::toEnd);
}

bool EntriesPage::isAllowed() const
{
    return m_entries && m_entries->feed().isAllowed();
}

void EntriesPage::setShown(bool isShown)
{
    m_entries->feed().setActive(isShown);
    updateEntriesState();
}

void EntriesPage::refresh()
{
    m_entriesRefusal = {};
    m_entries->feed().refresh();
}

void EntriesPage::setEntries(EntriesModel &model, const QString &nothing, const QString &advice)
{
    m_entries = &model;
    m_nothingYet = nothing;
    m_nothingYetAdvice = advice;
    setModel(model);
    watchRows();
    connect(&model, &EntriesModel::waitingChanged, this, &EntriesPage::updatePause);
    connect(&model.feed(), &Feed::refused, this, [this](const Problem &problem) {
        m_entriesRefusal = problem;
        updateEntriesState();
    });
    connect(&model.feed(), &Feed::entriesChanged, this, [this] {
        m_entriesRefusal = {};
        updateEntriesState();
    });
    connect(&link(), &ServerLink::stateChanged, this, &EntriesPage::updateEntriesState);
    updateEntriesState();
}

void EntriesPage::addEntryControls()
{
    m_pause->setCheckable(true);
    addControl(m_pause);
    connect(m_pause, &QToolButton::toggled, this, [this](bool isPaused) {
        m_entries->setPaused(isPaused);
        updatePause();
    });
    const auto add = [this](const QString &icon, const QString &name, const QString &text) {
        QToolButton *button = tableparts::button(this, icon, name);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setToolTip(text);
        button->setAccessibleName(text);
        addControl(button);
        return button;
    };
    connect(add(u"trash"_s, u"clear"_s, tr("Clear the list")), &QToolButton::clicked, this, [this] {
        m_entries->clear();
        setUnread(0);
        updateEntriesState();
    });
    connect(add(u"copy"_s, u"copy"_s, tr("Copy the selected rows, or all")), &QToolButton::clicked,
            this, &EntriesPage::copy);
    connect(add(u"save"_s, u"save"_s, tr("Save the list…")), &QToolButton::clicked, this,
            &EntriesPage::askAndSave);
    updatePause();
}

void EntriesPage::filterBy(const QString &filter, const QString &value)
{
    m_entriesRefusal = {};
    m_entries->setFilter(filter, value.trimmed());
    setUnread(0);
    toEnd();
}

// The end
// ------------------------------------------------------------------------------------------

bool EntriesPage::isAtEnd() const
{
    const QScrollBar *bar = const_cast<EntriesPage *>(this)->table().verticalScrollBar();
    return bar->value() >= bar->maximum() - theme::rowHeight() / 2;
}

void EntriesPage::watchRows()
{
    connect(m_entries, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this] { m_wasAtEnd = isAtEnd(); });
    connect(m_entries, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                if (m_wasAtEnd)
                    toEnd();
                else
                    setUnread(m_unread + last - first + 1);
            });
    connect(m_entries, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { keepPlace(last - first + 1); });
    QScrollBar *bar = table().verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this] {
        if (m_unread > 0 && isAtEnd())
            setUnread(0);
    });
}

// The oldest rows make room for new ones: what is read stays where it is.
void EntriesPage::keepPlace(int removed)
{
    QScrollBar *bar = table().verticalScrollBar();
    if (m_entries->rowCount() == 0)
        setUnread(0);
    else if (!isAtEnd())
        bar->setValue(std::max(0, bar->value() - removed * theme::rowHeight()));
}

void EntriesPage::toEnd()
{
    table().scrollToBottom();
    setUnread(0);
}

void EntriesPage::setUnread(int unread)
{
    m_unread = unread;
    m_newer->setVisible(unread > 0);
    if (unread == 0)
        return;
    m_newer->setText(unreadText(unread));
    m_newer->adjustSize();
    placeButton();
}

void EntriesPage::placeButton()
{
    const QRect area = table().viewport()->geometry();
    m_newer->move(area.center().x() - m_newer->width() / 2,
                  area.bottom() - m_newer->height() - theme::grid);
    m_newer->raise();
}

bool EntriesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &table() && event->type() == QEvent::Resize) {
        // The table has not moved yet: at the end, it stays there.
        if (isAtEnd())
            QTimer::singleShot(0, this, &EntriesPage::toEnd);
        QTimer::singleShot(0, this, &EntriesPage::placeButton);
    }
    return TablePage::eventFilter(watched, event);
}

// What it says
// -------------------------------------------------------------------------------------

void EntriesPage::updatePause()
{
    const bool isPaused = m_entries->isPaused();
    const int waiting = m_entries->waiting();
    m_pause->setIcon(gui::icon(isPaused ? u"play"_s : u"pause"_s));
    m_pause->setText(!isPaused      ? tr("Live")
                     : waiting == 0 ? tr("Paused")
                                    : tr("Paused · %n waiting", nullptr, waiting));
    m_pause->setToolTip(isPaused ? tr("Show what has come meanwhile, and follow again")
                                 : tr("Keep the list as it is; what comes waits"));
    m_pause->setAccessibleName(m_pause->text());
    updateFootnote();
}

void EntriesPage::updateFootnote()
{
    if (!m_entries)
        return;
    const int rows = m_entries->rowCount();
    QStringList parts{tr("%1 row(s)", nullptr, rows).arg(QLocale().toString(rows))};
    if (m_entries->lost() > 0) {
        const auto lost = QLocale().toString(m_entries->lost());
        parts.append(tr("%1 older ones are not kept").arg(lost));
    }
    parts.append(tableparts::asOf(link(), link().lastHeard()));
    parts.removeAll(QString());
    setFootnote(parts.join(u" · "_s));
}

void EntriesPage::updateEntriesState()
{
    if (m_entries->rowCount() > 0)
        setEmptyText({});
    else if (m_entriesRefusal)
        setEmptyText(m_entriesRefusal.what, m_entriesRefusal.advice);
    else if (link().state() != ServerLink::State::Online)
        setEmptyText(tr("The server is not reached"),
                     tr("The list goes on as soon as it answers."));
    else if (!filterText().isEmpty() || hasOtherFilters())
        setEmptyText(tr("Nothing matches the filter"),
                     tr("What comes and matches is shown at once."));
    else
        setEmptyText(m_nothingYet, m_nothingYetAdvice);
    updateFootnote();
}

// Out of it
// ----------------------------------------------------------------------------------------

void EntriesPage::copy()
{
    const bool hasSelection = table().selectionModel()->hasSelection();
    if (!hasSelection)
        table().selectAll();
    QApplication::clipboard()->setText(table().selectedText());
    if (!hasSelection)
        table().clearSelection();
    commands().tell(tr("Copied."));
}

void EntriesPage::askAndSave()
{
    RecordsFile::ask(this, tr("Save the list"), fileName(),
                     [this](const QString &path) { saveTo(path); });
}

void EntriesPage::saveTo(const QString &path)
{
    QList<Record> records;
    records.reserve(m_entries->rowCount());
    for (int row = 0; row < m_entries->rowCount(); ++row)
        records.append(*m_entries->recordAt(row));
    RecordsFile *file = makeFile(path);
    connect(file, &RecordsFile::finished, this, [this, path](const Problem &problem) {
        commands().tell(RecordsFile::outcome(problem, path));
    });
    file->writeAll(records);
}

} // namespace parlance::gui
