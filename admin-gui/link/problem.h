// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlance::gui {

/// Why something did not work, for the operator: what, why, and what to do about it.
struct Problem
{
    enum class Kind {
        None,
        /// The address cannot be used as it was typed.
        BadAddress,
        /// There is no such host name.
        NameNotFound,
        /// Nothing listens at the port, or the host does not answer.
        Unreachable,
        TimedOut,
        /// The certificate is not trusted; the operator may decide.
        UntrustedCertificate,
        /// TLS failed for another reason, as when the port speaks plain HTTP.
        Tls,
        /// It speaks HTTP, but is no Parlance server, or has no /admin here.
        NotParlance,
        /// It speaks another version of the admin protocol.
        Version,
        /// Wrong password or token, or the session has ended.
        Credentials,
        /// The account may not use the console.
        RoleTooLow,
        /// The server asks to come later: limits, overload, lockout after wrong passwords.
        Busy,
        /// What came is not the admin protocol, or too large.
        Rubbish,
        /// The link broke after it had worked.
        Lost,
        /// The server is shutting down or restarting.
        ShuttingDown,
        /// The server has refused a command or a view.
        Refused
    };

    Kind kind = Kind::None;
    /// One sentence, in the operator's language.
    QString what = {};
    /// What to do, one sentence; may be empty.
    QString advice = {};
    /// As the system or the server said it; English, may be empty.
    QString details = {};
    /// The server's errorName(), as "forbidden"; empty: it did not come from the server.
    QString code = {};
    /// Before another attempt makes sense; 0: at once.
    int retryAfterSeconds = 0;

    explicit operator bool() const { return kind != Kind::None; }
};

/// Whether the link tries again by itself.
inline bool isPassing(Problem::Kind kind)
{
    using Kind = Problem::Kind;
    return kind == Kind::NameNotFound || kind == Kind::Unreachable || kind == Kind::TimedOut ||
           kind == Kind::Busy || kind == Kind::Lost || kind == Kind::ShuttingDown;
}

} // namespace parlance::gui
