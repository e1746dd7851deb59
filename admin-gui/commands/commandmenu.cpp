// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandarguments.h"
#include "commands/commandrunner.h"
#include "widgets/icons.h"

#include <QKeySequence>
#include <QMenu>

namespace parlance::gui {

using namespace Qt::StringLiterals;

void CommandRunner::fill(QMenu &menu, const Chosen &chosen)
{
    menu.setToolTipsVisible(true);
    addActions(menu, chosen);
    addRelated(menu, commandarguments::userOf(chosen), tr("User %1"));
    addRelated(menu, commandarguments::roomOf(chosen), tr("Room %1"));
}

bool CommandRunner::startByKey(const QKeySequence &keys, const Chosen &chosen)
{
    for (const CommandSpec &spec : commandSpecs()) {
        const bool isIt = spec.subject == chosen.subject && *spec.shortcut != 0 &&
                          keys == QKeySequence(QString::fromLatin1(spec.shortcut));
        if (!isIt || (spec.applies && !spec.applies(chosen.cells)))
            continue;
        start(spec, chosen);
        return true;
    }
    return false;
}

void CommandRunner::addActions(QMenu &menu, const Chosen &chosen)
{
    bool isDangerous = false;
    for (const CommandSpec &spec : commandSpecs()) {
        if (spec.subject != chosen.subject || (spec.applies && !spec.applies(chosen.cells)))
            continue;
        const bool isDanger = spec.severity == CommandSpec::Severity::Danger;
        if (isDanger && !isDangerous && !menu.isEmpty())
            menu.addSeparator();
        isDangerous = isDangerous || isDanger;
        QAction *action = menu.addAction(icon(QString::fromLatin1(spec.icon)), titleOf(spec));
        action->setObjectName(nameOf(spec));
        const QString why = whyNot(spec);
        action->setEnabled(why.isEmpty());
        action->setToolTip(why.isEmpty() ? commandText(spec.explanation) : why);
        if (why.isEmpty())
            action->setShortcut(QKeySequence(QString::fromLatin1(spec.shortcut)));
        else // Where the shortcut would be.
            action->setText(titleOf(spec) + u'\t' + needOf(spec));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, &spec, chosen] { start(spec, chosen); });
    }
}

void CommandRunner::addRelated(QMenu &menu, const Chosen &related, const QString &title)
{
    if (related.subject == Subject::None)
        return;
    menu.addSeparator();
    // An ampersand in a name is no shortcut.
    QString name = related.name;
    QMenu *inner = menu.addMenu(title.arg(name.replace(u'&', u"&&"_s)));
    inner->setToolTipsVisible(true);
    addActions(*inner, related);
}

} // namespace parlance::gui
