// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/importer.h"

#include "domain/validation.h"

#include <algorithm>
#include <functional>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

/// Records per transaction: a trade-off between what a crash loses and the cost of a commit.
constexpr qint64 recordsPerBatch = 5000;

/// How many digits of the id are appended to a taken name; more if that name is taken too.
constexpr int suffixDigits[] = {6, 12, 24};

// Truncated to the maximum length.
QString withSuffix(const QString &name, const RawId &id, int digits, int maxLength)
{
    const auto points = name.toUcs4();
    const QString suffix = u'-' + rawIdToHex(id).right(digits);
    const qsizetype kept = std::min<qsizetype>(points.size(), maxLength - suffix.size());
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), kept)
               .trimmed() +
           suffix;
}

// The displayable form of a name that is not a valid user name here; empty if it is not allowed.
QString shownName(const QString &name, const Limits &limits)
{
    const QString simple = name.left(256).simplified();
    const bool isHarmless = validUsername(QString(simple).remove(u'@'), limits).has_value();
    return isHarmless && validRoomName(simple, limits) ? simple : QString();
}

// The name with as many digits of the id as necessary; empty if all are taken.
QString freeName(const QString &name, const RawId &id, int maxLength,
                 const std::function<bool(const QString &key)> &isTaken)
{
    for (const int digits : suffixDigits) {
        QString other = withSuffix(name, id, digits, maxLength);
        if (!isTaken(foldedKey(other)))
            return other;
    }
    return {};
}

} // namespace

Importer::Importer(ImportStore &store, ImportReport &report, const Options &options)
    : m_store(store)
    , m_report(report)
    , m_options(options)
{
}

Result<void> Importer::run(const std::vector<ImportSource> &sources)
{
    auto taken = m_store.begin();
    for (const ImportSource &source : sources) {
        if (taken)
            taken = takeSource(source);
    }
    if (taken && !m_options.dryRun)
        return m_store.commit();
    m_store.rollBack();
    return taken;
}

Result<void> Importer::takeSource(const ImportSource &source)
{
    m_fields = source.fields;
    m_report.say(u"%1 from %2"_s.arg(m_fields->dialect, source.folder));
    if (auto taken = takeAll(source.users, Kind::User, &Importer::takeUser); !taken)
        return taken;
    if (auto taken = takeAll(source.rooms, Kind::Room, &Importer::takeRoom); !taken)
        return taken;
    return takeMessages(source.messages);
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

// Clients see a room's messages in the order of storing, so they are imported by time.
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
    if (file.isCutOff())
        m_report.refused(kind, file.name(), u"the file ends in the middle of its array"_s);
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
    const auto email = addEmail(*user, taken);
    if (!email && email.error().code == ErrorCode::EmailTaken && !m_options.renames)
        return m_report.refused(Kind::User, where, u"the e-mail address is taken"_s);
    if (!addContacts(*user, taken, where) || !nameUser(*user, taken, where))
        return;
    if (!email)
        m_report.withoutEmail(where, taken.username, email.error().message());
    m_store.addUser(taken);
    m_report.added(Kind::User);
}

// False: it was refused.
bool Importer::nameUser(const ImportedUser &user, UserToImport &taken, const QString &where)
{
    const auto valid = validUsername(user.username, m_options.limits);
    const auto isTaken = [this](const QString &key) { return m_store.hasUsername(key); };
    const bool collides = valid && isTaken(foldedKey(*valid));
    if (collides && !m_options.renames && !m_fields->namesRepeat) {
        m_report.refused(Kind::User, where, u"the user name is taken"_s);
        return false;
    }
    if (valid && !collides)
        taken.username = *valid;
    else
        taken.username =
            freeName(valid ? *valid : u"user"_s, user.id, m_options.limits.usernameLength, isTaken);
    if (taken.username.isEmpty()) {
        m_report.refused(Kind::User, where, u"no free user name was found"_s);
        return false;
    }
    taken.usernameKey = foldedKey(taken.username);
    if (!valid || collides)
        taken.displayName = shownName(user.username, m_options.limits);
    if (!valid)
        m_report.changed(where, u"named %1: %2"_s.arg(taken.username, valid.error().message()));
    else if (collides && !m_fields->namesRepeat)
        m_report.changed(where, u"named %1: the user name is taken"_s.arg(taken.username));
    return true;
}

