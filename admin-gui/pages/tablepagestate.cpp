// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"
#include "models/windowmodel.h"
#include "pages/tablepage.h"
#include "pages/tablepageparts.h"
#include "widgets/emptystate.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"

#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

// What a table page shows when, and what it remembers.
namespace parlance::gui {

using namespace Qt::StringLiterals;

void TablePage::setEmptyText(const QString &what, const QString &advice, const QString &button)
{
    m_emptyText = what;
    if (what.isEmpty())
        updateState();
    else
        showEmpty(icon(), what, advice, button);
}

void TablePage::setNothingText(const QString &what, const QString &advice)
{
    m_nothing = what;
    m_nothingAdvice = advice;
}

void TablePage::showEmpty(const QString &icon, const QString &what, const QString &advice,
                          const QString &button)
{
    m_empty->showMessage(icon, what, advice, button);
    m_stack->setCurrentWidget(m_empty);
}

void TablePage::showTable()
{
    m_stack->setCurrentWidget(m_table);
}

void TablePage::setLoading(bool isLoading)
{
    m_isLoading = isLoading;
    updateState();
}

void TablePage::updateState()
{
    refreshSelected();
    updateFootnote();
    if (!m_emptyText.isEmpty())
        return;
    if (!m_window && m_isLoading && m_model->rowCount() == 0) { // NOLINT(bugprone-branch-clone)
        m_empty->showLoading();
        m_stack->setCurrentWidget(m_empty);
    } else if (!m_window || m_window->rowCount() > 0) {
        showTable();
    } else if (m_refusal) {
        showEmpty(u"warning"_s, m_refusal.what, m_refusal.advice);
    } else if (!m_window->isLoaded() && link().state() == ServerLink::State::Online) {
        m_empty->showLoading();
        m_stack->setCurrentWidget(m_empty);
    } else if (!m_window->isLoaded()) {
        showEmpty(u"linkdown"_s, tr("Nothing is known yet"),
                  tr("The server has not been reached. The rows come as soon as it answers."));
    } else if (!m_filter->text().isEmpty() || hasOtherFilters()) {
        showEmpty(u"filter"_s, tr("Nothing matches the filter"),
                  tr("There may be rows that it hides."), tr("Show all"));
    } else {
        showEmpty(icon(), m_nothing.isEmpty() ? tr("There is nothing here") : m_nothing,
                  m_nothingAdvice);
    }
}

void TablePage::updateLive()
{
    const int waiting = m_window->heldChanges();
    const bool isPaused = m_window->isPaused();
    m_changes->setText(tr("%Ln change(s)", nullptr, waiting));
    m_changes->setToolTip(tr("Rows have come, gone or moved. They wait so that nothing moves "
                             "under the pointer; show them now."));
    m_changes->setVisible(waiting > 0);
    m_live->setIcon(gui::icon(isPaused ? u"play"_s : u"pause"_s));
    m_live->setText(isPaused ? tr("Paused") : tr("Live"));
    m_live->setToolTip(isPaused ? tr("Follow the server again") : tr("Keep the table as it is"));
    m_live->setAccessibleName(isPaused ? tr("Paused: follow again") : tr("Live: pause"));
}

void TablePage::updateLink()
{
    m_table->setStale(link().state() != ServerLink::State::Online);
    updateState();
}

void TablePage::updateFootnote()
{
    const int rows = m_model ? m_model->rowCount() : 0;
    QStringList parts{tr("%Ln row(s)", nullptr, rows)};
    if (m_window)
        parts.append(tableparts::asOf(link(), link().lastHeard()));
    parts.removeAll(QString());
    setFootnote(parts.join(u" · "_s));
}

void TablePage::saveState(QSettings &settings) const
{
    m_table->saveState(settings);
    settings.setValue(u"filter"_s, m_filter->text());
    settings.setValue(u"splitter"_s, m_splitter->saveState());
    for (const Filter *filter : m_filters)
        settings.setValue(filter->key(), filter->value());
}

void TablePage::restoreState(QSettings &settings)
{
    m_table->restoreState(settings);
    m_filter->setText(settings.value(u"filter"_s).toString());
    m_splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_splitter->setHandleWidth(1);
    for (Filter *filter : m_filters)
        filter->setValue(settings.value(filter->key()).toString());
}

} // namespace parlance::gui
