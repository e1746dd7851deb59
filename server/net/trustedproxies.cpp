// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/trustedproxies.h"

#include <algorithm>

namespace parlance::net {

namespace {

/// QHostAddress reads "1.2" as 1.0.0.2; a header field must contain a complete address.
QHostAddress strictAddress(const QByteArray &text)
{
    const QString trimmed = QString::fromLatin1(text).trimmed();
    if (!trimmed.contains(QLatin1Char(':')) && trimmed.count(QLatin1Char('.')) != 3)
        return {};
    return normalizedAddress(QHostAddress(trimmed));
}

} // namespace

QHostAddress normalizedAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    if (isIpv4)
        return QHostAddress(ipv4);
    QHostAddress plain = address;
    plain.setScopeId({});
    return plain;
}

Result<TrustedProxies> TrustedProxies::parse(const QStringList &networks)
{
    TrustedProxies proxies;
    for (const QString &text : networks) {
        const auto network = QHostAddress::parseSubnet(text.trimmed());
        if (network.first.isNull() || network.second < 0)
            return Error::invalid(QStringLiteral("\"%1\" is no address or network").arg(text));
        proxies.m_networks.append({network.first, network.second});
    }
    return proxies;
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const auto &network) {
        return address.isInSubnet(network.first, network.second);
    });
}

QHostAddress TrustedProxies::client(const QHostAddress &peer, const QByteArray &forwardedFor) const
{
    if (m_networks.isEmpty() || forwardedFor.isEmpty() || !contains(peer))
        return peer;
    const QList<QByteArray> hops = forwardedFor.split(',');
    QHostAddress client = peer;
    for (auto hop = hops.crbegin(); hop != hops.crend(); ++hop) {
        client = strictAddress(*hop);
        if (client.isNull())
            return peer;
        if (!contains(client))
            return client;
    }
    return client;
}

bool TrustedProxies::isSecure(const QByteArray &forwardedProto)
{
    return forwardedProto.split(',').last().trimmed().toLower() == "https";
}

} // namespace parlance::net
