// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/entriesmodel.h"
#include "pages/tablepage.h"

class QPushButton;
class QToolButton;

namespace parlance::gui {

class RecordsFile;

/// A page with a list that only grows. The table stays at the end while it is there; who reads
/// further up is not disturbed, and a button says how many new rows there are. It can be paused,
/// cleared, copied and saved.
class EntriesPage : public TablePage
{
    Q_OBJECT

public:
    EntriesPage(const Console &console, const QString &id, const QString &title,
                const QString &icon);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;

    /// Saves all rows that are shown.
    void saveTo(const QString &path);
    /// Rows that have come below what the operator reads.
    int unread() const { return m_unread; }

protected:
    /// The model outlives the page or is its child. `nothing`: while there is none.
    void setEntries(EntriesModel &model, const QString &nothing, const QString &advice);
    /// Pause, clear, copy and save: after the page's own controls.
    void addEntryControls();
    EntriesModel &entries() { return *m_entries; }
    void filterBy(const QString &filter, const QString &value) override;

    /// "traffic.csv"
    virtual QString fileName() const = 0;
    virtual RecordsFile *makeFile(const QString &path) = 0;
    /// "12 new entries"
    virtual QString unreadText(int count) const = 0;

    void updateFootnote() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isAtEnd() const;
    void watchRows();
    void keepPlace(int removed);
    void toEnd();
    void setUnread(int unread);
    void placeButton();
    void updatePause();
    void updateEntriesState();
    void copy();
    void askAndSave();

    EntriesModel *m_entries = nullptr;
    QPushButton *m_newer;
    QToolButton *m_pause;
    QString m_nothingYet;
    QString m_nothingYetAdvice;
    Problem m_entriesRefusal;
    int m_unread = 0;
    bool m_wasAtEnd = true;
};

} // namespace parlance::gui
