// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/limits.h"
#include "importer/backends.h"
#include "importer/importreport.h"
#include "importer/recordfile.h"
#include "storage/importstore.h"

#include <QHash>
#include <QSet>

namespace parlance {

/// A folder with the collections of one backend.
struct ImportSource
{
    const BackendFields *fields = nullptr;
    QString folder;
    /// File names; empty: there is no such file.
    QString users;
    QString rooms;
    QString messages;
};

/// The sources in a folder: itself, or its subfolders. `dialect`: their backend; empty: detect it.
/// ValidationFailed: there is no source, or its backend is unknown; the detail is one line for the
/// operator.
Result<std::vector<ImportSource>> findSources(const QString &folder, const QString &dialect);

/// Imports the data of other backends. Records whose id is already stored are left unchanged, so an
/// interrupted import is continued by running it again. Blocks.
class Importer
{
public:
    struct Options
    {
        Limits limits;
        /// A record whose name is taken gets another name; if false it is refused.
        bool renames = true;
        /// Nothing is stored.
        bool dryRun = false;
    };

    Importer(ImportStore &store, ImportReport &report, const Options &options);

    /// StorageFailed: a file or the database; what was imported before is kept.
    Result<void> run(const std::vector<ImportSource> &sources);

private:
    using Kind = ImportReport::Kind;
    using Take = void (Importer::*)(const QJsonObject &record, const QString &where);

    Result<void> takeSource(const ImportSource &source);
    Result<void> takeAll(const QString &path, Kind kind, Take take);
    Result<void> takeMessages(const QString &path);
    Result<std::vector<RecordPlace>> placesByTime(RecordFile &file) const;
    Result<void> takePlaces(const RecordFile &file, const std::vector<RecordPlace> &places,
                            Kind kind, Take take);
    Result<void> nextBatch();
    void takeUser(const QJsonObject &record, const QString &where);
    bool nameUser(const ImportedUser &user, UserToImport &taken, const QString &where);
    bool addContacts(const ImportedUser &user, UserToImport &taken, const QString &where);
    Result<void> addEmail(const ImportedUser &user, UserToImport &taken);
    bool nameRoom(const ImportedRoom &room, RoomToImport &taken, const QString &where);
    void takeRoom(const QJsonObject &record, const QString &where);
    void takeMessage(const QJsonObject &record, const QString &where);
    std::optional<UserId> userAt(const QString &address);
    std::optional<RoomId> roomFor(const ImportedMessage &message, UserId author,
                                  std::optional<UserId> peer, QString &why);
    bool isPrivateRoom(const QString &nameKey);
    std::optional<RoomId> namedRoom(const QString &name, Timestamp at, QString &why);

    ImportStore &m_store;
    ImportReport &m_report;
    const Options m_options;
    const BackendFields *m_fields = nullptr;
    qint64 m_inBatch = 0;
    /// Cache of earlier look-ups.
    QHash<QString, UserId> m_users;
    QHash<QString, RoomId> m_namedRooms;
    QSet<RoomId> m_rooms;
};

} // namespace parlance
