// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "storage/rows.h"

namespace parlance {

/// How much one answer may still hold. The first message always fits, however long it is: an answer
/// that is asked for piece by piece must get on.
class AnswerBudget
{
public:
    /// `bytes` as they are sent: encodedBytes().
    AnswerBudget(qint64 messages, qint64 bytes)
        : m_messages(messages)
        , m_bytes(bytes)
    {
    }

    bool isSpent() const { return m_messages <= 0 || (m_begun && m_bytes <= 0); }
    /// False: it does not fit any more.
    bool take(const Message &message);

private:
    qint64 m_messages;
    qint64 m_bytes;
    bool m_begun = false;
};

/// Appends the messages of `rows` to `list`, `limit` of them at most and as long as they fit. True:
/// there are more.
bool readWithin(AnswerBudget &budget, int limit, Cursor rows, QList<Message> &list);

} // namespace parlance
