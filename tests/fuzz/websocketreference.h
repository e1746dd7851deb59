// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "websocket/decoder.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace parlance::fuzz {

/// What RFC 6455 makes of all bytes that a client has sent, read in the plainest way: for comparing
/// with the decoder, which reads them in pieces and as they come.
std::vector<websocket::Incoming>
referenceDecode(QByteArrayView bytes, qsizetype maxMessageBytes,
                const std::optional<websocket::DeflateParameters> &deflate);

/// Whether bytes could follow that make it UTF-8.
bool beginsUtf8(QByteArrayView bytes);

} // namespace parlance::fuzz
