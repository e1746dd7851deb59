// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/recorderentry.h"

#include "models/format.h"
#include "models/words.h"
#include "widgets/status.h"

#include <QCoreApplication>

namespace parlance::gui::recorderentry {

using namespace Qt::StringLiterals;

namespace {

struct RecorderPhrases
{
    Q_DECLARE_TR_FUNCTIONS(FlightRecorder)
};

Cells detailsOf(const Cells &entry)
{
    return entry.value(u"details"_s).toMap();
}

QString eventOf(const Cells &entry)
{
    return entry.value(u"event"_s).toString();
}

/// Names come from the client: they are cut before they are laid out.
QString detail(const Cells &entry, const QString &name)
{
    return format::cell(Column::Kind::Text, detailsOf(entry).value(name), {});
}

QString answered(const Cells &entry)
{
    const QString took = format::latency(detailsOf(entry).value(u"ms"_s).toDouble());
    const QString call = detail(entry, u"call"_s);
    const QString error = detail(entry, u"error"_s);
    return error.isEmpty()
               ? RecorderPhrases::tr("%1 answered after %2").arg(call, took)
               : RecorderPhrases::tr("%1 failed after %2: %3").arg(call, took, shownWord(error));
}

QString roundTrip(const Cells &entry)
{
    const QVariant milliseconds = detailsOf(entry).value(u"ms"_s);
    return milliseconds.isNull() ? RecorderPhrases::tr("Ping of the client")
                                 : RecorderPhrases::tr("Ping answered after %1")
                                       .arg(format::latency(milliseconds.toDouble()));
}

struct RecoveryReason
{
    const char *name;
    const char *text;
};

constexpr RecoveryReason recoveryReasons[] = {
    {"unknown", QT_TRANSLATE_NOOP("FlightRecorder",
                                  "the server does not know the old connection: it ended too long "
                                  "ago, or before the server was restarted")},
    {"left", QT_TRANSLATE_NOOP("FlightRecorder", "the client had said good-bye before")},
    {"too_much", QT_TRANSLATE_NOOP("FlightRecorder",
                                   "it had missed more than the server sends again; the client "
                                   "has to fetch it")},
    {"not_known", QT_TRANSLATE_NOOP("FlightRecorder",
                                    "the client named a position that the server does not know")},
};

QString recoveryReason(const QString &name)
{
    for (const RecoveryReason &each : recoveryReasons) {
        if (name == QLatin1StringView(each.name))
            return QCoreApplication::translate("FlightRecorder", each.text);
    }
    return shownWord(name);
}

} // namespace

QString time(const Cells &entry)
{
    const QDateTime at = format::timeOf(entry.value(u"at"_s));
    return at.isValid() ? at.toLocalTime().toString(u"HH:mm:ss.zzz"_s) : QString();
}

QString text(const Cells &entry)
{
    const QString event = eventOf(entry);
    if (event == "called"_L1)
        return RecorderPhrases::tr("Called %1").arg(detail(entry, u"call"_s));
    if (event == "answered"_L1)
        return answered(entry);
    if (event == "round_trip"_L1)
        return roundTrip(entry);
    if (event == "joined"_L1)
        return RecorderPhrases::tr("Joined room %1").arg(detail(entry, u"roomId"_s));
    if (event == "left"_L1)
        return RecorderPhrases::tr("Left room %1").arg(detail(entry, u"roomId"_s));
    if (event == "refused"_L1)
        return RecorderPhrases::tr("Log-in refused: %1").arg(shownWord(detail(entry, u"error"_s)));
    if (event == "recovered"_L1 || event == "not_recovered"_L1)
        return recovery(entry);
    if (event == "disconnected"_L1)
        return RecorderPhrases::tr("Disconnected: %1").arg(end(detail(entry, u"reason"_s)));
    return shownWord(event);
}

QString iconName(const Cells &entry)
{
    return detailsOf(entry).contains(u"error"_s) ? u"error"_s : statusOf(eventOf(entry)).icon;
}

theme::Meaning meaning(const Cells &entry)
{
    return detailsOf(entry).contains(u"error"_s) ? theme::Meaning::Bad
                                                 : statusOf(eventOf(entry)).meaning;
}

QString recovery(const Cells &entry)
{
    if (eventOf(entry) == "recovered"_L1) {
        const int messages = detailsOf(entry).value(u"messages"_s).toInt();
        return messages == 0 ? RecorderPhrases::tr("Recovered: it had missed nothing")
                             : RecorderPhrases::tr("Recovered: %n change(s) were sent again",
                                                   nullptr, messages);
    }
    if (eventOf(entry) != "not_recovered"_L1)
        return {};
    return RecorderPhrases::tr("Not recovered: %1").arg(recoveryReason(detail(entry, u"reason"_s)));
}

QString end(const QString &reason)
{
    return shownWord(reason);
}

} // namespace parlance::gui::recorderentry
