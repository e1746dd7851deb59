// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocketreference.h"

#include <QUtf8StringView>

#include <algorithm>
#include <array>

#define ZLIB_CONST
#include <zlib.h>

namespace parlance::fuzz {

namespace {

using websocket::Incoming;

bool isUtf8(QByteArrayView bytes)
{
    return QUtf8StringView(bytes).isValidUtf8();
}

/// A row of RFC 3629 section 4: what a character of several bytes looks like.
struct Utf8Form
{
    int lowestLead;
    int highestLead;
    int lowestSecond;
    int highestSecond;
    int size;
};
constexpr std::array utf8Forms{
    Utf8Form{0xc2, 0xdf, 0x80, 0xbf, 2}, Utf8Form{0xe0, 0xe0, 0xa0, 0xbf, 3},
    Utf8Form{0xe1, 0xec, 0x80, 0xbf, 3}, Utf8Form{0xed, 0xed, 0x80, 0x9f, 3},
    Utf8Form{0xee, 0xef, 0x80, 0xbf, 3}, Utf8Form{0xf0, 0xf0, 0x90, 0xbf, 4},
    Utf8Form{0xf1, 0xf3, 0x80, 0xbf, 4}, Utf8Form{0xf4, 0xf4, 0x80, 0x8f, 4},
};

/// One to three bytes that are the beginning of one character, but not all of it.
bool beginsCharacter(QByteArrayView bytes, const Utf8Form &form)
{
    const auto within = [&](qsizetype index, int lowest, int highest) {
        return index >= bytes.size() ||
               (uchar(bytes[index]) >= lowest && uchar(bytes[index]) <= highest);
    };
    return bytes.size() < form.size && within(0, form.lowestLead, form.highestLead) &&
           within(1, form.lowestSecond, form.highestSecond) && within(2, 0x80, 0xbf);
}

/// RFC 6455 section 7.4 and IANA's registry, spelled out.
bool mayClose(int code)
{
    constexpr std::array registered{1000, 1001, 1002, 1003, 1007, 1008,
                                    1009, 1010, 1011, 1012, 1013, 1014};
    return std::find(registered.begin(), registered.end(), code) != registered.end() ||
           (code >= 3000 && code <= 4999);
}

struct Inflated
{
    QByteArray bytes;
    bool broken = false;
    /// Its last byte is the end of a block.
    bool ended = false;
};

void inflateOn(z_stream &z, QByteArrayView packed, int flush, qsizetype most, Inflated &result)
{
    z.next_in = reinterpret_cast<const Bytef *>(packed.data());
    z.avail_in = uInt(packed.size());
    Bytef out[300];
    do {
        z.next_out = out;
        z.avail_out = sizeof out;
        const int code = inflate(&z, flush);
        result.bytes.append(reinterpret_cast<const char *>(out),
                            qsizetype(sizeof out - z.avail_out));
        if (code == Z_STREAM_END)
            inflateReset(&z);
        result.broken = code != Z_OK && code != Z_BUF_ERROR && code != Z_STREAM_END;
    } while (!result.broken && result.bytes.size() < most && (z.avail_in > 0 || z.avail_out == 0));
}

/// All of a message at once (RFC 7692 section 7.2.2), up to some bytes more than `most`.
Inflated inflateAll(const QByteArray &packed, bool whole, qsizetype most)
{
    Inflated result;
    z_stream z{};
    inflateInit2(&z, -15);
    inflateOn(z, packed, Z_SYNC_FLUSH, most, result);
    if (whole && !result.broken && result.bytes.size() < most)
        inflateOn(z, QByteArrayView("\0\0\xff\xff", 4), Z_BLOCK, most, result);
    result.ended = z.avail_in == 0 && (z.data_type & 128) && (z.data_type & 63) == 0;
    inflateEnd(&z);
    return result;
}

class Reference
{
public:
    Reference(QByteArrayView bytes, qsizetype limit,
              const std::optional<websocket::DeflateParameters> &deflate)
        : m_bytes(bytes)
        , m_limit(limit)
        , m_deflate(deflate)
    {
    }

    std::vector<Incoming> decode()
    {
        while (frame()) {
        }
        return std::move(m_seen);
    }

private:
    bool fail(quint16 code)
    {
        m_seen.push_back({Incoming::Kind::Error, {}, code});
        return false;
    }
    int at(qsizetype index) const { return uchar(m_bytes[index]); }
    quint64 number(qsizetype from, int size) const;
    bool headerIsRight() const;
    bool frame();
    bool payload(quint64 length, qsizetype header);
    bool close(const QByteArray &data);
    bool message(bool whole);
    bool unpack(bool whole);
    qsizetype room() const;

