// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/view.h"
#include "shared/adminprotocol/servermessages.h"

#include <QHash>

namespace parlance::console {

/// The rows of a window as one console has them: finds what has to be sent so that it has others.
class SentRows
{
public:
    /// All rows, which replace what it has. Ids and numbers are up to the caller.
    protocol::Snapshot replace(const Page &page);
    /// The difference; nothing if there is none.
    std::optional<protocol::Delta> update(const Page &page);
    /// It has nothing any more.
    void clear();

private:
    bool takeRow(const Row &row, QList<Row> &changes);
    static QJsonObject difference(const QJsonObject &before, const QJsonObject &now);

    QHash<QString, QJsonObject> m_cells;
    QStringList m_order;
    qint64 m_total = 0;
};

} // namespace parlance::console
