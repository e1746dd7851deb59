// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/tabbedinspector.h"

namespace parlance::gui {

class AnswerTable;

/// One user: details, sessions, mutes, and what can be done.
class UserInspector : public TabbedInspector
{
    Q_OBJECT

public:
    explicit UserInspector(const Console &console, QWidget *parent = nullptr);

    /// A row of the table; the same one again brings new values. nullptr: nobody is selected.
    void show(const Record *record);

private:
    void presentUser();
    /// Further details of users.show.
    void ask();

    const Console m_console;
    Record m_record;
    AnswerTable *m_sessions;
    AnswerTable *m_mutes;
};

/// What the commands of a row of the table of users act on.
Chosen chosenUser(const Record &record);

} // namespace parlance::gui
