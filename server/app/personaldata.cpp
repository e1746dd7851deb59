// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/personaldata.h"

namespace parlance {

using namespace std::chrono_literals;

namespace {

// Between two steps, and after one that failed.
constexpr auto shortPause = 5ms;
constexpr auto longPause = 1s;

AdminAction dry(AdminAction action)
{
    action.dryRun = true;
    return action;
}

} // namespace

PersonalData::PersonalData(PersonalDataStore &store, Broker &broker)
    : m_store(store)
    , m_broker(broker)
{
    m_pause.setSingleShot(true);
    m_pause.callOnTimeout([this] { emptySome(); });
}

// Checked first, then counted by readers, so that the writer does not wait for that.
void PersonalData::erase(const AdminAction &action, const QString &user, bool deletesMessages,
                         Callback<Erasure> done)
{
    auto counted = [=, this, done = std::move(done)](const Result<Erasure> &planned) mutable {
        if (!planned || action.dryRun)
            return done(planned);
        m_store.eraseUser(action, planned->erased.user.id.toString(), deletesMessages,
                          [this, erasure = *planned, reason = action.reason,
                           done = std::move(done)](const Result<ErasedUser> &erased) mutable {
                              if (!erased)
                                  return done(erased.error());
                              erasure.erased = *erased;
                              done(erasure);
                              publish(erasure, reason);
                              emptyMessages();
                          });
    };
    m_store.eraseUser(dry(action), user, deletesMessages,
                      [this, deletesMessages,
                       counted = std::move(counted)](const Result<ErasedUser> &planned) mutable {
                          if (!planned)
                              return counted(planned.error());
                          count({*planned, 0, deletesMessages}, 0, std::move(counted));
                      });
}

void PersonalData::count(Erasure erasure, qint64 after, Callback<Erasure> done)
{
    const UserId user = erasure.erased.user.id;
    m_store.countMessages(user, after,
                          [this, erasure = std::move(erasure),
                           done = std::move(done)](const Result<MessageCount> &some) mutable {
                              if (!some)
                                  return done(some.error());
                              erasure.messages += some->messages;
                              if (some->next)
                                  count(std::move(erasure), *some->next, std::move(done));
                              else
                                  done(erasure);
                          });
}

void PersonalData::publish(const Erasure &erasure, const QString &reason)
{
    const User &user = erasure.erased.user;
    const UserRef former{user.id, user.username, user.alias};
    m_broker.publish(SessionsEnded{user.id, {}, {}, SessionEndReason::Erased, reason});
    m_broker.publish(UserErased{{user.id, erasedName()}, erasure.deletesMessages});
    for (const LeftRoom &left : erasure.erased.rooms) {
        if (left.heir)
            m_broker.publish(MemberUpdated{left.room, left.heir->user, left.heir->role});
        if (left.deleted)
            m_broker.publish(RoomDeleted{left.room});
        else if (left.kind != RoomKind::Direct)
            m_broker.publish(MemberLeft{left.room, former});
    }
}

void PersonalData::emptyMessages()
{
    if (!m_isEmptying)
        emptySome();
}

void PersonalData::emptySome()
{
    m_isEmptying = true;
    m_store.eraseMessages([this](const Result<bool> &more) {
        m_isEmptying = more ? *more : more.error().code != ErrorCode::ShuttingDown;
        if (m_isEmptying)
            m_pause.start(more ? shortPause : longPause);
    });
}

void PersonalData::beginExport(const AdminAction &action, const QString &user, int limit,
                               Callback<ExportPage> done)
{
    m_store.beginExport(action, user, limit, std::move(done));
}

void PersonalData::continueExport(const QString &user, const ExportPlace &place, int limit,
                                  Callback<ExportPage> done)
{
    m_store.continueExport(user, place, limit, std::move(done));
}

} // namespace parlance
