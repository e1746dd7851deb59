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

// The handler of Qt has no context.
LogRing *keptIn = nullptr;

LogLevel levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return LogLevel::Debug;
    case QtInfoMsg:
        return LogLevel::Info;
    case QtWarningMsg:
        return LogLevel::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return LogLevel::Error;
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

void writeText(const LogLine &line)
{
    write(
        u"%1 %2 %3: %4\n"_s
            .arg(toIsoString(line.at), logLevelName(line.level).toUpper(), line.category, line.text)
            .toUtf8());
}

void writeJson(const LogLine &line, const QString &message)
{
    const QJsonObject json{{u"time"_s, toIsoString(line.at)},
                           {u"level"_s, logLevelName(line.level)},
                           {u"category"_s, line.category},
                           {u"message"_s, message}};
    write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
}

template <bool json>
void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const LogLine line{.at = systemNow(),
                       .level = levelOf(type),
                       .category = QString::fromLatin1(context.category),
                       .text = escaped(message)};
    if constexpr (json)
        writeJson(line, message);
    else
        writeText(line);
    keptIn->append(line);
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

Logging::Logging(bool json, const QString &level, LogRing &ring)
{
    setLogLevel(level);
    keptIn = &ring;
    qInstallMessageHandler(json ? handleMessage<true> : handleMessage<false>);
}

Logging::~Logging()
{
    qInstallMessageHandler(nullptr);
    keptIn = nullptr;
}

} // namespace parlance
