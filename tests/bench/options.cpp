// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/options.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

namespace parlance::bench {

namespace {

constexpr const char *Usage =
    "usage: loadgen --kind rest|socketio --port PORT --targets FILE [options]\n"
    "  --targets FILE   a line \"TOKEN ROOM\" for each connection\n"
    "  --senders N      only the first N connections post\n"
    "  --window N       messages in flight of each sender (1); REST takes 1\n"
    "  --text BYTES     length of a message's text (150)\n"
    "  --warmup SECONDS (1) and --seconds SECONDS (5) to measure\n"
    "  --pid PID        process whose CPU time is taken\n"
    "Prints one line of JSON; fails if something is refused or lost.\n";

[[noreturn]] void fail(const std::string &why)
{
    std::fprintf(stderr, "loadgen: %s\n%s", why.c_str(), Usage);
    std::exit(2);
}

std::vector<Target> readTargets(const std::string &path)
{
    std::ifstream file(path);
    std::vector<Target> targets;
    Target target;
    while (file >> target.token >> target.room)
        targets.push_back(target);
    if (targets.empty())
        fail("no targets in " + path);
    return targets;
}

Options::Kind kindOf(const std::string &name)
{
    if (name == "rest")
        return Options::Kind::Rest;
    if (name == "socketio")
        return Options::Kind::SocketIo;
    fail("there is no kind " + name);
}

void set(Options &options, std::string_view name, const std::string &value)
{
    if (name == "--kind")
        options.kind = kindOf(value);
    else if (name == "--port")
        options.port = uint16_t(std::stoul(value));
    else if (name == "--targets")
        options.targets = readTargets(value);
    else if (name == "--senders")
        options.senders = std::stoul(value);
    else if (name == "--window")
        options.window = unsigned(std::stoul(value));
    else if (name == "--text")
        options.textBytes = std::stoul(value);
    else if (name == "--warmup")
        options.warmup = std::stod(value);
    else if (name == "--seconds")
        options.seconds = std::stod(value);
    else if (name == "--pid")
        options.pid = std::stoi(value);
    else
        fail("there is no option " + std::string(name));
}

} // namespace

Options readOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        try {
            set(options, argv[i], argv[i + 1]);
        } catch (const std::exception &) {
            fail(std::string(argv[i]) + " wants a number");
        }
    }
    if (argc % 2 == 0 || options.port == 0 || options.targets.empty() || options.window == 0)
        fail("something is missing");
    if (options.kind == Options::Kind::Rest && options.window != 1)
        fail("a REST connection has one request in flight");
    if (options.senders == 0 || options.senders > options.targets.size())
        options.senders = options.targets.size();
    return options;
}

} // namespace parlance::bench
