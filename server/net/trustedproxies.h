// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace parlance::net {

/// IPv4-mapped IPv6 as IPv4, without a scope.
QHostAddress normalizedAddress(const QHostAddress &address);

/// The reverse proxies whose X-Forwarded-For is trusted.
class TrustedProxies
{
public:
    /// Trusts no proxy.
    TrustedProxies() = default;
    /// Addresses or networks ("10.0.0.0/8", "::1"). ValidationFailed names the first bad one.
    static Result<TrustedProxies> parse(const QStringList &networks);

    bool isEmpty() const { return m_networks.isEmpty(); }
    bool contains(const QHostAddress &address) const;
    /// The client's address. From the right, the first address of `forwardedFor` (the combined
    /// field) that is not a trusted proxy's; the left-most if all are. The peer itself if it is not
    /// trusted, or if the field is missing or malformed where an address is needed.
    QHostAddress client(const QHostAddress &peer, const QByteArray &forwardedFor) const;
    /// Whether the combined field X-Forwarded-Proto of a trusted proxy says that the client used
    /// TLS: its last value, the one that the proxy itself wrote, is "https".
    static bool isSecure(const QByteArray &forwardedProto);

private:
    QList<std::pair<QHostAddress, int>> m_networks;
};

} // namespace parlance::net
