// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connectionlist.h"
#include "console/ticker.h"
#include "console/view.h"

#include <QElapsedTimer>
#include <QHash>

namespace parlance::console {

/// What passes through a connection in a second.
struct ConnectionRates
{
    float messagesIn = 0;
    float messagesOut = 0;
    float bytesIn = 0;
    float bytesOut = 0;
};

/// The view "sessions": the open real-time connections. Its cells are those of the command
/// `connections.list`, and the rates. Values of all rows are as old as a second; who has come and
/// gone is shown at once.
class SessionsView : public TableView
{
public:
    /// It outlives it.
    explicit SessionsView(const ConnectionList &connections);

    quint64 version() const override { return m_connections.revision() + m_ticker.count(); }
    void setWatched(bool isWatched) override;
    QStringList sortable() const override;
    QStringList filters() const override;
    void read(const Window &window, const Actor &viewer, Callback<Page> done) override;

private:
    /// The counters of a connection as they were last sampled, and the rates until then.
    struct Sample
    {
        quint64 messagesIn = 0;
        quint64 messagesOut = 0;
        quint64 bytesIn = 0;
        quint64 bytesOut = 0;
        ConnectionRates rates = {};
    };
    using Samples = QHash<quint64, Sample>;

    void sample();
    static Sample sampleOf(const ConnectionInfo &connection, const Sample *before, float seconds);
    ConnectionRates ratesOf(quint64 connection) const { return m_samples.value(connection).rates; }
    Row rowOf(const ConnectionInfo &connection) const;

    const ConnectionList &m_connections;
    const Ticker m_ticker;
    Samples m_samples;
    QElapsedTimer m_sinceSample;
};

} // namespace parlance::console
