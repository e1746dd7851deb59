// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/realclient.h"

#include <QJsonDocument>
#include <QNetworkRequest>
#include <QTest>

#include <algorithm>

namespace parlance::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int clientPatienceMs = 30000;

QString failureOf(const QJsonObject &answer)
{
    return answer.value(u"error"_s).toObject().value(u"code"_s).toString();
}

} // namespace

RealClient::RealClient(const RealServer &server, const RealServer::Person &person)
    : m_person(person)
{
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &text) { take(text); });
    QUrl url(server.httpUrl() + u"/ws"_s);
    url.setScheme(u"ws"_s);
    m_socket.open(url);
    if (!QTest::qWaitFor([this] { return isOpen(); }, clientPatienceMs))
        qFatal("No connection for %s", qPrintable(person.username));
    call(u"session.authenticate"_s, {{u"token"_s, person.token}});
}

RealClient::~RealClient()
{
    // What the socket still says is nobody's.
    m_socket.disconnect(&m_socket);
    m_socket.abort();
}

void RealClient::take(const QString &text)
{
    const QJsonObject frame = QJsonDocument::fromJson(text.toUtf8()).object();
    if (frame.contains(u"event"_s))
        m_pushes.append(frame);
    else
        m_answers.insert(frame.value(u"id"_s).toInt(), frame);
}

QJsonObject RealClient::ask(const QString &event, const QJsonObject &data)
{
    const int id = ++m_lastId;
    const QJsonObject frame{{u"id"_s, id}, {u"event"_s, event}, {u"data"_s, data}};
    m_socket.sendTextMessage(
        QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
    if (!QTest::qWaitFor([&] { return m_answers.contains(id) || !isOpen(); }, clientPatienceMs) ||
        !m_answers.contains(id))
        qFatal("No answer to %s", qPrintable(event));
    return m_answers.take(id);
}

QJsonObject RealClient::call(const QString &event, const QJsonObject &data)
{
    const QJsonObject answer = ask(event, data);
    if (!failureOf(answer).isEmpty())
        qFatal("%s: %s", qPrintable(event), qPrintable(failureOf(answer)));
    return answer.value(u"ok"_s).toObject();
}

QString RealClient::refusalOf(const QString &event, const QJsonObject &data)
{
    return failureOf(ask(event, data));
}

QString RealClient::createRoom(const QString &name, bool isPrivate)
{
    const QJsonObject made = call(u"room.create"_s, {{u"name"_s, name}, {u"private"_s, isPrivate}});
    return made.value(u"id"_s).toString();
}

void RealClient::join(const QString &roomId)
{
    call(u"room.join"_s, {{u"roomId"_s, roomId}});
}

QString RealClient::post(const QString &roomId, const QString &text)
{
    const QJsonObject posted = call(u"message.post"_s, {{u"roomId"_s, roomId}, {u"text"_s, text}});
    return posted.value(u"id"_s).toString();
}

bool RealClient::hasPush(const QString &event) const
{
    return std::any_of(m_pushes.begin(), m_pushes.end(), [&event](const QJsonObject &push) {
        return push.value(u"event"_s).toString() == event;
    });
}

void RealClient::close()
{
    m_socket.close();
}

} // namespace parlance::test
