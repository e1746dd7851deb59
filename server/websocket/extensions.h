// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/deflate.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

/// Sec-WebSocket-Extensions (RFC 6455 section 9.1, RFC 7692 section 7.1).
namespace parlance::websocket {

/// What the server answers to the extensions that a client has offered.
struct ExtensionAnswer
{
    /// The field does not keep its grammar: the handshake fails.
    bool malformed = false;
    /// The first offer that could be taken; nothing: without compression.
    std::optional<DeflateParameters> deflate;
    /// The value of the answer's own Sec-WebSocket-Extensions; empty: none.
    QByteArray field;
};

/// `offers` is the field's value, several ones joined by commas; empty if there is none. Strict: an
/// offer with an unknown parameter, one that is there twice, or a value that it does not have is
/// declined, and the next one looked at. So is a server's window of 8 bits, which zlib cannot do.
ExtensionAnswer negotiateExtensions(QByteArrayView offers);

} // namespace parlance::websocket
