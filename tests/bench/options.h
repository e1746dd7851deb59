// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parlance::bench {

/// Who a connection posts as, and where.
struct Target
{
    std::string token;
    std::string room;
};

struct Options
{
    enum class Kind { Rest, SocketIo };

    Kind kind = Kind::Rest;
    uint16_t port = 0;
    /// One connection each.
    std::vector<Target> targets;
    /// The first so many connections post, the others only listen.
    size_t senders = 0;
    /// Messages of one sender that wait for their acknowledgement.
    unsigned window = 1;
    size_t textBytes = 150;
    double warmup = 1;
    double seconds = 5;
    /// The server's process, whose CPU time is taken.
    int pid = 0;
};

/// Reads the command line and the file of targets; ends the program if it is wrong.
Options readOptions(int argc, char **argv);

} // namespace parlance::bench
