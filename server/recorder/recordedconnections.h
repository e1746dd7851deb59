// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recorder/flightrecorder.h"

namespace parlance::recorder {

/// The open connections, as far as they are recorded. Event loop only.
class RecordedConnections
{
public:
    struct Open
    {
        quint64 id = 0;
        Chain chain = {};
        /// It receives the events of all rooms of its user, whatever it has joined.
        bool everyRoom = false;
    };

    virtual ~RecordedConnections() = default;

    /// Empty: it is not open.
    virtual std::optional<Chain> chainOf(quint64 id) const = 0;
    virtual std::vector<Open> openOf(UserId user) const = 0;
    /// The commit position of the last published change.
    virtual qint64 position() const = 0;
    /// The name of a Fact's event.
    virtual QString nameOfEvent(quint32 number) const = 0;
};

} // namespace parlance::recorder
