// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"
#include "link/serverlink.h"
#include "support/fakeserver.h"

#include <QWidget>

namespace parlance::test {

/// A console without its main window, linked to a scripted server that allows all commands.
class FakeBench
{
public:
    using Answer = std::function<QJsonValue(const adminprotocol::RunCommand &)>;

    /// `answer` is called in the server's thread.
    explicit FakeBench(const Answer &answer);
    ~FakeBench();

    FakeServer server;
    gui::ServerLink link;
    QWidget window;
    gui::CommandRunner &commands;

    /// Answers to any command that are not what they should be: other types, nothing, too much.
    static QList<QJsonValue> rubbish();
};

} // namespace parlance::test
