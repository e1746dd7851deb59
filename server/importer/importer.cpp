// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/importer.h"

#include "domain/validation.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// Of one transaction: what a crash costs, and what a commit is worth.
constexpr qint64 recordsPerBatch = 5000;

QString suffixOf(const RawId &id)
{
    return rawIdToHex(id).right(6);
}

// Cut so that it stays a name.
QString withSuffix(const QString &name, const RawId &id, int maxLength)
{
    const auto points = name.toUcs4();
    const QString suffix = u'-' + suffixOf(id);
    const qsizetype kept = std::min<qsizetype>(points.size(), maxLength - suffix.size());
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), kept)
               .trimmed() +
           suffix;
}

} // namespace

Importer::Importer(ImportStore &store, ImportReport &report, Options options)
    : m_store(store)
    , m_report(report)
    , m_options(std::move(options))
{
}

Result<void> Importer::run(const ImportSource &source)
{
    m_fields = source.fields;
    m_users.clear();
    m_rooms.clear();
    if (auto begun = m_store.begin(); !begun)
        return begun;
    auto taken = takeAll(source.users, Kind::User, &Importer::takeUser);
    if (taken)
        taken = takeAll(source.rooms, Kind::Room, &Importer::takeRoom);
    if (taken)
        taken = takeMessages(source.messages);
    if (!taken || m_options.dryRun)
        m_store.rollBack();
    else
        taken = m_store.commit();
    m_namedRooms.clear();
    return taken;
}

Result<void> Importer::takeAll(const QString &path, Kind kind, Take take)
{
    if (path.isEmpty())
        return {};
    RecordFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    std::vector<RecordPlace> places;
    while (const auto place = file.next())
        places.push_back(*place);
    return takePlaces(file, places, kind, take);
}

// Rooms tell their messages in the order in which they are stored.
Result<void> Importer::takeMessages(const QString &path)
{
    if (path.isEmpty())
        return {};
    RecordFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    const auto places = placesByTime(file);
    if (!places)
        return places.error();
    return takePlaces(file, *places, Kind::Message, &Importer::takeMessage);
}

Result<std::vector<RecordPlace>> Importer::placesByTime(RecordFile &file) const
{
    std::vector<std::pair<Timestamp, RecordPlace>> timed;
    while (const auto place = file.next()) {
        const auto record = file.read(*place);
        const auto time = record ? timeOf(*m_fields, *record) : std::nullopt;
        timed.emplace_back(time.value_or(Timestamp()), *place);
    }
    const auto earlier = [](const auto &a, const auto &b) { return a.first < b.first; };
    if (!std::is_sorted(timed.begin(), timed.end(), earlier))
        std::stable_sort(timed.begin(), timed.end(), earlier);
    std::vector<RecordPlace> places;
    places.reserve(timed.size());
    for (const auto &each : timed)
        places.push_back(each.second);
    return places;
}

Result<void> Importer::takePlaces(const RecordFile &file, const std::vector<RecordPlace> &places,
                                  Kind kind, Take take)
{
    for (const RecordPlace &place : places) {
        const QString where = u"%1:%2"_s.arg(file.name()).arg(place.line);
        const auto record = file.read(place);
        if (record)
            (this->*take)(*record, where);
        else
            m_report.refused(kind, where, record.error().message());
        if (auto stored = nextBatch(); !stored)
            return stored;
    }
    return {};
}

Result<void> Importer::nextBatch()
{
    if (++m_inBatch < recordsPerBatch || m_options.dryRun)
        return {};
    m_inBatch = 0;
    if (auto stored = m_store.commit(); !stored)
        return stored;
    return m_store.begin();
}

// Users ------------------------------------------------------------------------------------------

void Importer::takeUser(const QJsonObject &record, const QString &where)
{
    const auto user = readUser(*m_fields, record);
    if (!user)
        return m_report.refused(Kind::User, where, user.error().message());
    const UserId id(user->id);
    if (m_store.hasUser(id))
        return m_report.known(Kind::User);
    UserToImport taken;
    taken.id = id;
    taken.passwordHash = user->passwordHash;
    taken.createdAt = user->createdAt;
    if (!addContacts(*user, taken, where) || !nameUser(*user, taken, where))
        return;
    m_store.addUser(taken);
    m_report.added(Kind::User);
}

