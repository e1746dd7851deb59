// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/subscriber.h"

#include <algorithm>
#include <iterator>

namespace parlance::http {

QHostAddress subscriberOf(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    Q_IPV6ADDR bytes = address.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), 0);
    return QHostAddress(bytes);
}

} // namespace parlance::http
