// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"
#include "link/serverlink.h"
#include "support/fakeserver.h"

#include <QWidget>

#include <atomic>
#include <memory>

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

/// Answers each command with the next of FakeBench::rubbish().
class RubbishBench : public FakeBench
{
public:
    RubbishBench()
        : RubbishBench(std::make_shared<std::atomic<int>>(0))
    {
    }

    /// As often as there are answers: `ask` makes the page ask that many questions or more, and
    /// the page is drawn. Whether all came, and the link is still there.
    bool survives(QWidget &page, const std::function<void()> &ask, int questions = 1);

private:
    explicit RubbishBench(const std::shared_ptr<std::atomic<int>> &asked);

    const std::shared_ptr<std::atomic<int>> m_asked;
};

} // namespace parlance::test
