// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/entriespage.h"

#include <QTimer>

class QLineEdit;
class QPushButton;

namespace parlance::gui {

class DetailPane;
class FilterBox;

/// The server's log: its last lines, and those that come.
class LogsPage : public EntriesPage
{
    Q_OBJECT

public:
    explicit LogsPage(const Console &console);

    void setShown(bool isShown) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    EntriesModel &model() { return *m_model; }

protected:
    QString fileName() const override { return QStringLiteral("parlance.log"); }
    RecordsFile *makeFile(const QString &path) override;
    QString unreadText(int count) const override;
    bool hasOtherFilters() const override;
    void clearOtherFilters() override;
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void updateSelected() override;

private:
    void addFilters();
    void addLevelButton();
    void updateLevelButton();
    void askLevel();

    EntriesModel *m_model;
    FilterBox *m_level;
    QLineEdit *m_category;
    QTimer m_categorySoon;
    QPushButton *m_change;
    DetailPane *m_details;
    /// Of the server, as it was when it was last asked; empty: unknown.
    QString m_serverLevel;
};

} // namespace parlance::gui
