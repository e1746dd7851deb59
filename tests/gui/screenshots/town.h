// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

/// Made-up people, rooms and messages that look like those of a real server: long names, other
/// scripts, right-to-left. The same in every run.
namespace parlance::test::town {

/// Different for each `n`.
QString personName(int n);
QString roomName(int n);
QString sentence(int n);

/// Writes users.json, rooms.json and messages.json for `parlance-server import`.
void writeExport(const QString &folder, int users, int rooms, int messages);

} // namespace parlance::test::town
