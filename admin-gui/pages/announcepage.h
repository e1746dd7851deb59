// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listmodel.h"
#include "pages/page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace parlance::gui {

class FieldEditor;
class TableView;

/// Says something to all connected clients, to those in a room, or to one user. How many that are
/// is counted by a dry run once there is a text, and again for other receivers. Below are the last
/// announcements.
class AnnouncePage : public Page
{
    Q_OBJECT

public:
    explicit AnnouncePage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;
    void find() override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

private:
    enum Receivers { Everybody, OneRoom, OneUser };

    QWidget *makeForm();
    QWidget *makeReceivers();
    QWidget *makeHistory();
    void follow();
    void adapt();
    FieldEditor *nameEditor() const;
    QString text() const;
    Cells announcement() const;
    /// Why it cannot be sent like this; empty: it can.
    QString missing() const;
    void countSoon();
    void count();
    void showCount(const Reply &reply);
    void showNote(const QString &text, bool isProblem);
    void say();
    void readHistory();
    void takeHistory(const Reply &reply);

    QPlainTextEdit *m_text;
    QComboBox *m_receivers;
    FieldEditor *m_room;
    FieldEditor *m_user;
    QLabel *m_count;
    QPushButton *m_send;
    ListModel m_history;
    TableView *m_table;
    QLabel *m_historyNote;
    QTimer m_countSoon;
    /// Receivers whose number is shown or awaited; empty: none. It does not depend on the text.
    Cells m_counted;
    bool m_isShown = false;
};

} // namespace parlance::gui
