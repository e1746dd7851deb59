// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recorder/recordedconnections.h"
#include "stores/adminmessagestore.h"

namespace parlance {

/// How far a message has got to a recipient, as far as is known; the highest that holds.
enum class DeliveryState { Unknown, Waiting, Sent, Delivered, Read };
/// "delivered"
QString deliveryStateName(DeliveryState state);

enum class Ignorance {
    None,
    /// The message is older than this process.
    Restarted,
    /// The recorder does not reach back so far.
    Forgotten,
};
/// "restarted"
QString ignoranceName(Ignorance ignorance);

struct RecipientProof
{
    UserRef user = {};
    DeliveryState state = DeliveryState::Unknown;
    /// Whether it had a connection when the message was posted; empty: not known.
    std::optional<bool> online = {};
    /// The connection that it was sent through; 0: none is known.
    quint64 connection = 0;
    std::optional<Timestamp> sentAt = {};
    /// At the latest: the first answered heartbeat after it was sent.
    std::optional<Timestamp> deliveredAt = {};
    /// The read mark has passed it. When is not stored.
    bool read = false;
    Ignorance ignorance = Ignorance::None;
};

struct ProofPage
{
    MessageReceipts message = {};
    QList<RecipientProof> recipients = {};
};

/// What became of one message, per recipient: derived from the marks in the flight recorder and
/// from what is stored anyway. Recipients are those who are members now and joined before it was
/// posted, without the author. Event loop only.
class DeliveryProof
{
public:
    DeliveryProof(AdminMessageStore &store, recorder::FlightRecorder &recorder,
                  std::chrono::milliseconds heartbeat)
        : m_store(store)
        , m_recorder(recorder)
        , m_heartbeat(heartbeat)
    {
    }
    /// Call it before the first call; `recorded` outlives it.
    void setConnections(const recorder::RecordedConnections &recorded) { m_recorded = &recorded; }

    /// MessageNotFound. A page of recipients by user id.
    void prove(MessageId message, UserId after, int limit, Callback<ProofPage> done);
    /// A delivery is proven at most so much later than it was; twice for Engine.IO 3.
    std::chrono::milliseconds heartbeat() const { return m_heartbeat; }

private:
    struct Track;
    struct Witnessed;
    using TracksOfUser = QHash<UserId, std::vector<Track>>;

    ProofPage judge(const MessageReceipts &message);
    TracksOfUser tracksOf(const QList<Receipt> &recipients);
    RecipientProof judge(const MessageReceipts &message, const Receipt &receipt,
                         const std::vector<Track> &tracks, int &budget);
    Witnessed look(const MessageReceipts &message, const Track &track, int &budget) const;
    Ignorance ignoranceOf(const MessageReceipts &message);

    AdminMessageStore &m_store;
    recorder::FlightRecorder &m_recorder;
    const std::chrono::milliseconds m_heartbeat;
    const recorder::RecordedConnections *m_recorded = nullptr;
};

} // namespace parlance
