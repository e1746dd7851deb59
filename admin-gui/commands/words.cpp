// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/words.h"

#include <QCoreApplication>

#include <span>

namespace parlance::gui::words {

using namespace Qt::StringLiterals;

namespace {

struct Word
{
    const char *name;
    const char *text;
};

constexpr Word roleWords[] = {
    {"user", QT_TRANSLATE_NOOP("Words", "user")},
    {"auditor", QT_TRANSLATE_NOOP("Words", "auditor")},
    {"operator", QT_TRANSLATE_NOOP("Words", "operator")},
    {"administrator", QT_TRANSLATE_NOOP("Words", "administrator")},
};

constexpr Word stateWords[] = {
    {"active", QT_TRANSLATE_NOOP("Words", "active")},
    {"pending", QT_TRANSLATE_NOOP("Words", "pending")},
    {"locked", QT_TRANSLATE_NOOP("Words", "locked")},
    {"suspended", QT_TRANSLATE_NOOP("Words", "suspended")},
    {"deactivated", QT_TRANSLATE_NOOP("Words", "deactivated")},
    {"erased", QT_TRANSLATE_NOOP("Words", "erased")},
};

QStringList namesOfWords(std::span<const Word> words)
{
    QStringList names;
    for (const Word &each : words)
        names.append(QString::fromLatin1(each.name));
    return names;
}

QString wordIn(std::span<const Word> words, const QString &name)
{
    for (const Word &each : words) {
        if (name == QLatin1StringView(each.name))
            return QCoreApplication::translate("Words", each.text);
    }
    return name;
}

} // namespace

QStringList roles()
{
    return namesOfWords(roleWords);
}

QString role(const QString &role)
{
    return wordIn(roleWords, role);
}

QStringList accountStates()
{
    return namesOfWords(stateWords);
}

QString accountState(const QString &state)
{
    return wordIn(stateWords, state);
}

} // namespace parlance::gui::words
