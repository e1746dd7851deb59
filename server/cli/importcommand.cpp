// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/importcommand.h"

#include "cli/exit.h"
#include "importer/importer.h"

#include <QCommandLineParser>
#include <QTemporaryDir>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

struct ImportArguments
{
    QString folder;
    QString dialect;
    bool renames = true;
    bool dryRun = false;
};

Result<ImportArguments> parse(const QStringList &arguments, const QStringList &dialects)
{
    const auto wrong = [](const QString &text) { return Error::invalid(text); };
    QCommandLineParser parser;
    const QCommandLineOption from(u"from"_s, {}, u"format"_s);
    const QCommandLineOption dialect(u"dialect"_s, {}, u"name"_s);
    const QCommandLineOption conflict(u"on-conflict"_s, {}, u"what"_s, u"rename"_s);
    const QCommandLineOption dryRun(u"dry-run"_s);
    parser.addOptions({from, dialect, conflict, dryRun});
    if (!parser.parse(QStringList{u"import"_s} + arguments))
        return wrong(parser.errorText());
    const QStringList words = parser.positionalArguments();
    const QString onConflict = parser.value(conflict);
    if (parser.value(from) != "mongoexport"_L1)
        return wrong(u"import reads --from mongoexport and nothing else"_s);
    if (words.size() != 1)
        return wrong(u"import wants one folder"_s);
    if (onConflict != "rename"_L1 && onConflict != "skip"_L1)
        return wrong(u"--on-conflict must be rename or skip"_s);
    if (parser.isSet(dialect) && !dialects.contains(parser.value(dialect)))
        return wrong(u"--dialect must be one of "_s + dialects.join(u", "_s));
    return ImportArguments{words.first(), parser.value(dialect), onConflict == "rename"_L1,
                           parser.isSet(dryRun)};
}

int importInto(const ImportCommandContext &context, std::unique_ptr<Backend> database,
               ImportStore::Schema schema, const ImportArguments &wanted,
               const std::vector<ImportSource> &sources)
{
    ImportStore store(std::move(database));
    if (const auto opened = store.open(schema, context.upgrade); !opened)
        return failToOpen(opened.error());
    QTextStream err(stderr);
    ImportReport report(err);
    Importer importer(store, report, {context.limits, wanted.renames, wanted.dryRun});
    if (const auto done = importer.run(sources); !done)
        return fail(ExitStorage, done.error().message());
    report.summarize(wanted.dryRun);
    return report.refusedCount() == 0 ? ExitOk : ExitData;
}

} // namespace

QString importCommandHelp()
{
    return u"Usage: parlance-server [--data DIR] import --from mongoexport FOLDER\n"
           "  Moves users, rooms and messages of another backend here, from the files users.json,\n"
           "  rooms.json and messages.json in FOLDER, or in its subfolders, one for each backend.\n"
           "  The server must be stopped. Run again, it goes on where it was.\n"
           "  --dialect NAME            which backend it was; else that is told by the records:\n"
           "                            named-rooms, direct, rooms, chatroom, phone\n"
           "  --on-conflict rename|skip what to do with a name or e-mail address that is taken:\n"
           "                            change or leave it out (the default), or refuse the "
           "record\n"
           "  --dry-run                 say what would happen and keep nothing\n"
           "  Ends with 65 if a record was refused; each is told with file, line and reason.\n"_s;
}

int runImportCommand(const ImportCommandContext &context, const QStringList &arguments)
{
    const auto wanted = parse(arguments, context.dialects);
    if (!wanted)
        return fail(ExitUsage, wanted.error().message());
    const auto sources = findSources(wanted->folder, wanted->dialect);
    if (!sources)
        return fail(ExitData, sources.error().message());
    if (const auto locked = context.lock(); !locked)
        return failToLock(locked.error());
    // A dry run creates no database.
    QTemporaryDir scratch;
    auto database = context.makeBackend(context.dataDirectory, Synchronous::Normal);
    const bool isNew = !database->exists();
    if (wanted->dryRun && isNew)
        database = context.makeBackend(scratch.path(), Synchronous::Normal);
    // Nor does it change an existing one.
    const auto schema =
        wanted->dryRun && !isNew ? ImportStore::Schema::MustBeCurrent : ImportStore::Schema::Update;
    return importInto(context, std::move(database), schema, *wanted, *sources);
}

} // namespace parlance
