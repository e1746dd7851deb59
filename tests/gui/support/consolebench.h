// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"
#include "link/serverlink.h"
#include "support/realserver.h"

#include <QDialog>
#include <QWidget>

namespace parlance::test {

/// A console without its main window: a real server, a link to it, and a window in which commands
/// ask.
class ConsoleBench
{
public:
    /// Logs in as a new person with that role; without one, over the local socket as an
    /// administrator.
    explicit ConsoleBench(const QString &role = {}, const QString &config = {});
    ~ConsoleBench();

    RealServer server;
    gui::ServerLink link;
    QWidget window;
    gui::CommandRunner &commands;

    /// The sheet that is open; nullptr: none.
    QDialog *sheet() const;
    /// Of the sheet: a field's editor by its argument, "sheetDeed", …
    template <class Widget>
    Widget *part(const QString &name) const
    {
        return sheet() ? sheet()->findChild<Widget *>(name) : nullptr;
    }
    /// Presses the button that runs it, once it can be.
    bool runSheet();
    /// The sentence at the lower edge of the window; empty: it is hidden.
    QString told() const;
    /// The answer to a command of the link itself.
    gui::Reply ask(const QString &command, const gui::Cells &arguments);
    /// As of a row of the table of users, or rooms.
    gui::Chosen user(const QString &name);
    gui::Chosen room(const QString &name);
};

} // namespace parlance::test
