// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/ipnetwork.h"

#include <QRegularExpression>
#include <QtEndian>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// Of ::ffff:0:0/96, which holds the IPv4 addresses.
constexpr int ipv4Bits = 96;
constexpr quint64 ipv4Prefix = 0xffff;

quint64 firstBits(quint64 half, int count)
{
    if (count <= 0)
        return 0;
    return count >= 64 ? half : half & ~(~quint64(0) >> count);
}

// QHostAddress reads "1.2" as 1.0.0.2, and 010 as eight.
QHostAddress readAddress(const QString &text)
{
    static const QRegularExpression ipv4(u"^(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}$"_s);
    const bool isIpv6 = text.contains(u':') && !text.contains(u'%');
    return isIpv6 || ipv4.match(text).hasMatch() ? QHostAddress(text) : QHostAddress();
}

// -1: it is none.
int readPrefix(const QString &text, int longest)
{
    static const QRegularExpression number(u"^(0|[1-9]\\d{0,2})$"_s);
    const int prefix = number.match(text).hasMatch() ? text.toInt() : -1;
    return prefix <= longest ? prefix : -1;
}

} // namespace

IpNetwork IpNetwork::of(const QHostAddress &address, int prefix)
{
    IpNetwork network;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        network.m_low = ipv4Prefix << 32 | address.toIPv4Address();
        return network.cutTo(prefix + ipv4Bits);
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    network.m_high = qFromBigEndian<quint64>(bytes.c);
    network.m_low = qFromBigEndian<quint64>(bytes.c + 8);
    return network.cutTo(prefix);
}

std::optional<IpNetwork> IpNetwork::ofAddress(const QString &text)
{
    const QHostAddress address = readAddress(text);
    if (address.isNull())
        return std::nullopt;
    return of(address, address.protocol() == QAbstractSocket::IPv4Protocol ? 32 : 128);
}

Result<IpNetwork> IpNetwork::parse(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const auto whole = ofAddress(slash < 0 ? text : text.left(slash));
    if (!whole)
        return Error::invalid(u"is no address or network like 192.0.2.1 or 10.0.0.0/8"_s);
    if (slash < 0)
        return *whole;
    // As it was written: a mapped address may have an IPv6 prefix.
    const bool isDotted = !text.left(slash).contains(u':');
    const int prefix = readPrefix(text.mid(slash + 1), isDotted ? 32 : 128);
    if (prefix < 0)
        return Error::invalid(u"has no prefix like /24 behind its address"_s);
    const IpNetwork network = whole->cutTo(isDotted ? prefix + ipv4Bits : prefix);
    if (network.cutTo(128).contains(*whole))
        return network;
    return Error::invalid(u"has bits behind its prefix; is %1 meant?"_s.arg(network.toString()));
}

bool IpNetwork::isIpv4() const
{
    return m_bits >= ipv4Bits && m_high == 0 && m_low >> 32 == ipv4Prefix;
}

int IpNetwork::prefix() const
{
    return isIpv4() ? m_bits - ipv4Bits : m_bits;
}

IpNetwork IpNetwork::cutTo(int bits) const
{
    IpNetwork network;
    network.m_bits = bits;
    network.m_high = firstBits(m_high, bits);
    network.m_low = firstBits(m_low, bits - 64);
    return network;
}

QString IpNetwork::toString() const
{
    QHostAddress address;
    if (isIpv4()) {
        address.setAddress(quint32(m_low));
    } else {
        Q_IPV6ADDR bytes;
        qToBigEndian(m_high, bytes.c);
        qToBigEndian(m_low, bytes.c + 8);
        address.setAddress(bytes);
    }
    const QString text = address.toString();
    return m_bits == 128 ? text : text + u'/' + QString::number(prefix());
}

} // namespace parlance
