// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/adminprotocol/values.h"

#include <QJsonObject>
#include <QRandomGenerator>

#include <map>
#include <vector>

namespace parlance::test {

/// How much a FakeServer shows.
struct FakeSize
{
    int sessions = 50000;
    int rooms = 10000;
    int users = 5000;
    int reports = 12;
};

/// A table of the scripted server: it sorts and filters as the real one does.
struct FakeTable
{
    struct Page
    {
        qint64 total = 0;
        /// Places in `rows`.
        std::vector<int> rows = {};
    };

    std::vector<QJsonObject> rows = {};
    /// The cell that holds a row's key.
    QString keyCell = QStringLiteral("id");
    /// The cells that the filter "text" looks at.
    QStringList textCells = {};
    /// The cell that "online" means; above 0 is online.
    QString onlineCell = {};

    QString key(int row) const;
    Page read(const adminprotocol::Window &window) const;

private:
    bool passes(const QJsonObject &row, const QMap<QString, QString> &filter) const;
};

/// Believable accounts, rooms, connections: always the same ones for the same size.
class FakeData
{
public:
    explicit FakeData(const FakeSize &size);

    /// nullptr: it is no table.
    FakeTable *table(const QString &view);
    QStringList views() const;
    /// `count` connections have sent and received something. `favourites` are places in the table
    /// of sessions that get half of it; may be empty.
    void change(int count, const std::vector<int> &favourites);
    /// So many connections end, and others take their places.
    void churn(int count);
    QJsonObject trafficCells();
    QJsonObject logCells();
    QJsonObject metricsCells();

    static QString now();

private:
    QJsonObject user(int number);
    QJsonObject room(int number);
    QJsonObject session();
    QJsonObject report(int number);
    QJsonObject status() const;
    QString idFor(int kind, int number) const;
    QString timeBefore(int maxSeconds);
    int below(int end) { return m_random.bounded(end); }

    QRandomGenerator m_random{20261201};
    std::map<QString, FakeTable> m_tables;
    qint64 m_lastSession = 1000;
};

} // namespace parlance::test
