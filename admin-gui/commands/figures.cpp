// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/figures.h"

#include <QCoreApplication>
#include <QLocale>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

struct Figures
{
    Q_DECLARE_TR_FUNCTIONS(Figures)
};

struct FigureText
{
    const char *cell;
    const char *text;
    /// Says more than no figure: nobody is reached.
    bool isShownWhenZero;
};

constexpr FigureText figureTexts[] = {
    {"endedSessions", QT_TRANSLATE_N_NOOP("Figures", "ends %n session(s)"), true},
    {"closedConnections", QT_TRANSLATE_N_NOOP("Figures", "closes %n connection(s)"), true},
    {"connections", QT_TRANSLATE_N_NOOP("Figures", "reaches %n connection(s)"), true},
    {"leftRooms", QT_TRANSLATE_N_NOOP("Figures", "leaves %n room(s)"), false},
    {"ownedRooms", QT_TRANSLATE_N_NOOP("Figures", "gives %n room(s) another owner"), false},
    {"deletedRooms", QT_TRANSLATE_N_NOOP("Figures", "deletes %n room(s)"), false},
};

constexpr const char *keepsMessages =
    QT_TRANSLATE_N_NOOP("Figures", "keeps %n message(s) without their author");
constexpr const char *removesMessages =
    QT_TRANSLATE_N_NOOP("Figures", "removes %n message(s) for good");

QString counted(const char *text, const QVariant &count)
{
    const qint64 number = count.toLongLong();
    const int form = int(std::min<qint64>(number, std::numeric_limits<int>::max()));
    return QCoreApplication::translate("Figures", text, nullptr, form);
}

QString ofMessages(const Cells &answer)
{
    const bool isErasure = answer.contains(u"messagesDeleted"_s);
    const bool isKept = isErasure && !answer.value(u"messagesDeleted"_s).toBool();
    return counted(isKept ? keepsMessages : removesMessages, answer.value(u"messages"_s));
}

} // namespace

QStringList figuresOf(const QString &command, const Cells &answer)
{
    QStringList figures;
    for (const FigureText &each : figureTexts) {
        const QString cell = QString::fromLatin1(each.cell);
        const bool isShown = each.isShownWhenZero || answer.value(cell).toLongLong() > 0;
        if (answer.contains(cell) && isShown)
            figures.append(counted(each.text, answer.value(cell)));
    }
    const bool isOfErasure = answer.contains(u"messagesDeleted"_s);
    const bool hasMessages = answer.value(u"messages"_s).toLongLong() > 0;
    if (answer.contains(u"messages"_s) && (hasMessages || !isOfErasure))
        figures.append(ofMessages(answer));
    if (command == u"rooms.delete"_s) {
        const QVariant members = answer.value(u"room"_s).toMap().value(u"members"_s);
        figures.append(Figures::tr("takes it from %n member(s)", nullptr, members.toInt()));
    }
    if (answer.value(u"endedMembership"_s).toBool())
        figures.append(Figures::tr("ends the membership"));
    const Cells backup = answer.value(u"backup"_s).toMap();
    if (!backup.isEmpty()) {
        const qint64 bytes = backup.value(u"bytes"_s).toLongLong();
        figures.append(
            Figures::tr("writes about %1 to %2")
                .arg(QLocale().formattedDataSize(bytes), backup.value(u"path"_s).toString()));
    }
    return figures;
}

} // namespace parlance::gui
