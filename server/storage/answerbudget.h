// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "storage/rows.h"

namespace parlance {

/// The remaining size of one answer. The first message always fits, however long it is, so that a
/// client that pages through the messages makes progress.
class AnswerBudget
{
public:
    /// `bytes` as sent: encodedBytes().
    AnswerBudget(qint64 messages, qint64 bytes)
        : m_messages(messages)
        , m_bytes(bytes)
    {
    }

    bool isSpent() const { return m_messages <= 0 || (m_begun && m_bytes <= 0); }
    /// False: it does not fit.
    bool take(const Message &message);

private:
    qint64 m_messages;
    qint64 m_bytes;
    bool m_begun = false;
};

/// Appends the messages of `rows` to `list`, at most `limit` of them and as long as they fit. True:
/// there are more.
bool readWithin(AnswerBudget &budget, int limit, Cursor rows, QList<Message> &list);

} // namespace parlance
