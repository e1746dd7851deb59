// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/sqlstore.h"

#include "storage/accountstatements.h"
#include "storage/deliverystatements.h"
#include "storage/historystatements.h"
#include "storage/memberstatements.h"
#include "storage/messagestatements.h"
#include "storage/migrator.h"
#include "storage/missedstatements.h"
#include "storage/roomstatements.h"

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// See Job::Guard: the one statement that writes comes last, after all that may be wrong.
constexpr auto CheckedFirst = Job::Guard::None;
constexpr auto Guarded = Job::Guard::Savepoint;

} // namespace

SqlStore::SqlStore(StoreOptions options)
    : m_options(std::move(options))
    , m_backend(makeSqliteBackend(m_options.path, m_options.synchronous))
    , m_catalog(m_backend->folder())
    , m_writer{m_options.limits, m_options.clock, {}, Counters(), true, {}}
{
}

// The answers may call the store again, so it must still be whole.
SqlStore::~SqlStore()
{
    stop();
}

void SqlStore::stop()
{
    if (m_executor)
        m_executor->stop();
}

Result<void> SqlStore::open()
{
    const auto database = makeDatabase();
    if (auto opened = database->open(Backend::Role::Writer); !opened)
        return opened;
    const auto migrations = readMigrations(u":/sql/migrations/"_s + m_backend->folder());
    if (auto migrated = migrate(*database, migrations, m_options.clock()); !migrated) {
        const Error &error = migrated.error();
        return Error{error.code, m_options.path + u": "_s + error.detail, {}};
    }
    m_executor = std::make_unique<DbExecutor>([this] { return makeDatabase(); }, hooks(),
                                              m_options.executor);
    return {};
}

std::unique_ptr<Database> SqlStore::makeDatabase() const
{
    return std::make_unique<Database>(*m_backend, m_catalog);
}

WriterHooks SqlStore::hooks()
{
    return WriterHooks{
        [this] { return statements::nextChore(m_writer); },
        [this] {
            m_writer.counters.forget();
            m_writer.purgePending = true;
        },
        [this] {
            if (m_externalChange)
                m_externalChange();
        },
    };
}

template <auto function, class T, class... Arguments>
void SqlStore::write(Job::Guard guard, Callback<T> done, Arguments... arguments)
{
    auto job = makeJob<T>([writer = &m_writer, ... kept = std::move(arguments)](
                              Database &database) { return function(database, *writer, kept...); },
                          std::move(done));
    job->guard = guard;
    m_executor->write(std::move(job));
}

template <auto function, class T, class... Arguments>
void SqlStore::read(Callback<T> done, Arguments... arguments)
{
    m_executor->read(
        makeJob<T>([limits = &m_options.limits, ... kept = std::move(arguments)](
                       Database &database) { return function(database, *limits, kept...); },
                   std::move(done)));
}

void SqlStore::createUser(NewUser user, Callback<User> done)
{
    write<statements::createUser>(CheckedFirst, std::move(done), std::move(user));
}

void SqlStore::findCredentials(QString loginKey, Callback<Credentials> done)
{
    read<statements::findCredentials>(std::move(done), std::move(loginKey));
}

void SqlStore::findCredentialsById(UserId id, Callback<Credentials> done)
{
    read<statements::findCredentialsById>(std::move(done), id);
}

void SqlStore::findCredentialsByPhone(QString phoneKey, Callback<Credentials> done)
{
    read<statements::findCredentialsByPhone>(std::move(done), std::move(phoneKey));
}

void SqlStore::findUser(UserId id, Callback<User> done)
{
    read<statements::findUser>(std::move(done), id);
}

void SqlStore::findUserByName(QString usernameKey, Callback<User> done)
{
    read<statements::findUserByName>(std::move(done), std::move(usernameKey));
}

void SqlStore::searchUsers(QString prefixKey, int limit, Callback<QList<User>> done)
{
    read<statements::searchUsers>(std::move(done), std::move(prefixKey), limit);
}

void SqlStore::listUsers(Callback<QList<User>> done)
{
    read<statements::listUsers>(std::move(done));
}

void SqlStore::listNewestUsers(std::optional<UserId> before, int limit, Callback<QList<User>> done)
{
    read<statements::listNewestUsers>(std::move(done), before, limit);
}

void SqlStore::identify(UserId viewer, QString address, Callback<Identified> done)
{
    read<statements::identify>(std::move(done), viewer, std::move(address));
}

