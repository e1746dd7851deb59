// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/entriespage.h"

namespace parlance::gui {

class CommandButton;
class DetailPane;

/// The server's log: its last lines, and those that come.
class LogsPage : public EntriesPage
{
    Q_OBJECT

public:
    explicit LogsPage(const Console &console);

    void setShown(bool isShown) override;

    EntriesModel &model() { return *m_model; }

protected:
    QString fileName() const override { return QStringLiteral("parlance.log"); }
    RecordsFile *makeFile(const QString &path) override;
    QString unreadText(int count) const override;
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void updateSelected() override;

private:
    void addFilters();
    void addLevelButton();
    void updateLevelButton();
    void askLevel();

    EntriesModel *m_model;
    CommandButton *m_change;
    DetailPane *m_details;
    /// Of the server, as it was when it was last asked; empty: unknown.
    QString m_serverLevel;
};

} // namespace parlance::gui
