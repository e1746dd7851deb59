// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "cli/admincommand.h"
#include "cli/exit.h"
#include "cli/importcommand.h"
#include "cli/restorecommand.h"
#include "cli/usercommands.h"
#include "config.h"
#include "databasechoice.h"
#include "logging.h"
#include "net/clientfiles.h"
#include "net/tlscertificate.h"
#include "options.h"
#include "shared/durablefile.h"
#include "shared/process.h"
#include "storage/restore.h"
#include "storage/sqlstore.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QSocketNotifier>
#include <QTextStream>

#include <cerrno>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

using namespace parlance;
using namespace Qt::StringLiterals;

namespace {

// A signal handler may do very little: it stores the request and wakes the event loop with a byte.
// If the pipe is full, the loop is already being woken.
int signalPipe[2];
volatile std::sig_atomic_t stopWanted = 0;
volatile std::sig_atomic_t reloadWanted = 0;

void onSignal(int signal)
{
    const int before = errno;
    (signal == SIGHUP ? reloadWanted : stopWanted) = 1;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    errno = before;
}

void handleSignals(Application &application, bool hangupStops)
{
    char bytes[64];
    while (::read(signalPipe[0], bytes, sizeof bytes) > 0) {
    }
    if (reloadWanted) {
        reloadWanted = 0;
        hangupStops ? application.stop() : application.reload();
    }
    if (stopWanted)
        application.stop();
}

// Whether SIGHUP stops the server: only with a terminal, and unless the parent process ignores it.
// Checked at the start, because a closed terminal is no longer detected as one.
bool endsWithItsTerminal()
{
    struct sigaction before = {};
    ::sigaction(SIGHUP, nullptr, &before);
    return ::isatty(STDIN_FILENO) == 1 && before.sa_handler != SIG_IGN;
}

void catchSignals(Application &application, bool hangupStops)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, signalPipe) != 0)
        qFatal("no socket pair for signals");
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application,
                     [&application, hangupStops] { handleSignals(application, hangupStops); });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

// The restore of a backup that was killed, if there was one. Needs the lock.
Result<void> finishRestoreOf(const DataDirectory &data)
{
    removePartialFiles(data.path());
    return finishRestore(
        *makeBackend(data.path(), Synchronous::Full),
        [&data](const QByteArray &secret) { return data.replaceSecret(secret, systemNow()); });
}

int serve(const Config &config, DataDirectory data, const LogRing &log)
{
    if (const auto locked = data.lock(); !locked)
        return failToLock(locked.error());
    if (const auto finished = finishRestoreOf(data); !finished)
        return failToOpen(finished.error());
    raiseDescriptorLimit();
    Application application(config, std::move(data), log);
    // With a certificate, SIGHUP reloads it instead.
    catchSignals(application, !usesTls(config) && endsWithItsTerminal());
    if (const int code = application.start(); code != ExitOk)
        return code;
    return QCoreApplication::exec();
}

// The secret of the tokens, if it is kept with the data and there is one already.
Result<QByteArray> storedSecret(const Config &config, const DataDirectory &data)
{
    const bool isKept = config.jwtSecret.isEmpty();
    return isKept && QFileInfo::exists(data.path() + u"/jwt-secret"_s) ? data.secret()
                                                                       : QByteArray();
}

int manageUsers(const Config &config, const DataDirectory &data, const QStringList &arguments)
{
    const auto secret = storedSecret(config, data);
    if (!secret)
        return fail(ExitCannotCreate, secret.error().message());
    StoreOptions options = storeOptions(config, data.path(), *secret);
    options.auditRetention = {};
    SqlStore store(makeBackend(data.path(), Synchronous::Full), options);
    if (const auto opened = store.open(); !opened)
        return failToOpen(opened.error());
    Passwords passwords({});
    return runUserCommand(
        {store.accounts(), store.admin(), store.audit(), passwords, config.limits}, arguments);
}

struct CommandLine
{
    ConfigSources sources;
    QString command;
    QStringList arguments;
    /// Empty: the options are valid.
    QString error;
};

