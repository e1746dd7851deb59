// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"

#include <algorithm>

namespace parlance::test {

/// Open connections that are only listed.
class FakeConnections : public ConnectionList
{
public:
    QList<ConnectionInfo> connections() const override { return open; }
    void visit(const Visitor &visitor) const override
    {
        std::for_each(open.begin(), open.end(), visitor);
    }
    std::optional<ConnectionInfo> find(quint64 id) const override
    {
        for (const ConnectionInfo &each : open) {
            if (each.id == id)
                return each;
        }
        return std::nullopt;
    }
    quint64 revision() const override { return changes; }
    bool disconnect(quint64) override { return false; }
    void banish(const IpNetwork &network) override { banished.append(network.toString()); }
    int audienceOf(const Announced &) const override { return 0; }

    QList<ConnectionInfo> open;
    QStringList banished;
    quint64 changes = 0;
};

} // namespace parlance::test
