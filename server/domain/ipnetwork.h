// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QHashFunctions>
#include <QHostAddress>
#include <QString>

#include <optional>

namespace parlance {

/// An IPv4 or IPv6 network; one address is a network too. IPv4-mapped IPv6 is IPv4.
class IpNetwork
{
public:
    /// Of an address and its prefix as QHostAddress::parseSubnet() returns them; bits behind the
    /// prefix count as zero.
    static IpNetwork of(const QHostAddress &address, int prefix);
    /// "192.0.2.1", "10.0.0.0/8", "2001:db8::/32". ValidationFailed: it is none, or has bits behind
    /// its prefix. The detail continues a sentence: "is no …".
    static Result<IpNetwork> parse(const QString &text);
    /// The address of a client, as the network layer writes it; nothing if it is none.
    static std::optional<IpNetwork> ofAddress(const QString &text);

    bool isIpv4() const;
    /// As it is written: 8 of "10.0.0.0/8".
    int prefix() const;
    /// The same address with a prefix among 128 bits, as stored here: that of IPv4 is 96 longer.
    IpNetwork cutTo(int bits) const;
    int bits() const { return m_bits; }
    bool contains(const IpNetwork &other) const
    {
        return m_bits <= other.m_bits && other.cutTo(m_bits) == *this;
    }
    bool overlaps(const IpNetwork &other) const { return contains(other) || other.contains(*this); }
    /// Canonical: one network has one text. A whole address has no prefix.
    QString toString() const;

    friend bool operator==(const IpNetwork &, const IpNetwork &) = default;
    friend size_t qHash(const IpNetwork &network, size_t seed = 0)
    {
        return qHashMulti(seed, network.m_high, network.m_low, network.m_bits);
    }

private:
    /// The address as IPv6, in two halves.
    quint64 m_high = 0;
    quint64 m_low = 0;
    int m_bits = 128;
};

} // namespace parlance
