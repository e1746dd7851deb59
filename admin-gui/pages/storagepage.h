// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listmodel.h"
#include "pages/page.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace parlance::gui {

class CommandButton;
class TableView;

/// How the storage is: sizes, tables, slowest statements, backups and retention, with the commands
/// for them. It reads again every ten seconds while it is shown.
class StoragePage : public Page
{
    Q_OBJECT

public:
    explicit StoragePage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    QWidget *makeFigures();
    QWidget *makeCare();
    QWidget *makeTables();
    void addButton(QVBoxLayout &layout, const QString &command, const QString &text);
    void openRoomMenu(const QPoint &position);
    void setRetention(const QString &roomId, const QString &command);
    void adapt();
    void updateLink();
    void showProblem(const QString &problem);
    void check();
    void showCheck(const Reply &reply);
    void take(const Reply &reply);
    void showFigures(const Cells &state);
    void showBackups(const Cells &backups);
    void showRetention(const Cells &retention);

    struct Figure
    {
        QString cell;
        Column::Kind kind;
        QLabel *value;
    };

    QList<Figure> m_figures;
    QLabel *m_backups;
    QLabel *m_retention;
    QLabel *m_integrity;
    QPushButton *m_check;
    QLabel *m_problem;
    QString m_problemText;
    ListModel m_tables;
    ListModel m_statements;
    ListModel m_rooms;
    TableView *m_tableSizes;
    TableView *m_slowest;
    TableView *m_roomRetention;
    QList<CommandButton *> m_buttons;
    QTimer m_again;
    QDateTime m_readAt;
    bool m_isShown = false;
    bool m_isChecking = false;
    /// One question at a time, however long a server takes.
    bool m_isAsking = false;
    bool m_isAskedAgain = false;
};

} // namespace parlance::gui
