// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "http/message.h"

namespace parlance {

/// The token of a request: `Authorization: Bearer TOKEN` (RFC 6750), else the header
/// `access_token`; empty if there is neither.
QString tokenFromHeaders(const http::Headers &headers);

/// What a request shows of its client beside a token.
struct ClientEvidence
{
    ClientFingerprint fingerprint = {};
    /// Why the fingerprint is not a loopback one, in words for a log line; null if it is.
    const char *notLoopback = nullptr;
    /// The request holds header fields of a proxy, which name other addresses.
    bool isForwarded = false;
    /// http::Request::listener.
    QString listener = {};
};

/// The origin is that of the header field Origin, else of Referer, else the server's own (scheme
/// and Host); with the last, the User-Agent is not compared. An opaque origin ("null", or one
/// without a host) is none. Loopback: see "Sockets without a token" in the README.
ClientEvidence clientEvidence(const http::Request &request);

} // namespace parlance