void SqlStore::hasUsers(Callback<bool> done)
{
    read<statements::hasUsers>(std::move(done));
}

void SqlStore::setRole(UserId id, ServerRole role, Callback<User> done)
{
    write<statements::setRole>(CheckedFirst, std::move(done), id, role);
}

void SqlStore::updatePassword(PasswordUpdate update, Callback<void> done)
{
    write<statements::updatePassword>(Guarded, std::move(done), std::move(update));
}

void SqlStore::replaceHash(UserId id, QString verifiedHash, QString freshHash, Callback<void> done)
{
    write<statements::replaceHash>(CheckedFirst, std::move(done), id, std::move(verifiedHash),
                                   std::move(freshHash));
}

void SqlStore::setLastSeen(UserId id, Timestamp at, Callback<void> done)
{
    write<statements::setLastSeen>(CheckedFirst, std::move(done), id, at);
}

void SqlStore::createSession(NewSession session, Callback<Session> done)
{
    write<statements::createSession>(CheckedFirst, std::move(done), std::move(session));
}

void SqlStore::matchClient(UserId userId, ClientQuery query, Callback<ClientMatch> done)
{
    read<statements::matchClient>(std::move(done), userId, std::move(query));
}

void SqlStore::findActorOfClient(ClientQuery query, Callback<Actor> done)
{
    read<statements::findActorOfClient>(std::move(done), std::move(query));
}

void SqlStore::findActor(SessionId id, Callback<Actor> done)
{
    read<statements::findActor>(std::move(done), id);
}

void SqlStore::findLastRoom(SessionId id, Callback<LastRoom> done)
{
    read<statements::findLastRoom>(std::move(done), id);
}

void SqlStore::setLastRoom(SessionId id, LastRoom last, Callback<void> done)
{
    write<statements::setLastRoom>(CheckedFirst, std::move(done), id, last);
}

void SqlStore::deleteSession(SessionId id, Callback<void> done)
{
    write<statements::deleteSession>(CheckedFirst, std::move(done), id);
}

void SqlStore::deleteSessionsOf(UserId userId, Callback<void> done)
{
    write<statements::deleteSessionsOf>(CheckedFirst, std::move(done), userId);
}

void SqlStore::deleteExpiredSessions(Timestamp now, Callback<qint64> done)
{
    write<statements::deleteExpiredSessions>(CheckedFirst, std::move(done), now);
}

void SqlStore::createRoom(UserRef actor, CreateRoom command, QString nameKey,
                          Callback<CreatedRoom> done)
{
    write<statements::createRoom>(Guarded, std::move(done), std::move(actor), std::move(command),
                                  std::move(nameKey));
}

void SqlStore::ensureRoom(UserRef actor, QString name, QString nameKey, Callback<RoomView> done)
{
    write<statements::ensureRoom>(CheckedFirst, std::move(done), std::move(actor), std::move(name),
                                  std::move(nameKey));
}

void SqlStore::findRoomByName(UserId viewer, QString nameKey, Callback<RoomView> done)
{
    read<statements::findRoomByName>(std::move(done), viewer, std::move(nameKey));
}

void SqlStore::listVisibleRooms(UserId viewer, std::optional<RoomId> before, int limit,
                                Callback<QList<Room>> done)
{
    read<statements::listVisibleRooms>(std::move(done), viewer, before, limit);
}

void SqlStore::renameRoom(UserId actor, RenameRoom command, QString nameKey, Callback<Room> done)
{
    write<statements::renameRoom>(CheckedFirst, std::move(done), actor, std::move(command),
                                  std::move(nameKey));
}

void SqlStore::deleteRoom(UserId actor, RoomId roomId, Callback<Room> done)
{
    write<statements::deleteRoom>(Guarded, std::move(done), actor, roomId);
}

void SqlStore::findRoom(UserId viewer, RoomId roomId, Callback<RoomView> done)
{
    read<statements::findRoom>(std::move(done), viewer, roomId);
}

void SqlStore::listRooms(UserId viewer, ListRooms query, Callback<RoomPage> done)
{
    read<statements::listRooms>(std::move(done), viewer, std::move(query));
}

void SqlStore::roomIdsOf(UserId userId, Callback<std::vector<RoomId>> done)
{
    read<statements::roomIdsOf>(std::move(done), userId);
}

void SqlStore::joinRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done)
{
    write<statements::joinRoom>(Guarded, std::move(done), std::move(actor), roomId);
}

