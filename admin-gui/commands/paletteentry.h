// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace parlance::gui {

/// Something that the palette finds.
struct PaletteEntry
{
    /// What it is called: "ann.fischer", "Suspend…".
    QString title = {};
    /// What it is, in less prominent letters: "User · online", "Command".
    QString note = {};
    /// Of icons/.
    QString icon = {};
    /// Further words by which it is found.
    QString words = {};
    /// Why it cannot be chosen; empty: it can.
    QString whyNot = {};
    /// Enter.
    std::function<void()> open = {};
    /// Ctrl+Enter; empty: as Enter.
    std::function<void()> act = {};
};

/// Those that have all typed words, the best first: titles that begin with what was typed, then
/// those with a word that does, then the others, each in the order given.
QList<PaletteEntry> matching(const QList<PaletteEntry> &entries, const QString &typed);

} // namespace parlance::gui
