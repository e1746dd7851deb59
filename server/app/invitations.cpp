// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invitations.h"

#include <QRandomGenerator>

#include <string_view>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours standardTime{7 * 24};
constexpr qsizetype noteLength = 200;
// Of 62 letters and digits: 142 bits.
constexpr int codeLength = 24;

QString randomCode()
{
    static constexpr std::string_view alphabet =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString code;
    for (int i = 0; i < codeLength; ++i)
        code += QLatin1Char(
            alphabet[size_t(QRandomGenerator::system()->bounded(int(alphabet.size())))]);
    return code;
}

Result<void> checkNote(const QString &note)
{
    if (note.size() > noteLength)
        return Error::invalid(u"\"note\" is longer than %1 characters"_s.arg(noteLength));
    for (const QChar each : note) {
        if (each.category() == QChar::Other_Control)
            return Error::invalid(u"\"note\" must be one line of text"_s);
    }
    return {};
}

} // namespace

void Invitations::create(const AdminAction &action, const CreateInvitation &command, Timestamp now,
                         Callback<CreatedInvitation> done)
{
    if (command.uses < 1 || command.uses > mostUses)
        return done(Error::invalid(u"\"uses\" must be between 1 and %1"_s.arg(mostUses)));
    const Timestamp end = command.expiresAt.value_or(now + standardTime);
    if (end > now + longest)
        return done(Error::invalid(u"An invitation lasts a year at most"_s));
    if (const auto valid = checkNote(command.note); !valid)
        return done(valid.error());
    const QString code = randomCode();
    m_store.createLink(
        action, {hashOfCode(code), command.uses, end, command.room, command.note},
        [code = action.dryRun ? QString() : code,
         done = std::move(done)](const Result<InvitationLink> &link) {
            done(link ? Result<CreatedInvitation>(CreatedInvitation{*link, code}) : link.error());
        });
}

void Invitations::revoke(const AdminAction &action, InvitationId id, Callback<InvitationLink> done)
{
    m_store.revokeLink(action, id, std::move(done));
}

void Invitations::list(const InvitationLinkQuery &query, Callback<InvitationLinkPage> done)
{
    m_store.listLinks(query, std::move(done));
}

} // namespace parlance