void SqlStore::leaveRoom(UserRef actor, RoomId roomId, Callback<MembershipChange> done)
{
    write<statements::leaveRoom>(Guarded, std::move(done), std::move(actor), roomId);
}

void SqlStore::inviteToRoom(UserRef actor, InviteToRoom command, Callback<InvitationChange> done)
{
    write<statements::inviteToRoom>(CheckedFirst, std::move(done), std::move(actor), command);
}

void SqlStore::listInvitations(UserId invitee, Callback<QList<Invitation>> done)
{
    read<statements::listInvitations>(std::move(done), invitee);
}

void SqlStore::declineInvitation(UserId invitee, RoomId roomId, Callback<void> done)
{
    write<statements::declineInvitation>(CheckedFirst, std::move(done), invitee, roomId);
}

void SqlStore::listMembers(UserId viewer, ListMembers query, Callback<MemberPage> done)
{
    read<statements::listMembers>(std::move(done), viewer, query);
}

void SqlStore::setRoomRole(UserId actor, SetRoomRole command,
                           Callback<std::vector<MembershipChange>> done)
{
    write<statements::setRoomRole>(Guarded, std::move(done), actor, command);
}

void SqlStore::removeMember(UserId actor, RemoveMember command, Callback<MembershipChange> done)
{
    write<statements::removeMember>(Guarded, std::move(done), actor, command);
}

void SqlStore::openDirect(UserRef actor, UserId peer, Callback<OpenedDirect> done)
{
    write<statements::openDirect>(Guarded, std::move(done), std::move(actor), peer);
}

void SqlStore::markRead(UserId actor, MarkRead command, Callback<ReadMark> done)
{
    write<statements::markRead>(CheckedFirst, std::move(done), actor, command);
}

void SqlStore::appendMessage(NewMessage message, Callback<StoredMessage> done)
{
    write<statements::appendMessage>(CheckedFirst, std::move(done), std::move(message));
}

void SqlStore::appendAddressed(NewAddressedMessage message, Callback<AddressedMessage> done)
{
    write<statements::appendAddressed>(Guarded, std::move(done), std::move(message));
}

void SqlStore::listHistory(UserId viewer, ListHistory query, Callback<QList<Message>> done)
{
    read<statements::listHistory>(std::move(done), viewer, query);
}

void SqlStore::listDirectHistory(UserId user, std::optional<UserId> peer,
                                 std::optional<MessageId> before, int limit,
                                 Callback<QList<Message>> done)
{
    read<statements::listDirectHistory>(std::move(done), user, peer, before, limit);
}

// Among the writes, so that it is answered in the order of commits.
void SqlStore::listUndelivered(UserId user, int limit, Callback<QList<Message>> done)
{
    write<statements::listUndelivered>(CheckedFirst, std::move(done), user, limit);
}

void SqlStore::markDelivered(UserId user, qint64 firstPosition, qint64 lastPosition,
                             Callback<void> done)
{
    write<statements::markDelivered>(CheckedFirst, std::move(done), user, firstPosition,
                                     lastPosition);
}

void SqlStore::listMessages(UserId viewer, ListMessages query, Callback<MessagePage> done)
{
    read<statements::listMessages>(std::move(done), viewer, query);
}

void SqlStore::listChanges(UserId viewer, ListChanges query, Callback<ChangePage> done)
{
    read<statements::listChanges>(std::move(done), viewer, query);
}

void SqlStore::editMessage(UserId actor, EditMessage command, Callback<Message> done)
{
    write<statements::editMessage>(CheckedFirst, std::move(done), actor, std::move(command));
}

void SqlStore::deleteMessage(UserId actor, MessageId id, Callback<MessageChange> done)
{
    write<statements::deleteMessage>(CheckedFirst, std::move(done), actor, id);
}

void SqlStore::resumeRooms(UserId viewer, ResumeRooms query, Callback<QList<ResumedRoom>> done)
{
    read<statements::resumeRooms>(std::move(done), viewer, std::move(query));
}

void SqlStore::listMissed(UserId user, qint64 since, Callback<MissedChanges> done)
{
    read<statements::listMissed>(std::move(done), user, since);
}

void SqlStore::lastPosition(Callback<qint64> done)
{
    read<statements::lastPosition>(std::move(done));
}

void SqlStore::ping(Callback<void> done)
{
    write<statements::ping>(CheckedFirst, std::move(done));
}

void SqlStore::setExternalChangeHandler(std::function<void()> changed)
{
    m_externalChange = std::move(changed);
}

} // namespace parlance
