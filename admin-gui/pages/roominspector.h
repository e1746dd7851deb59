// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/tabbedinspector.h"

namespace parlance::gui {

class AnswerTable;
class RoomMessages;

/// One room: details, bans, latest messages, and what can be done.
class RoomInspector : public TabbedInspector
{
    Q_OBJECT

public:
    explicit RoomInspector(const Console &console, QWidget *parent = nullptr);

    /// A row of the table; the same one again brings new values. nullptr: no room is selected.
    void show(const Record *record);

private:
    Record m_record;
    AnswerTable *m_bans;
    RoomMessages *m_messages;
};

/// What the commands of a row of the table of rooms act on.
Chosen chosenRoom(const Record &record);

} // namespace parlance::gui
