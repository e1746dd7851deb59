// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/deflate.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// Sec-WebSocket-Extensions (RFC 6455 section 9.1, RFC 7692 section 7.1).
namespace parlance::websocket {

/// The server's answer to the extensions that a client has offered.
struct ExtensionAnswer
{
    /// The field violates its grammar: the handshake fails.
    bool malformed = false;
    /// The first acceptable offer; nothing: no compression.
    std::optional<DeflateParameters> deflate;
    /// The value of Sec-WebSocket-Extensions in the answer; empty: none.
    QByteArray field;
};

/// `offers` is the field's value, several fields joined by commas; empty if there is none. Strict:
/// an offer with an unknown parameter, a repeated one or an invalid value is declined, and the next
/// one considered. A server window of 8 bits is also declined, because zlib does not support it.
ExtensionAnswer negotiateExtensions(QByteArrayView offers);

} // namespace parlance::websocket
