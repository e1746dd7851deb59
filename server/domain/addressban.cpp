// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/addressban.h"

#include <algorithm>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

// What a large provider has. Anything wider is a mistake.
constexpr int widestIpv4 = 8;
constexpr int widestIpv6 = 32;

} // namespace

Error addressBannedError(const AddressBan &ban)
{
    QString text = u"Your address is banned"_s;
    if (ban.until)
        text += u" until "_s + toIsoString(*ban.until);
    if (!ban.reason.isEmpty())
        text += u": "_s + ban.reason;
    return Error::of(ErrorCode::AddressBanned, text);
}

Result<void> mayBeBanned(const IpNetwork &network)
{
    const int widest = network.isIpv4() ? widestIpv4 : widestIpv6;
    if (network.prefix() < widest)
        return Error::of(ErrorCode::Conflict,
                         u"The network is too large: at most /%1 can be banned"_s.arg(widest));
    const std::array loopback = {IpNetwork::of(QHostAddress(u"127.0.0.0"_s), 8),
                                 IpNetwork::of(QHostAddress(QHostAddress::LocalHostIPv6), 128)};
    if (std::any_of(loopback.begin(), loopback.end(),
                    [&network](const IpNetwork &own) { return network.overlaps(own); }))
        return Error::of(ErrorCode::Conflict, u"This is the server's own machine"_s);
    return {};
}

void BanTable::insert(const AddressBan &ban)
{
    if (!m_bans.contains(ban.network))
        ++m_perLength[size_t(ban.network.bits())];
    m_bans.insert(ban.network, ban);
}

void BanTable::remove(const IpNetwork &network)
{
    if (m_bans.remove(network))
        --m_perLength[size_t(network.bits())];
}

void BanTable::prune(Timestamp now)
{
    const QList<AddressBan> all = m_bans.values();
    for (const AddressBan &ban : all) {
        if (ban.until && *ban.until <= now)
            remove(ban.network);
    }
}

const AddressBan *BanTable::find(const IpNetwork &address, Timestamp now) const
{
    for (int bits = m_bans.isEmpty() ? -1 : 128; bits >= 0; --bits) {
        if (m_perLength[size_t(bits)] == 0)
            continue;
        const auto ban = m_bans.constFind(address.cutTo(bits));
        if (ban != m_bans.cend() && (!ban->until || *ban->until > now))
            return &*ban;
    }
    return nullptr;
}

} // namespace parlance
