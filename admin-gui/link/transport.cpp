// SPDX-License-Identifier: GPL-3.0-or-later
#include "link/transport.h"

#include "link/problems.h"

#include <QElapsedTimer>

namespace parlance::gui {

namespace {

constexpr qint64 sliceMs = 8;
/// Two of the longest messages. A server sends no more than 256 KiB to a console that reads slowly.
constexpr qsizetype maxWaitingBytes = 2 * maxServerMessageBytes;

} // namespace

Transport::Transport(QObject *parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &Transport::handOn);
}

bool Transport::deliver(const QByteArray &message)
{
    if (m_isOver)
        return false;
    // What an empty message costs counts too.
    m_waitingBytes += message.size() + qsizetype(sizeof(QByteArray));
    m_waiting.push_back(message);
    if (m_waitingBytes > maxWaitingBytes) {
        m_waiting.clear();
        m_waitingBytes = 0;
        fail(problems::flood());
        return false;
    }
    if (!m_soon.isActive())
        m_soon.start(0);
    return true;
}

void Transport::fail(const Problem &problem)
{
    if (std::exchange(m_isOver, true))
        return;
    m_end = problem;
    m_soon.start(0);
}

void Transport::beQuiet()
{
    m_isOver = true;
    m_isQuiet = true;
    m_soon.stop();
    m_waiting.clear();
    m_waitingBytes = 0;
}

// A slot may close it, or run an event loop of its own: the state is right before each signal.
void Transport::handOn()
{
    QElapsedTimer time;
    time.start();
    while (!m_waiting.empty() && time.elapsed() < sliceMs) {
        const QByteArray message = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waitingBytes -= message.size() + qsizetype(sizeof(QByteArray));
        Q_EMIT received(message);
    }
    if (!m_waiting.empty()) {
        m_soon.start(0);
    } else if (m_isOver && !std::exchange(m_isQuiet, true)) {
        Q_EMIT failed(m_end);
        return;
    }
    if (!m_isOver)
        drained();
}

} // namespace parlance::gui
