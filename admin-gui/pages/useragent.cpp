// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/useragent.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

struct AgentName
{
    const char *token;
    const char *name;
};

// Browsers name their relatives too: the most special one comes first.
constexpr AgentName agentNames[] = {
    {"Edg/", "Edge"},        {"EdgA/", "Edge"},
    {"OPR/", "Opera"},       {"SamsungBrowser/", "Samsung Internet"},
    {"Vivaldi/", "Vivaldi"}, {"Electron/", "Electron"},
    {"FxiOS/", "Firefox"},   {"CriOS/", "Chrome"},
    {"Firefox/", "Firefox"}, {"HeadlessChrome/", "Headless Chrome"},
    {"Chrome/", "Chrome"},   {"Version/", "Safari"},
};

constexpr AgentName systemNames[] = {
    {"Android", "Android"}, {"iPhone", "iPhone"},   {"iPad", "iPad"},   {"Windows", "Windows"},
    {"CrOS", "ChromeOS"},   {"Macintosh", "macOS"}, {"Linux", "Linux"},
};

/// The digits after `token`: the major version.
QString majorVersion(const QString &agent, const QString &token)
{
    const qsizetype from = agent.indexOf(token) + token.size();
    qsizetype end = from;
    while (end < agent.size() && agent.at(end).isDigit())
        ++end;
    return agent.mid(from, end - from);
}

QString systemOf(const QString &agent)
{
    for (const AgentName &each : systemNames) {
        if (agent.contains(QLatin1StringView(each.token)))
            return QString::fromLatin1(each.name);
    }
    return {};
}

/// Of programs that are no browsers: "python-requests/2.31.0 (x)" is "python-requests 2.31.0".
QString productOf(const QString &agent)
{
    return agent.section(u' ', 0, 0).replace(u'/', u' ').left(60);
}

} // namespace

QString shortUserAgent(const QString &userAgent)
{
    const QString agent = userAgent.left(512);
    for (const AgentName &each : agentNames) {
        const QString token = QString::fromLatin1(each.token);
        if (!agent.contains(token))
            continue;
        const QString name = QString::fromLatin1(each.name) + u' ' + majorVersion(agent, token);
        const QString system = systemOf(agent);
        return system.isEmpty() ? name : name + u" · "_s + system;
    }
    return productOf(agent);
}

} // namespace parlance::gui
