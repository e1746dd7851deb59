// SPDX-License-Identifier: GPL-3.0-or-later
#include "screenshots/crowd.h"

#include "screenshots/town.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

const QStringList userAgents{
    u"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 "
    u"Safari/537.36"_s,
    u"Mozilla/5.0 (Macintosh; Intel Mac OS X 15_4) AppleWebKit/605.1.15 Version/19.0 Safari/605"_s,
    u"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"_s,
    u"ParlanceApp/2.3 (Android 16)"_s};

} // namespace

Crowd::Crowd(RealServer &server, int people, int rooms)
    : m_server(server)
{
    for (int n = 0; n < people; ++n) {
        // Of the town's names, those that the export has not used.
        m_people.push_back(server.person(town::personName(20000 + n * 3)));
        if (n < rooms) {
            const QJsonObject room = server.call("POST", u"/rooms"_s, m_people.back().token,
                                                 {{u"name"_s, town::roomName(9000 + n)}});
            m_rooms.append(room.value(u"id"_s).toString());
        }
        m_sockets.emplace_back();
    }
    for (int n = 0; n < people; ++n) {
        for (int i = 0; i < 4; ++i) {
            const QString room = m_rooms.at((n * 5 + i * 7) % m_rooms.size());
            server.call("POST", u"/rooms/%1/join"_s.arg(room), m_people[size_t(n)].token);
        }
    }
    for (size_t n = 0; n < m_people.size(); ++n)
        connectPerson(n);
    connect(&m_posts, &QTimer::timeout, this, &Crowd::post);
}

void Crowd::connectPerson(size_t n)
{
    m_sockets[n] = std::make_unique<QWebSocket>();
    QWebSocket *socket = m_sockets[n].get();
    const QString token = m_people[n].token;
    connect(socket, &QWebSocket::textMessageReceived, this, [socket, token](const QString &text) {
        if (text.startsWith(u'0')) {
            const QJsonObject auth{{u"token"_s, token}};
            socket->sendTextMessage(
                u"40"_s + QString::fromUtf8(QJsonDocument(auth).toJson(QJsonDocument::Compact)));
        } else if (text == u'2') {
            socket->sendTextMessage(u"3"_s);
        }
    });
    QUrl url(m_server.httpUrl() + u"/socket.io/?EIO=4&transport=websocket"_s);
    url.setScheme(u"ws"_s);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader,
                      userAgents.at(qsizetype(n) % userAgents.size()));
    socket->open(request);
}

void Crowd::beBusy(int messagesPerSecond)
{
    m_posts.start(1000 / messagesPerSecond);
}

void Crowd::post()
{
    ++m_posted;
    // Somewhat uneven, as people are.
    if (m_posted * 2654435761U % 7 == 0)
        return;
    const size_t n = size_t(m_posted) * 13 % m_people.size();
    if (m_posted % 60 == 0)
        return connectPerson(n);
    const QString room = m_rooms.at((int(n) * 5 + m_posted % 4 * 7) % m_rooms.size());
    const QJsonArray call{u"message.post"_s,
                          QJsonObject{{u"roomId"_s, room}, {u"text"_s, town::sentence(m_posted)}}};
    m_sockets[n]->sendTextMessage(
        u"42"_s + QString::fromUtf8(QJsonDocument(call).toJson(QJsonDocument::Compact)));
}

} // namespace parlance::test