    QByteArrayView m_bytes;
    const qsizetype m_limit;
    const std::optional<websocket::DeflateParameters> m_deflate;
    bool m_isPacked = false;
    QByteArray m_packed;
    std::vector<Incoming> m_seen;
    int m_kind = 0;
    QByteArray m_message;
};

quint64 Reference::number(qsizetype from, int size) const
{
    quint64 value = 0;
    for (int i = 0; i < size; ++i)
        value = value << 8 | quint64(at(from + i));
    return value;
}

bool Reference::headerIsRight() const
{
    const int opcode = at(0) & 15;
    if ((at(0) & 0x30) || !(at(1) & 0x80))
        return false;
    if ((at(0) & 0x40) && (!m_deflate || opcode == 0 || opcode > 2))
        return false;
    if (opcode >= 8)
        return opcode <= 10 && (at(0) & 0x80) && (at(1) & 0x7f) < 126;
    return m_kind ? opcode == 0 : opcode == 1 || opcode == 2;
}

/// One frame off the front; false if that was the end.
bool Reference::frame()
{
    if (m_bytes.size() < 2)
        return false;
    if (!headerIsRight())
        return fail(1002);
    const int opcode = at(0) & 15;
    const int announced = at(1) & 0x7f;
    const int extra = announced == 127 ? 8 : announced == 126 ? 2 : 0;
    if (m_bytes.size() < 2 + extra + 4)
        return false;
    const quint64 length = extra ? number(2, extra) : quint64(announced);
    if ((extra == 2 && length < 126) || (extra == 8 && length < 65536) || (length >> 63))
        return fail(1002);
    if (opcode == 1 || opcode == 2)
        m_isPacked = at(0) & 0x40;
    if (opcode < 8 && length > quint64(room()))
        return fail(1009);
    return payload(length, 2 + extra + 4);
}

bool Reference::payload(quint64 length, qsizetype header)
{
    const bool whole = quint64(m_bytes.size() - header) >= length;
    QByteArray data;
    for (qsizetype i = 0; i < (whole ? qsizetype(length) : m_bytes.size() - header); ++i)
        data += char(at(header + i) ^ at(header - 4 + i % 4));
    const int first = at(0);
    m_bytes = whole ? m_bytes.sliced(header + qsizetype(length)) : QByteArrayView();
    const int opcode = first & 15;
    if (opcode & 8) {
        if (!whole)
            return false;
        if (opcode == 8)
            return close(data);
        m_seen.push_back({opcode == 9 ? Incoming::Kind::Ping : Incoming::Kind::Pong, data, 0});
        return true;
    }
    if (opcode)
        m_kind = opcode;
    (m_isPacked ? m_packed : m_message) += data;
    const bool ends = whole && (first & 0x80);
    return unpack(ends) && message(ends) && whole;
}

/// How much payload the message may still have.
qsizetype Reference::room() const
{
    return m_isPacked ? m_limit + m_limit / 16 + 1024 - m_packed.size()
                      : m_limit - m_message.size();
}

bool Reference::unpack(bool whole)
{
    if (!m_isPacked)
        return true;
    const Inflated inflated = inflateAll(m_packed, whole, m_limit + 1);
    m_message = inflated.bytes;
    // In the order of the bytes: what is wrong within the limit comes before what is beyond it.
    if (m_kind == 1 && !beginsUtf8(m_message.first(std::min(m_message.size(), m_limit))))
        return fail(1007);
    if (m_message.size() > m_limit)
        return fail(1009);
    return !inflated.broken && (!whole || inflated.ended) ? true : fail(1007);
}

bool Reference::message(bool whole)
{
    if (m_kind == 1 && !(whole ? isUtf8(m_message) : beginsUtf8(m_message)))
        return fail(1007);
    if (!whole)
        return true;
    m_seen.push_back({m_kind == 1 ? Incoming::Kind::Text : Incoming::Kind::Binary, m_message, 0});
    m_message.clear();
    m_packed.clear();
    m_isPacked = false;
    m_kind = 0;
    return true;
}

bool Reference::close(const QByteArray &data)
{
    const int code = data.size() < 2 ? 1005 : uchar(data[0]) << 8 | uchar(data[1]);
    if (data.size() == 1 || (data.size() > 1 && !mayClose(code)))
        return fail(1002);
    if (!isUtf8(data.mid(2)))
        return fail(1007);
    m_seen.push_back({Incoming::Kind::Close, data.mid(2), quint16(code)});
    return true;
}

} // namespace

bool beginsUtf8(QByteArrayView bytes)
{
    if (isUtf8(bytes))
        return true;
    for (qsizetype open = 1; open <= std::min<qsizetype>(3, bytes.size()); ++open) {
        const bool begun = std::any_of(utf8Forms.begin(), utf8Forms.end(), [&](auto &form) {
            return beginsCharacter(bytes.last(open), form);
        });
        if (begun && isUtf8(bytes.chopped(open)))
            return true;
    }
    return false;
}

std::vector<Incoming> referenceDecode(QByteArrayView bytes, qsizetype maxMessageBytes,
                                      const std::optional<websocket::DeflateParameters> &deflate)
{
    return Reference(bytes, maxMessageBytes, deflate).decode();
}

} // namespace parlance::fuzz