QString usage()
{
    return u"\nCommands:\n"
           "  serve         run the server (the default)\n"
           "  check-config  say what is wrong with the configuration, with file and line\n"
           "  admin         see and change what the running server does: admin --help\n"
           "  user          add, list and change accounts: user --help\n"
           "  import        move another backend's data here: import --help\n"
           "  restore       put a backup in the place of the data: restore --help\n"_s;
}

bool hasOwnOptions(const QString &command)
{
    return command == "user"_L1 || command == "import"_L1 || command == "admin"_L1 ||
           command == "restore"_L1;
}

CommandLine parseCommandLine(QCommandLineParser &parser)
{
    const QCommandLineOption listen(
        u"listen"_s,
        u"Address to listen on, repeatable; port 0 picks one; https:// before it: TLS."_s,
        u"ADDR:PORT"_s);
    const QCommandLineOption data(u"data"_s, u"Directory of all data."_s, u"DIR"_s);
    const QCommandLineOption config(u"config"_s, u"Configuration file (TOML)."_s, u"FILE"_s);
    const QCommandLineOption help(QStringList{u"h"_s, u"help"_s}, u"Show this help."_s);
    parser.addOptions({listen, data, config, help});
    parser.addVersionOption();
    parser.addPositionalArgument(u"command"_s, u"What to do."_s, u"[command]"_s);

    // `user add NAME --administrator` has its own options: the server does not parse what follows.
    const QStringList all = QCoreApplication::arguments();
    parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    bool known = parser.parse(all);
    if (!hasOwnOptions(parser.positionalArguments().value(0))) {
        parser.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsOptions);
        known = parser.parse(all);
    }
    CommandLine line;
    line.sources.listen = parser.values(listen);
    line.sources.dataDirectory = parser.value(data);
    line.sources.file = parser.value(config);
    const QStringList words = parser.positionalArguments();
    line.command = words.value(0, u"serve"_s);
    line.error = known ? QString() : parser.errorText();
    line.arguments = words.mid(1);
    if (parser.isSet(help))
        line.command = u"help"_s;
    if (parser.isSet(u"version"_s))
        line.command = u"version"_s;
    return line;
}

int importData(const Config &config, DataDirectory &data, const QStringList &arguments)
{
    const auto secret = storedSecret(config, data);
    if (!secret)
        return fail(ExitCannotCreate, secret.error().message());
    return runImportCommand({data.path(), makeBackend, [&data] { return data.lock(); },
                             config.limits, knownDialects(),
                             storeOptions(config, data.path(), *secret).upgrade},
                            arguments);
}

int checkConfig(const Config &config)
{
    if (usesTls(config)) {
        const auto tls = net::loadTlsCertificate({config.tlsCertificate, config.tlsKey});
        if (!tls)
            return fail(ExitConfig, tls.error().message());
        for (const QString &warning : tls->warnings)
            printError(u"warning: "_s + warning);
    }
    if (!config.socketIoClientDirectory.isEmpty()) {
        const auto files = net::ClientFiles::load(config.socketIoClientDirectory);
        if (!files)
            return fail(ExitConfig, files.error().message());
    }
    QTextStream(stdout) << "The configuration is correct.\n";
    return ExitOk;
}

RestoreCommandContext restoreContext(DataDirectory &data)
{
    return {makeBackend(data.path(), Synchronous::Full), [&data] { return data.lock(); },
            [&data](const QByteArray &secret) { return data.replaceSecret(secret, systemNow()); }};
}

int run(const CommandLine &line, const Config &config)
{
    if (!hasOwnOptions(line.command)) {
        if (const auto checked = checkListeners(config); !checked)
            return fail(ExitConfig, checked.error().message());
    }
    if (line.command == "check-config"_L1)
        return checkConfig(config);
    LogRing log;
    const Logging logging(config.jsonLog, config.logLevel, log);
    auto data = DataDirectory::open(config.dataDirectory);
    if (!data)
        return fail(ExitCannotCreate, data.error().message());
    if (line.command == "user"_L1)
        return manageUsers(config, *data, line.arguments);
    if (line.command == "import"_L1)
        return importData(config, *data, line.arguments);
    if (line.command == "restore"_L1)
        return runRestoreCommand(restoreContext(*data), line.arguments);
    return serve(config, std::move(*data), log);
}