// False: it was refused.
bool Importer::nameUser(const ImportedUser &user, UserToImport &taken, const QString &where)
{
    const Limits &limits = m_options.limits;
    const auto valid = validUsername(user.username, limits);
    const bool isTaken = valid && m_store.hasUsername(foldedKey(*valid));
    taken.username = valid ? *valid : u"user-"_s + suffixOf(user.id);
    if (isTaken && !m_options.renames && !m_fields->namesRepeat) {
        m_report.refused(Kind::User, where, u"the user name is taken"_s);
        return false;
    }
    if (isTaken) {
        taken.displayName = *valid;
        taken.username = withSuffix(*valid, user.id, limits.usernameLength);
    }
    taken.usernameKey = foldedKey(taken.username);
    if (m_store.hasUsername(taken.usernameKey)) {
        m_report.refused(Kind::User, where, u"no free user name was found"_s);
        return false;
    }
    if (!valid)
        m_report.changed(where, u"named %1: %2"_s.arg(taken.username, valid.error().message()));
    else if (isTaken && !m_fields->namesRepeat)
        m_report.changed(where, u"named %1: the user name is taken"_s.arg(taken.username));
    return true;
}

// False: it was refused. Without its phone number or alias nobody could use the account.
bool Importer::addContacts(const ImportedUser &user, UserToImport &taken, const QString &where)
{
    const auto refuse = [&](const QString &why) {
        m_report.refused(Kind::User, where, why);
        return false;
    };
    if (user.phoneNumber) {
        const auto number = validPhoneNumber(*user.phoneNumber);
        if (!number || m_store.hasPhone(phoneKey(*number)))
            return refuse(number ? u"the phone number is taken"_s : number.error().message());
        taken.phoneNumber = *number;
        taken.phoneKey = phoneKey(*number);
    }
    taken.alias = user.alias == rawIdToHex(user.id) ? QString() : user.alias;
    if (!taken.alias.isEmpty() && m_store.userByAlias(taken.alias))
        return refuse(u"the profileId is taken"_s);
    if (!user.email || user.email->trimmed().isEmpty())
        return true;
    const auto email = validEmail(*user.email);
    const bool isTaken = email && m_store.hasEmail(foldedKey(*email));
    if (isTaken && !m_options.renames)
        return refuse(u"the e-mail address is taken"_s);
    if (!email || isTaken) {
        m_report.changed(where, u"without its e-mail address: "_s +
                                    (isTaken ? u"it is taken"_s : email.error().message()));
        return true;
    }
    taken.email = *email;
    taken.emailKey = foldedKey(*email);
    return true;
}

// Rooms ------------------------------------------------------------------------------------------

void Importer::takeRoom(const QJsonObject &record, const QString &where)
{
    const auto room = readRoom(record);
    if (!room)
        return m_report.refused(Kind::Room, where, room.error().message());
    RoomToImport taken{
        RoomId(room->id), room->isPrivate ? RoomKind::Private : RoomKind::Public, {}, {}};
    if (m_store.roomKind(taken.id))
        return m_report.known(Kind::Room);
    const Limits &limits = m_options.limits;
    const auto valid = validRoomName(room->name, limits);
    const bool isTaken = valid && m_store.roomByName(foldedKey(*valid));
    if (isTaken && !m_options.renames)
        return m_report.refused(Kind::Room, where, u"the room name is taken"_s);
    taken.name = !valid    ? u"room-"_s + suffixOf(room->id)
                 : isTaken ? withSuffix(*valid, room->id, limits.roomNameLength)
                           : *valid;
    taken.nameKey = foldedKey(taken.name);
    taken.createdAt = room->createdAt;
    if (m_store.roomByName(taken.nameKey))
        return m_report.refused(Kind::Room, where, u"no free room name was found"_s);
    if (!valid || isTaken)
        m_report.changed(where,
                         u"named %1: %2"_s.arg(taken.name, valid ? u"the room name is taken"_s
                                                                 : valid.error().message()));
    for (const RawId &member : room->members) {
        const UserId id(member);
        const bool isNew =
            std::find(taken.members.begin(), taken.members.end(), id) == taken.members.end();
        if (isNew && m_store.hasUser(id))
            taken.members.push_back(id);
    }
    m_store.addRoom(taken);
    m_report.added(Kind::Room);
}

