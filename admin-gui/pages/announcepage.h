// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listmodel.h"
#include "pages/page.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace parlance::gui {

class TableView;

/// Says something to all connected clients, to those in a room, or to one user. The number of
/// receivers is counted by a dry run while the operator writes. Below are the last announcements.
class AnnouncePage : public Page
{
    Q_OBJECT

public:
    explicit AnnouncePage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;
    void find() override;

private:
    enum Receivers { Everybody, OneRoom, OneUser };

    QWidget *makeForm();
    QWidget *makeHistory();
    void adapt();
    Cells announcement() const;
    bool isComplete() const;
    void count();
    void showCount(const Reply &reply);
    void say();
    void readHistory();

    QPlainTextEdit *m_text;
    QComboBox *m_receivers;
    QLineEdit *m_name;
    QLabel *m_count;
    QPushButton *m_send;
    ListModel m_history;
    TableView *m_table;
    QTimer m_countSoon;
    bool m_isShown = false;
};

} // namespace parlance::gui
