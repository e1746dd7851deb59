// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/answerbudget.h"

#include "domain/encodedsize.h"

namespace parlance {

bool AnswerBudget::take(const Message &message)
{
    const qint64 bytes = encodedBytes(message);
    if (m_messages <= 0 || (m_begun && bytes > m_bytes))
        return false;
    --m_messages;
    m_bytes -= bytes;
    m_begun = true;
    return true;
}

bool readWithin(AnswerBudget &budget, int limit, Cursor rows, QList<Message> &list)
{
    while (rows.next()) {
        if (list.size() >= limit)
            return true;
        Message message = rows::message(rows);
        if (!budget.take(message))
            return true;
        list.append(std::move(message));
    }
    return false;
}

} // namespace parlance
