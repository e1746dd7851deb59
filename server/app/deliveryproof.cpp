// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/deliveryproof.h"

#include <limits>

namespace parlance {

using recorder::EndedConnection;
using recorder::Entry;
using recorder::Fact;
using recorder::Kind;

namespace {

/// How many records are read for one page: a few milliseconds.
constexpr int recordsPerPage = 200'000;
constexpr qint64 notYet = std::numeric_limits<qint64>::max();

} // namespace

QString deliveryStateName(DeliveryState state)
{
    static constexpr const char *names[] = {"unknown", "waiting", "sent", "delivered", "read"};
    static_assert(std::size(names) == size_t(DeliveryState::Read) + 1);
    return QString::fromLatin1(names[size_t(state)]);
}

QString ignoranceName(Ignorance ignorance)
{
    static constexpr const char *names[] = {"", "restarted", "forgotten"};
    static_assert(std::size(names) == size_t(Ignorance::Forgotten) + 1);
    return QString::fromLatin1(names[size_t(ignorance)]);
}

/// A connection of a recipient.
struct DeliveryProof::Track
{
    quint64 id = 0;
    recorder::Chain chain = {};
    bool everyRoom = false;
};

/// What the records of one connection tell of the message.
struct DeliveryProof::Witnessed
{
    bool wasOpen = false;
    /// It is not known since when it was open, or whether it received the room.
    bool isUncertain = false;
    std::optional<Timestamp> sentAt = {};
    std::optional<Timestamp> deliveredAt = {};
};

namespace {

/// Reads the records of a connection from the newest to the oldest.
class Reader
{
public:
    explicit Reader(const MessageReceipts &message)
        : m_message(message)
    {
    }

    /// False: the older ones tell nothing.
    bool read(const Entry &entry)
    {
        const Fact &fact = entry.fact;
        const bool isBefore = fact.position < m_message.position;
        m_oldest = fact;
        if (fact.kind == Kind::Ended)
            m_endedBefore = isBefore;
        else if (fact.kind == Kind::RoundTrip && fact.value >= m_message.position)
            m_proofAt = entry.at;
        else if (fact.kind == Kind::Recovered && fact.value < m_message.position)
            m_recoveredAt = entry.at;
        else if (fact.kind == Kind::Authenticated)
            m_openBehind = fact.position;
        else if ((fact.kind == Kind::Joined || fact.kind == Kind::Left) && isBefore &&
                 m_listening == Listening::NotKnown && fact.room == m_message.roomId)
            m_listening = fact.kind == Kind::Joined ? Listening::Yes : Listening::No;
        return !m_endedBefore && m_openBehind == notYet;
    }
    /// The older ones are lost, or too many.
    void cut()
    {
        // It acted for its user before anything else was recorded of it.
        const bool isOpening = m_oldest.kind == Kind::Connected;
        if (m_openBehind == notYet && !isOpening && m_oldest.position < m_message.position)
            m_openBehind = m_oldest.position;
        m_isCut = true;
    }

    bool endedBefore() const { return m_endedBefore; }
    bool wasOpen() const { return !m_endedBefore && m_openBehind < m_message.position; }
    bool isUncertain(bool everyRoom) const
    {
        return m_isCut &&
               (m_openBehind == notYet || (!everyRoom && m_listening == Listening::NotKnown));
    }
    bool wasSent(bool everyRoom) const
    {
        return wasOpen() && (everyRoom || m_listening == Listening::Yes);
    }
    const std::optional<Timestamp> &recoveredAt() const { return m_recoveredAt; }
    const std::optional<Timestamp> &proofAt() const { return m_proofAt; }

private:
    enum class Listening { NotKnown, No, Yes };

