// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/specgroups.h"

#include <QCoreApplication>

#include <algorithm>

namespace parlance::gui {

const std::vector<CommandSpec> &commandSpecs()
{
    static const std::vector<CommandSpec> all = [] {
        std::vector<CommandSpec> list;
        for (const auto &group :
             {specs::ofConnections(), specs::ofUsers(), specs::ofAccounts(), specs::ofRooms(),
              specs::ofMembers(), specs::ofMessages(), specs::ofInvitations(), specs::ofBans(),
              specs::ofServer(), specs::ofStorage()})
            list.insert(list.end(), group.begin(), group.end());
        return list;
    }();
    return all;
}

const CommandSpec *findSpec(const QString &name)
{
    const auto &all = commandSpecs();
    const auto found = std::find_if(
        all.begin(), all.end(), [&name](const CommandSpec &each) { return nameOf(each) == name; });
    return found == all.end() ? nullptr : &*found;
}

QString nameOf(const CommandSpec &spec)
{
    return QString::fromLatin1(*spec.name ? spec.name : spec.command);
}

QString commandText(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QString titleOf(const CommandSpec &spec, bool isPlain)
{
    QString title = commandText(spec.title);
    if (isPlain && title.endsWith(QChar(0x2026)))
        title.chop(1);
    return title;
}

} // namespace parlance::gui
