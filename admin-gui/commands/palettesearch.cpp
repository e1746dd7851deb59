// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/palettesearch.h"

#include "commands/commandrunner.h"

#include <QAction>
#include <QLineEdit>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// Of each table.
constexpr int foundRows = 6;

} // namespace

void Palette::addSearch(const QString &view, const QString &nameCell, Subject subject)
{
    auto &added = *m_searches.emplace_back(new Search{nameCell, subject, Feed(m_link, view)});
    connect(&added.feed, &Feed::rowsChanged, this, [this, &added](const RowChanges &changes) {
        // Nothing moves while somebody reads it: what changes later is not shown.
        if (!changes.isSnapshot)
            return;
        added.records = changes.rows;
        find();
    });
}

void Palette::search()
{
    const QString text = m_typed->text().simplified();
    const bool searches = isVisible() && !text.isEmpty() && m_narrowed.subject == Subject::None;
    if (!searches)
        return endSearch();
    for (const auto &each : m_searches) {
        if (!each->feed.isAllowed())
            continue;
        each->feed.show({.filter = {{u"text"_s, text}}}, 0, foundRows);
        each->feed.setActive(true);
    }
}

void Palette::endSearch()
{
    m_searchSoon.stop();
    for (const auto &each : m_searches) {
        each->feed.setActive(false);
        each->records.clear();
    }
}

QList<PaletteEntry> Palette::localEntries() const
{
    QList<PaletteEntry> entries = commandsFor(m_chosen);
    for (PaletteEntry each : m_pages) {
        each.note = tr("Page");
        entries.append(each);
    }
    for (const CommandSpec &spec : commandSpecs()) {
        if (spec.subject != m_chosen.subject)
            entries.append(entryOf(spec, {}));
    }
    for (const auto &action : m_settings) {
        if (!action)
            continue;
        PaletteEntry entry{.title = action->text().remove(u'&'), .note = tr("Setting")};
        entry.icon = u"settings"_s;
        entry.whyNot = action->isEnabled() ? QString() : tr("Not now");
        entry.open = [action] {
            if (action)
                action->trigger();
        };
        entries.append(entry);
    }
    return entries;
}

PaletteEntry Palette::entryOf(const CommandSpec &spec, const Chosen &chosen) const
{
    PaletteEntry entry{.title = titleOf(spec), .icon = QString::fromLatin1(spec.icon)};
    entry.note = chosen.name.isEmpty() ? tr("Command") : chosen.name;
    entry.words = QString::fromLatin1(spec.command) + u' ' + commandText(spec.explanation);
    entry.whyNot = m_commands.whyNot(spec);
    entry.open = [this, &spec, chosen] { m_commands.start(spec, chosen); };
    return entry;
}

QList<PaletteEntry> Palette::commandsFor(const Chosen &chosen) const
{
    QList<PaletteEntry> entries;
    for (const CommandSpec &spec : commandSpecs()) {
        const bool fits = spec.subject == chosen.subject;
        if (fits && (!spec.applies || spec.applies(chosen.cells)))
            entries.append(entryOf(spec, chosen));
    }
    return entries;
}

QList<PaletteEntry> Palette::found(const Search &search)
{
    static const QHash<QString, QString> icons{{u"users"_s, u"user"_s}, {u"rooms"_s, u"room"_s}};
    const QHash<QString, QString> kinds{{u"users"_s, tr("User")}, {u"rooms"_s, tr("Room")}};
    const QString page = search.feed.view();
    QList<PaletteEntry> entries;
    for (const Record &each : search.records) {
        QString name = each.cells.value(search.nameCell).toString();
        const QString address = each.cells.value(u"address"_s).toString();
        if (name.isEmpty())
            name = address;
        const Chosen chosen{search.subject, name, each.key, each.cells};
        PaletteEntry entry{.title = name, .note = kinds.value(page, tr("Session"))};
        entry.icon = icons.value(page, u"sessions"_s);
        if (!address.isEmpty() && address != name)
            entry.note = tr("%1 · %2").arg(entry.note, address);
        entry.open = [this, page, key = each.key, text = m_typed->text().simplified()] {
            Q_EMIT wanted(page, key, text);
        };
        entry.act = [this, chosen] { narrow(chosen); };
        entries.append(entry);
    }
    return entries;
}

QList<PaletteEntry> Palette::filters()
{
    const QString text = m_typed->text().simplified();
    if (text.isEmpty())
        return {};
    const std::pair<QString, QString> places[] = {
        {u"users"_s, tr("Filter users by “%1”")},
        {u"rooms"_s, tr("Filter rooms by “%1”")},
        {u"sessions"_s, tr("Filter sessions by “%1”")},
        {u"logs"_s, tr("Search the log for “%1”")},
    };
    QList<PaletteEntry> entries;
    for (const auto &[page, title] : places) {
        if (!m_link.maySee(page))
            continue;
        PaletteEntry entry{.title = title.arg(text), .note = tr("Search"), .icon = u"search"_s};
        entry.open = [this, page = page, text] { Q_EMIT wanted(page, {}, text); };
        entries.append(entry);
    }
    return entries;
}

} // namespace parlance::gui
