// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandrunner.h"

#include "commands/commandarguments.h"
#include "commands/commandsheet.h"
#include "commands/commandtexts.h"
#include "commands/onetimedialog.h"
#include "commands/personaldataexport.h"
#include "commands/undobar.h"
#include "models/words.h"

#include <QFileDialog>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

// Of a one-time password, or an invitation's code.
QString takeSecret(Reply &reply)
{
    Cells cells = reply.cells();
    QString secret = cells.take(u"password"_s).toString();
    if (secret.isEmpty())
        secret = cells.take(u"code"_s).toString();
    if (!secret.isEmpty())
        reply.value = cells;
    return secret;
}

} // namespace

CommandRunner::CommandRunner(ServerLink &link, QWidget &window)
    : QObject(&window)
    , m_link(link)
    , m_window(window)
    , m_bar(new UndoBar(window))
{
    connect(&link, &ServerLink::accessChanged, this, &CommandRunner::accessChanged);
}

bool CommandRunner::mayRun(const CommandSpec &spec) const
{
    return m_link.mayRun(QString::fromLatin1(spec.command));
}

QString CommandRunner::whyNot(const CommandSpec &spec) const
{
    if (mayRun(spec))
        return {};
    return tr("%1; yours is %2").arg(needOf(spec), shownWord(m_link.welcome().access.role));
}

QString CommandRunner::needOf(const CommandSpec &spec)
{
    return tr("Needs the role %1").arg(shownWord(QString::fromLatin1(spec.needs)));
}

bool CommandRunner::isOffered(const CommandSpec &spec, const Chosen &chosen) const
{
    const bool isItsSubject = spec.subject == chosen.subject;
    return mayRun(spec) && isItsSubject && (!spec.applies || spec.applies(chosen.cells));
}

void CommandRunner::start(const QString &name, const Chosen &chosen, const Cells &preset)
{
    if (const CommandSpec *spec = findSpec(name))
        start(*spec, chosen, preset);
}

void CommandRunner::start(const CommandSpec &spec, const Chosen &chosen, const Cells &preset)
{
    if (!mayRun(spec)) {
        return refuse(spec, chosen,
                      {.kind = Problem::Kind::Refused,
                       .what = whyNot(spec),
                       .advice = {},
                       .details = {},
                       .code = u"forbidden"_s});
    }
    const bool isClear = commandarguments::missing(spec, chosen).empty();
    if (spec.severity != CommandSpec::Severity::Safe || !isClear)
        return open(spec, chosen, preset);
    Cells arguments = preset;
    arguments.insert(commandarguments::from(spec, chosen));
    run(spec, chosen, arguments, [this](const Problem &problem) {
        if (problem)
            m_bar->complain(commandtexts::sentence(problem));
    });
}

void CommandRunner::open(const CommandSpec &spec, const Chosen &chosen, const Cells &preset)
{
    const auto runIt = [this, &spec, chosen](const Cells &arguments, const auto &then) {
        run(spec, chosen, arguments, then);
    };
    const auto saveIt = [this, &spec, chosen](const Cells &arguments, const auto &then) {
        save(spec, chosen, arguments, then);
    };
    const bool isExport = QLatin1StringView(spec.command) == "users.export"_L1;
    const auto act = isExport ? CommandSheet::Run(saveIt) : CommandSheet::Run(runIt);
    auto *sheet = new CommandSheet(m_link, spec, chosen, act, &m_window);
    sheet->setValues(preset);
    sheet->open();
}

void CommandRunner::run(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments,
                        const Then &then)
{
    const auto take = [this, &spec, chosen, arguments, then](const Reply &reply) {
        then(reply.problem);
        if (reply.ok())
            finish(spec, chosen, arguments, reply);
        else
            Q_EMIT failed(&spec, chosen, reply.problem);
    };
    m_link.run(QString::fromLatin1(spec.command), arguments, this, take);
}

void CommandRunner::finish(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments,
                           Reply reply)
{
    const QString secret = takeSecret(reply);
    const CommandSpec *undo = findSpec(QString::fromLatin1(spec.undo));
    const bool isUndone = *spec.undo && undo && mayRun(*undo);
    const auto back = [this, undo, chosen, arguments] { takeBack(*undo, chosen, arguments); };
    m_bar->tell(commandtexts::outcome(spec, chosen, arguments),
                isUndone ? std::function<void()>(back) : nullptr);
    if (!secret.isEmpty()) {
        const bool isPassword = QLatin1StringView(spec.command).startsWith("users."_L1);
        const QString what =
            isPassword ? tr("One-time password of %1").arg(commandtexts::target(chosen, arguments))
                       : tr("Code of the invitation");
        (new OneTimeDialog(what, secret, &m_window))->open();
    }
    Q_EMIT done(&spec, chosen, reply);
}

void CommandRunner::takeBack(const CommandSpec &undo, const Chosen &chosen, const Cells &arguments)
{
    const Cells back = commandarguments::toUndo(undo, chosen, arguments);
    const auto take = [this, &undo, chosen](const Reply &reply) {
        if (!reply.ok()) {
            m_bar->complain(commandtexts::sentence(reply.problem));
            Q_EMIT failed(&undo, chosen, reply.problem);
            return;
        }
        m_bar->tell(tr("It is taken back."));
        Q_EMIT done(&undo, chosen, reply);
    };
    m_link.run(QString::fromLatin1(undo.command), back, this, take);
}

void CommandRunner::save(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments,
                         const Then &then)
{
    auto *dialog = new QFileDialog(&m_window, titleOf(spec, true));
    dialog->setObjectName(u"exportFile"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(commandtexts::target(chosen, arguments) + u".jsonl"_s);
    const auto begin = [this, &spec, chosen, arguments, then](const QString &path) {
        auto *saving = new PersonalDataExport(m_link, arguments, path, this);
        const auto end = [this, &spec, chosen, arguments, then](const Problem &problem) {
            then(problem);
            if (problem)
                Q_EMIT failed(&spec, chosen, problem);
            else
                finish(spec, chosen, arguments, {});
        };
        connect(saving, &PersonalDataExport::finished, this, end);
        saving->start();
    };
    connect(dialog, &QFileDialog::fileSelected, this, begin);
    connect(dialog, &QFileDialog::rejected, this, [then] {
        then({.kind = Problem::Kind::Refused, .what = tr("No file is chosen"), .advice = {}});
    });
    dialog->open();
}

void CommandRunner::refuse(const CommandSpec &spec, const Chosen &chosen, const Problem &problem)
{
    m_bar->complain(commandtexts::sentence(problem));
    Q_EMIT failed(&spec, chosen, problem);
}

void CommandRunner::tell(const QString &text)
{
    m_bar->tell(text);
}

} // namespace parlance::gui
