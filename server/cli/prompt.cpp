// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/prompt.h"

#include <cstdio>
#include <iostream>
#include <string>
#include <termios.h>
#include <unistd.h>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// Disables the terminal's echo during its lifetime.
class NoEcho
{
public:
    NoEcho()
    {
        m_changed = ::tcgetattr(STDIN_FILENO, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        if (m_changed)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~NoEcho()
    {
        if (m_changed)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    NoEcho(const NoEcho &) = delete;
    NoEcho &operator=(const NoEcho &) = delete;

private:
    termios m_before{};
    bool m_changed = false;
};

QString readLine()
{
    std::string line;
    std::getline(std::cin, line);
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    return QString::fromStdString(line);
}

QString ask(const char *question)
{
    std::fputs(question, stderr);
    std::fflush(stderr);
    const NoEcho silence;
    return readLine();
}

} // namespace

Result<QString> promptForPassword()
{
    const bool terminal = ::isatty(STDIN_FILENO) == 1;
    const QString password = terminal ? ask("Password: ") : readLine();
    if (password.isEmpty())
        return Error::invalid(u"no password was given"_s);
    if (terminal && ask("Once more: ") != password)
        return Error::invalid(u"the two passwords differ"_s);
    return password;
}

} // namespace parlance
