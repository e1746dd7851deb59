// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/importer.h"

#include <QDir>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

Result<QString> fileIn(const QDir &folder, const QStringList &names)
{
    QString found;
    for (const QString &name : names) {
        if (!folder.exists(name))
            continue;
        if (!found.isEmpty())
            return Error::invalid(u"%1 and %2 are the same collection: leave one"_s.arg(
                found, folder.filePath(name)));
        found = folder.filePath(name);
    }
    return found;
}

Result<ImportSource> filesIn(const QDir &folder)
{
    const auto users = fileIn(folder, {u"users.json"_s, u"user.json"_s});
    const auto rooms = fileIn(folder, {u"rooms.json"_s, u"room.json"_s, u"chatrooms.json"_s});
    const auto messages = fileIn(folder, {u"messages.json"_s, u"message.json"_s, u"chats.json"_s});
    for (const auto *each : {&users, &rooms, &messages}) {
        if (!*each)
            return each->error();
    }
    return ImportSource{nullptr, folder.path(), *users, *rooms, *messages};
}

bool isEmpty(const ImportSource &source)
{
    return source.users.isEmpty() && source.rooms.isEmpty() && source.messages.isEmpty();
}

// The first readable record.
QJsonObject sample(const QString &path)
{
    RecordFile file(path);
    if (path.isEmpty() || !file.open())
        return {};
    while (const auto place = file.next()) {
        if (const auto record = file.read(*place))
            return *record;
    }
    return {};
}

} // namespace

Result<std::vector<ImportSource>> findSources(const QString &folder, const QString &dialect)
{
    const QDir root(folder);
    if (!root.exists())
        return Error::invalid(u"there is no folder %1"_s.arg(folder));
    std::vector<ImportSource> sources;
    QList<QDir> folders{root};
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        folders.append(QDir(root.filePath(name)));
    for (const QDir &each : folders) {
        const auto files = filesIn(each);
        if (!files)
            return files.error();
        ImportSource source = *files;
        if (isEmpty(source))
            continue;
        source.fields = !dialect.isEmpty()
                            ? backendOf(dialect)
                            : detectBackend(sample(source.users), sample(source.rooms),
                                            sample(source.messages));
        if (!source.fields)
            return Error::invalid(
                u"%1: cannot tell which backend this is; say so with --dialect"_s.arg(each.path()));
        sources.push_back(source);
    }
    if (sources.empty())
        return Error::invalid(
            u"%1 has neither users.json nor rooms.json nor messages.json"_s.arg(folder));
    return sources;
}

} // namespace parlance