ConfigSources sourcesWith(const CommandLine &line, const QString &dataDirectory,
                          const QString &configFile)
{
    ConfigSources sources = line.sources;
    if (!dataDirectory.isEmpty())
        sources.dataDirectory = dataDirectory;
    if (!configFile.isEmpty())
        sources.file = configFile;
    return sources;
}

Result<Config> configOf(ConfigSources sources)
{
    const auto environment = readEnvironment(u".env"_s);
    if (!environment)
        return environment.error();
    sources.environment = *environment;
    return loadConfig(sources);
}

// Runs when no server does.
int restoreHere(const CommandLine &line, const QString &dataDirectory, const QString &configFile,
                const QString &backup, bool dryRun)
{
    const auto config = configOf(sourcesWith(line, dataDirectory, configFile));
    if (!config)
        return fail(ExitConfig, config.error().message());
    LogRing log;
    const Logging logging(config->jsonLog, config->logLevel, log);
    auto data = DataDirectory::open(config->dataDirectory);
    if (!data)
        return fail(ExitCannotCreate, data.error().message());
    const bool isName = !backup.contains(u'/') && !QFileInfo::exists(backup);
    const QString directory = backupOptions(*config, data->path()).directory;
    return restoreBackup(restoreContext(*data), isName ? directory + u'/' + backup : backup,
                         dryRun);
}

// Needs the configuration only for the path of the socket, and opens no data.
int administrate(const CommandLine &line)
{
    AdminCommandContext context;
    context.socketPath = [&line](const QString &data, const QString &file) -> Result<QString> {
        const auto config = configOf(sourcesWith(line, data, file));
        if (!config)
            return config.error();
        return adminSocketPath(*config);
    };
    context.restore = [&line](const QString &data, const QString &file, const QString &backup,
                              bool dryRun) {
        return restoreHere(line, data, file, backup, dryRun);
    };
    if (qEnvironmentVariableIsSet("PARLANCE_ADMIN_TOKEN"))
        context.token = qEnvironmentVariable("PARLANCE_ADMIN_TOKEN");
    return runAdminCommand(context, line.arguments);
}

// The help text of a command; empty if it was not requested.
QString commandHelp(const CommandLine &line)
{
    if (!line.arguments.contains(u"--help"_s))
        return {};
    if (line.command == "user"_L1)
        return userCommandHelp();
    if (line.command == "restore"_L1)
        return restoreCommandHelp();
    return line.command == "import"_L1 ? importCommandHelp() : QString();
}

} // namespace

int main(int argc, char **argv)
{
    // A limit to the size of files is an error like a full disk.
    std::signal(SIGXFSZ, SIG_IGN);
    prepareForQt();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"parlance-server"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PARLANCE_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(u"The Parlance chat server."_s);
    const CommandLine line = parseCommandLine(parser);
    if (!line.error.isEmpty())
        return fail(ExitUsage, line.error);
    if (line.command == "version"_L1) {
        QTextStream(stdout) << "parlance-server " PARLANCE_VERSION "\n";
        return ExitOk;
    }
    if (line.command == "help"_L1) {
        QTextStream(stdout) << parser.helpText() << usage();
        return ExitOk;
    }
    if (const QString help = commandHelp(line); !help.isEmpty()) {
        QTextStream(stdout) << help;
        return ExitOk;
    }
    if (line.command == "admin"_L1)
        return administrate(line);
    const QStringList commands{u"serve"_s, u"check-config"_s, u"user"_s, u"import"_s, u"restore"_s};
    if (!commands.contains(line.command))
        return fail(ExitUsage, u"there is no command \"%1\""_s.arg(line.command));
    if (!hasOwnOptions(line.command) && !line.arguments.isEmpty())
        return fail(ExitUsage, u"\"%1\" is one word too many"_s.arg(line.arguments.first()));
    const auto config = configOf(line.sources);
    if (!config)
        return fail(ExitConfig, config.error().message());
    return run(line, *config);
}