    const MessageReceipts &m_message;
    Fact m_oldest;
    bool m_endedBefore = false;
    bool m_isCut = false;
    /// It received all changes after this position.
    qint64 m_openBehind = notYet;
    /// To the room, when the message was posted.
    Listening m_listening = Listening::NotKnown;
    std::optional<Timestamp> m_recoveredAt;
    std::optional<Timestamp> m_proofAt;
};

} // namespace

void DeliveryProof::prove(MessageId message, UserId after, int limit, Callback<ProofPage> done)
{
    m_store.findReceipts(message, after, limit,
                         [this, done = std::move(done)](const Result<MessageReceipts> &found) {
                             done(found ? Result<ProofPage>(judge(*found)) : found.error());
                         });
}

ProofPage DeliveryProof::judge(const MessageReceipts &message)
{
    ProofPage page{message, {}};
    const TracksOfUser tracks = tracksOf(message.recipients);
    int budget = recordsPerPage;
    for (const Receipt &receipt : message.recipients)
        page.recipients.append(judge(message, receipt, tracks.value(receipt.user.id), budget));
    return page;
}

DeliveryProof::TracksOfUser DeliveryProof::tracksOf(const QList<Receipt> &recipients)
{
    TracksOfUser tracks;
    for (const Receipt &receipt : recipients) {
        std::vector<Track> &own = tracks[receipt.user.id];
        for (const auto &each : m_recorded->openOf(receipt.user.id))
            own.push_back({each.id, each.chain, each.everyRoom});
    }
    for (const EndedConnection &each : m_recorder.ended()) {
        const auto own = tracks.find(each.userId);
        if (own != tracks.end())
            own->push_back({each.id, each.chain, each.everyRoom});
    }
    return tracks;
}

DeliveryProof::Witnessed DeliveryProof::look(const MessageReceipts &message, const Track &track,
                                             int &budget) const
{
    Reader reader(message);
    bool isCut = false;
    const bool isWhole = m_recorder.visit(track.chain, 0, [&](const Entry &entry) {
        isCut = --budget < 0;
        return !isCut && reader.read(entry);
    });
    if (isCut || !isWhole)
        reader.cut();
    Witnessed seen{reader.wasOpen(), !reader.endedBefore() && reader.isUncertain(track.everyRoom)};
    if (reader.wasSent(track.everyRoom))
        seen.sentAt = message.createdAt;
    else if (!reader.wasOpen())
        seen.sentAt = reader.recoveredAt();
    if (seen.sentAt)
        seen.deliveredAt = reader.proofAt();
    return seen;
}

Ignorance DeliveryProof::ignoranceOf(const MessageReceipts &message)
{
    if (message.createdAt < m_recorder.startedAt())
        return Ignorance::Restarted;
    // Connections that were open then may have ended and been forgotten.
    return message.createdAt < m_recorder.knownSince() ? Ignorance::Forgotten : Ignorance::None;
}

RecipientProof DeliveryProof::judge(const MessageReceipts &message, const Receipt &receipt,
                                    const std::vector<Track> &tracks, int &budget)
{
    RecipientProof proof{.user = receipt.user, .read = receipt.readSeq >= message.seq};
    Ignorance ignorance = ignoranceOf(message);
    bool wasOpen = false;
    for (const Track &track : tracks) {
        const Witnessed seen = look(message, track, budget);
        wasOpen = wasOpen || seen.wasOpen;
        if (seen.isUncertain && ignorance == Ignorance::None)
            ignorance = Ignorance::Forgotten;
        const bool isBetter =
            seen.deliveredAt && (!proof.deliveredAt || *seen.deliveredAt < *proof.deliveredAt);
        if (!seen.sentAt || (proof.sentAt && !isBetter))
            continue;
        proof.connection = track.id;
        proof.sentAt = seen.sentAt;
        proof.deliveredAt = seen.deliveredAt;
    }
    if (wasOpen || ignorance == Ignorance::None)
        proof.online = wasOpen;
    // The store knows of direct messages that they have arrived.
    const bool hasArrived = proof.deliveredAt || (message.isDirect && !receipt.isUndelivered);
    if (proof.read)
        proof.state = DeliveryState::Read;
    else if (hasArrived)
        proof.state = DeliveryState::Delivered;
    else if (proof.sentAt)
        proof.state = DeliveryState::Sent;
    else if (ignorance == Ignorance::None || receipt.isUndelivered)
        proof.state = DeliveryState::Waiting;
    if (!proof.sentAt)
        proof.ignorance = ignorance;
    return proof;
}

} // namespace parlance
