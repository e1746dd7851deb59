// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/extensions.h"

#include <QList>

#include <algorithm>
#include <cstring>

namespace parlance::websocket {

namespace {

struct Parameter
{
    QByteArray name;
    std::optional<QByteArray> value;
};

struct Offer
{
    QByteArray name;
    QList<Parameter> parameters;
};

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c));
}

/// Parses the list from front to back; each function returns whether the grammar was satisfied.
class Reader
{
public:
    explicit Reader(QByteArrayView text)
        : m_rest(text)
    {
    }

    bool list(QList<Offer> &offers)
    {
        // Empty list items are ignored (RFC 9110 section 5.6.1.2).
        do {
            skipSpace();
            if (m_rest.isEmpty() || m_rest.front() == ',')
                continue;
            Offer offer;
            if (!token(offer.name) || !parameters(offer))
                return false;
            offers.append(offer);
        } while (take(','));
        return m_rest.isEmpty();
    }

private:
    bool parameters(Offer &offer)
    {
        while (take(';')) {
            Parameter parameter;
            if (!token(parameter.name))
                return false;
            if (take('=')) {
                QByteArray value;
                if (!(startsWith('"') ? quoted(value) : token(value)))
                    return false;
                parameter.value = value;
            }
            offer.parameters.append(parameter);
        }
        return true;
    }

    bool token(QByteArray &out)
    {
        skipSpace();
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isTokenCharacter);
        const qsizetype size = end - m_rest.begin();
        out = m_rest.first(size).toByteArray();
        m_rest = m_rest.sliced(size);
        return size > 0;
    }

    /// RFC 6455 section 9.1: a quoted value must be a token too.
    bool quoted(QByteArray &out)
    {
        QByteArrayView rest = m_rest.sliced(1);
        while (!rest.isEmpty() && rest.front() != '"') {
            if (rest.front() == '\\' && rest.size() > 1)
                rest = rest.sliced(1);
            if (!isTokenCharacter(rest.front()))
                return false;
            out += rest.front();
            rest = rest.sliced(1);
        }
        if (rest.isEmpty() || out.isEmpty())
            return false;
        m_rest = rest.sliced(1);
        return true;
    }

    bool startsWith(char c)
    {
        skipSpace();
        return m_rest.startsWith(c);
    }
    bool take(char c)
    {
        if (!startsWith(c))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    void skipSpace()
    {
        while (m_rest.startsWith(' ') || m_rest.startsWith('\t'))
            m_rest = m_rest.sliced(1);
    }

    QByteArrayView m_rest;
};

/// 8 to 15 without leading zeros (RFC 7692 section 7.1.2.1); 0 for anything else.
int windowBits(const QByteArray &value)
{
    const int bits = value.toInt();
    return bits >= 8 && bits <= 15 && value == QByteArray::number(bits) ? bits : 0;
}

/// One offer of permessage-deflate: the requested parameters, or nothing if it is not acceptable.
class DeflateOffer
{
public:
    bool read(const QList<Parameter> &parameters)
    {
        return std::all_of(parameters.begin(), parameters.end(),
                           [this](const Parameter &parameter) { return add(parameter); });
    }

    DeflateParameters agreed() const { return {m_server.value_or(15)}; }

    QByteArray answer() const
    {
        QByteArray text = "permessage-deflate; server_no_context_takeover; "
                          "client_no_context_takeover";
        if (m_server)
            text += "; server_max_window_bits=" + QByteArray::number(*m_server);
        if (m_client)
            text += "; client_max_window_bits=" + QByteArray::number(*m_client);
        return text;
    }

private:
    bool add(const Parameter &parameter)
    {
        const auto &[name, value] = parameter;
        if (m_names.contains(name))
            return false;
        m_names.append(name);
        if (name == "server_no_context_takeover" || name == "client_no_context_takeover")
            return !value;
        if (name == "client_max_window_bits") {
            // Without a value it only says that the client supports a limit: the largest window is
            // used.
            if (value)
                m_client = windowBits(*value);
            return !value || m_client > 0;
        }
        if (name != "server_max_window_bits" || !value)
            return false;
        m_server = windowBits(*value);
        return m_server > 8;
    }

    QList<QByteArray> m_names;
    std::optional<int> m_server;
    std::optional<int> m_client;
};

} // namespace

ExtensionAnswer negotiateExtensions(QByteArrayView offers)
{
    ExtensionAnswer answer;
    QList<Offer> list;
    answer.malformed = !Reader(offers).list(list);
    if (answer.malformed)
        return answer;
    for (const Offer &offer : std::as_const(list)) {
        DeflateOffer deflate;
        if (offer.name != "permessage-deflate" || !deflate.read(offer.parameters))
            continue;
        answer.deflate = deflate.agreed();
        answer.field = deflate.answer();
        break;
    }
    return answer;
}

} // namespace parlance::websocket
