// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/adminprotocol/values.h"
#include "shared/jsonreader.h"

/// JSON of the parts that messages have in common. Only for this folder.
namespace parlance::adminprotocol::wire {

QByteArray toBytes(const QString &type, QJsonObject message);

/// 1 to 2^53.
qint64 readId(JsonReader &in);
/// Not negative.
qint64 readCount(JsonReader &in, const QString &key);
/// Fields of the message itself.
Window readWindow(JsonReader &in);
void write(const Window &window, QJsonObject &message);

QStringList readNames(JsonReader &in, const QString &key);
QList<Row> readRows(JsonReader &in);
QJsonArray toArray(const QList<Row> &rows);
Access readAccess(JsonReader &in);
void write(const Access &access, QJsonObject &message);
Problem readProblem(JsonReader &in);
QJsonObject toJson(const Problem &problem);

} // namespace parlance::adminprotocol::wire
