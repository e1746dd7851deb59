// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"
#include "http/message.h"

namespace parlance {

/// The token of a request: `Authorization: Bearer TOKEN` (RFC 6750), else the header
/// `access_token`; empty if there is neither.
QString tokenFromHeaders(const http::Headers &headers);

/// What identifies the client of a request that has no token.
struct ClientEvidence
{
    ClientFingerprint fingerprint = {};
    /// Why the fingerprint is not a loopback one, as text for the log; null if it is one.
    const char *notLoopback = nullptr;
    /// The request has header fields of a proxy, which name other addresses.
    bool isForwarded = false;
    /// http::Request::listener.
    QString listener = {};
};

/// The origin is taken from the header field Origin, else from Referer, else it is the server's own
/// (scheme and Host); in the last case the User-Agent is not compared. An opaque origin ("null", or
/// one without a host) counts as none. Loopback: see "Sockets without a token" in the README.
ClientEvidence clientEvidence(const http::Request &request);

} // namespace parlance
