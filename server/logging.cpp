// SPDX-License-Identifier: GPL-3.0-or-later
#include "logging.h"

#include "shared/clock.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <cstdio>

namespace parlance {

Q_LOGGING_CATEGORY(lcServer, "parlance.server", QtInfoMsg)

using namespace Qt::StringLiterals;

namespace {

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return u"error"_s;
}

QString escaped(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control)
            line += u"\\x%1"_s.arg(c.unicode(), 2, 16, QChar(u'0'));
        else
            line += c;
    }
    return line;
}

void write(const QByteArray &line)
{
    // One call for each line, so that lines of several threads do not mix.
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

void writeText(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    write(u"%1 %2 %3: %4\n"_s
              .arg(toIsoString(systemNow()), levelName(type).toUpper(),
                   QString::fromLatin1(context.category), escaped(message))
              .toUtf8());
}

void writeJson(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QJsonObject line{{u"time"_s, toIsoString(systemNow())},
                           {u"level"_s, levelName(type)},
                           {u"category"_s, QString::fromLatin1(context.category)},
                           {u"message"_s, message}};
    write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace

void setLogLevel(const QString &level)
{
    // Our own categories follow the level; Qt's debug output stays off, because it may contain
    // secrets.
    QString rules = u"*.debug=false\n"_s;
    if (level == "debug"_L1)
        rules += u"parlance.*.debug=true\n"_s;
    if (level == "warning"_L1 || level == "error"_L1)
        rules += u"*.info=false\n"_s;
    if (level == "error"_L1)
        rules += u"*.warning=false\n"_s;
    QLoggingCategory::setFilterRules(rules);
}

void installLogging(bool json, const QString &level)
{
    setLogLevel(level);
    qInstallMessageHandler(json ? writeJson : writeText);
}

} // namespace parlance
