// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

#include <QDateTime>
#include <QTimer>

class QLabel;
class QStackedWidget;

namespace parlance::gui {

class AnswerTable;
class CommandButton;

/// The latest messages of a room. Their text is shown only after a reason was given with
/// traffic.reveal, which is written to the audit log and told to the other administrators, and for
/// the 15 minutes that it lasts. Of the selected message: whom it has reached.
class RoomMessages : public QWidget
{
    Q_OBJECT

public:
    explicit RoomMessages(const Console &console, QWidget *parent = nullptr);

    /// Subject::None: no room.
    void setRoom(const Chosen &room);

private:
    QWidget *makeQuestion();
    QWidget *makeContent();
    bool isRevealed() const;
    void take(const CommandSpec &spec, const Reply &reply);
    void refresh();
    void countDown();
    void showProof();

    const Console m_console;
    Chosen m_room;
    /// Until when the texts of this room may be read; the id is empty: of all rooms.
    QString m_revealedRoom;
    QDateTime m_until;
    QTimer m_tick;
    QStackedWidget *m_stack;
    CommandButton *m_ask;
    QLabel *m_countdown;
    AnswerTable *m_messages;
    AnswerTable *m_proof;
};

} // namespace parlance::gui