// Messages ---------------------------------------------------------------------------------------

void Importer::takeMessage(const QJsonObject &record, const QString &where)
{
    const auto refuse = [&](const QString &why) { m_report.refused(Kind::Message, where, why); };
    const auto message = readMessage(*m_fields, record);
    if (!message)
        return refuse(message.error().message());
    const MessageId id(message->id);
    if (m_store.hasMessage(id))
        return m_report.known(Kind::Message);
    const auto text = validMessageText(message->text, m_options.limits);
    if (!text)
        return refuse(text.error().message());
    const auto author = userAt(message->author);
    if (!author)
        return refuse(u"nobody has the id of its author"_s);
    const bool isDirect = m_fields->targetKind == BackendFields::Target::User;
    const auto peer = isDirect ? userAt(message->target) : std::nullopt;
    QString why;
    const auto room = roomFor(*message, *author, peer, why);
    if (!room)
        return refuse(why);
    const UserId waitsFor = m_fields->undelivered && peer ? *peer : UserId();
    m_store.addMessage({id, *room, *author, *text, message->createdAt, waitsFor});
    m_report.added(Kind::Message);
}

std::optional<UserId> Importer::userAt(const QString &address)
{
    if (const auto known = m_users.constFind(address); known != m_users.cend())
        return *known;
    const auto id = UserId::fromHex(address);
    const auto user = id && m_store.hasUser(*id) ? id : m_store.userByAlias(address);
    if (user && !address.isEmpty())
        m_users.insert(address, *user);
    return user;
}

std::optional<RoomId> Importer::roomFor(const ImportedMessage &message, UserId author,
                                        std::optional<UserId> peer, QString &why)
{
    switch (m_fields->targetKind) {
    case BackendFields::Target::ByName:
        return namedRoom(message.target, message.createdAt, why);
    case BackendFields::Target::User:
        why = peer ? u"it is to its author"_s : u"nobody has the id of its recipient"_s;
        return peer && *peer != author
                   ? std::optional(m_store.directRoom(author, *peer, message.createdAt))
                   : std::nullopt;
    case BackendFields::Target::ById:
        break;
    }
    why = u"no room has the id of its room"_s;
    const auto room = RoomId::fromHex(message.target);
    if (!room || m_rooms.contains(*room))
        return room;
    const auto kind = m_store.roomKind(*room);
    if (!kind || *kind == RoomKind::Direct)
        return std::nullopt;
    m_rooms.insert(*room, *kind);
    return room;
}

// A room that is there already, by any spelling, is the same room: that is how clients of several
// dialects meet.
std::optional<RoomId> Importer::namedRoom(const QString &name, Timestamp at, QString &why)
{
    if (const auto known = m_namedRooms.constFind(name); known != m_namedRooms.cend())
        return *known;
    const auto valid = validRoomName(name, m_options.limits);
    if (!valid) {
        why = valid.error().message();
        return std::nullopt;
    }
    auto room = m_store.roomByName(foldedKey(*valid));
    if (room && m_store.roomKind(*room) != RoomKind::Public) {
        why = u"a private room has the name of its room"_s;
        return std::nullopt;
    }
    if (!room) {
        room = m_store.newRoomId(at);
        m_store.addRoom({*room, RoomKind::Public, *valid, foldedKey(*valid), {}, at});
        m_report.added(Kind::Room);
    }
    m_namedRooms.insert(name, *room);
    return room;
}

} // namespace parlance