// False: it was refused. Without its phone number or alias the account could not be used.
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
    if (user.alias.isEmpty() || user.alias == rawIdToHex(user.id))
        return true;
    // An alias that clients use as an address must not belong to another account.
    const auto alias = validRoomName(user.alias, m_options.limits);
    if (!alias || m_store.userByAlias(*alias))
        return refuse(alias ? u"the profileId is taken"_s : u"the profileId is not usable"_s);
    taken.alias = *alias;
    return true;
}

// Sets the e-mail address, or returns why the account does not get it.
Result<void> Importer::addEmail(const ImportedUser &user, UserToImport &taken)
{
    if (!user.email || user.email->trimmed().isEmpty())
        return {};
    const auto email = validEmail(*user.email);
    if (!email)
        return email.error();
    if (m_store.hasEmail(foldedKey(*email)))
        return Error::of(ErrorCode::EmailTaken, u"it is taken"_s);
    taken.email = *email;
    taken.emailKey = foldedKey(*email);
    return {};
}

// Rooms ------------------------------------------------------------------------------------------

// False: it was refused.
bool Importer::nameRoom(const ImportedRoom &room, RoomToImport &taken, const QString &where)
{
    const auto valid = validRoomName(room.name, m_options.limits);
    const auto isTaken = [this](const QString &key) { return m_store.roomByName(key).has_value(); };
    const bool collides = valid && isTaken(foldedKey(*valid));
    if (valid && !collides)
        taken.name = *valid;
    else if (!valid || m_options.renames)
        taken.name =
            freeName(valid ? *valid : u"room"_s, room.id, m_options.limits.roomNameLength, isTaken);
    if (taken.name.isEmpty()) {
        m_report.refused(Kind::Room, where, u"the room name is taken"_s);
        return false;
    }
    taken.nameKey = foldedKey(taken.name);
    if (!valid || collides)
        m_report.changed(where,
                         u"named %1: %2"_s.arg(taken.name, valid ? u"the room name is taken"_s
                                                                 : valid.error().message()));
    return true;
}

void Importer::takeRoom(const QJsonObject &record, const QString &where)
{
    const auto room = readRoom(record);
    if (!room)
        return m_report.refused(Kind::Room, where, room.error().message());
    RoomToImport taken{
        RoomId(room->id), room->isPrivate ? RoomKind::Private : RoomKind::Public, {}, {}};
    if (m_store.roomKind(taken.id))
        return m_report.known(Kind::Room);
    if (!nameRoom(*room, taken, where))
        return;
    taken.createdAt = room->createdAt;
    QSet<UserId> members;
    for (const RawId &member : room->members) {
        const UserId id(member);
        if (members.contains(id) || !m_store.hasUser(id))
            continue;
        members.insert(id);
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
    auto user = id && m_store.hasUser(*id) ? id : m_store.userByAlias(address);
    // Aliases are stored in the normalised form of names.
    if (const auto alias = validRoomName(address, m_options.limits); !user && alias)
        user = m_store.userByAlias(*alias);
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
    if (!m_store.hasRoom(*room) || m_store.roomKind(*room) == RoomKind::Direct)
        return std::nullopt;
    m_rooms.insert(*room);
    return room;
}

// An existing public room of that name, in any spelling, is the same room, so that clients of
// several dialects share it. If there is a private room of that name, another one is created, the
// same in every run.
std::optional<RoomId> Importer::namedRoom(const QString &name, Timestamp at, QString &why)
{
    if (const auto known = m_namedRooms.constFind(name); known != m_namedRooms.cend())
        return *known;
    auto valid = validRoomName(name, m_options.limits);
    if (valid && isPrivateRoom(foldedKey(*valid)) && m_options.renames)
        valid = validRoomName(*valid + u" (public)"_s, m_options.limits);
    if (!valid || isPrivateRoom(foldedKey(*valid))) {
        why = valid ? u"a private room has the name of its room"_s : valid.error().message();
        return std::nullopt;
    }
    auto room = m_store.roomByName(foldedKey(*valid));
    if (!room) {
        room = m_store.newRoomId(at);
        m_store.addRoom({*room, RoomKind::Public, *valid, foldedKey(*valid), {}, at});
        m_report.added(Kind::Room);
    }
    m_namedRooms.insert(name, *room);
    return room;
}

bool Importer::isPrivateRoom(const QString &nameKey)
{
    const auto room = m_store.roomByName(nameKey);
    return room && m_store.roomKind(*room) != RoomKind::Public;
}

} // namespace parlance
