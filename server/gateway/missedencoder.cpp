// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway/missedencoder.h"

#include <algorithm>

namespace parlance {

namespace {

constexpr qsizetype framesATurn = 64;

// The last event of the message that the connection would have received.
Event eventOf(const MissedMessage &missed)
{
    if (missed.message.deletedAt)
        return MessageDeleted{missed.message};
    if (missed.isNew)
        return MessagePosted{missed.message, {}};
    return MessageEdited{missed.message};
}

} // namespace

struct MissedEncoder::Work
{
    MissedChanges changes;
    PushFormat format;
    Done done;
    MissedFrames frames;
    qsizetype next = 0;
};

void MissedEncoder::encode(const MissedChanges &changes, const PushFormat &format, Done done)
{
    const auto work = std::make_shared<Work>(Work{changes, format, std::move(done), {}, 0});
    work->frames.until = changes.until;
    encodeSome(work);
}

void MissedEncoder::encodeSome(const std::shared_ptr<Work> &work)
{
    const auto &messages = work->changes.messages;
    const qsizetype end = std::min(work->next + framesATurn, messages.size());
    for (; work->next < end; ++work->next) {
        Frame frame = m_hub.encode(eventOf(messages[work->next]), work->format);
        if (!frame.payload.isEmpty())
            work->frames.frames.push_back(std::move(frame));
    }
    if (end == messages.size())
        return work->done(std::move(work->frames));
    QMetaObject::invokeMethod(
        &m_turns, [this, work] { encodeSome(work); }, Qt::QueuedConnection);
}

} // namespace parlance
