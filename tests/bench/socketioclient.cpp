// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/socketioclient.h"

#include <charconv>

namespace parlance::bench {

namespace {

// RFC 6455 section 5.2.
constexpr unsigned TextFrame = 1;
constexpr unsigned CloseFrame = 8;
constexpr unsigned PingFrame = 9;
constexpr unsigned PongFrame = 10;
constexpr size_t ShortLength = 125;
constexpr size_t Length16 = 126;
constexpr size_t Length64 = 127;

constexpr std::string_view Mask = "\x5a\x13\xc7\x21";

// Engine.IO's and Socket.IO's packet types, as the first one or two characters.
constexpr std::string_view EnginePing = "2";
constexpr std::string_view EnginePong = "3";
constexpr std::string_view SocketConnect = "40";
constexpr std::string_view SocketEvent = "42";
constexpr std::string_view SocketAck = "43";
constexpr std::string_view MessagePosted = "42[\"message.posted\"";

uint64_t bigEndian(std::string_view bytes)
{
    uint64_t value = 0;
    for (const char byte : bytes)
        value = value << 8 | uint64_t(static_cast<unsigned char>(byte));
    return value;
}

void appendBigEndian(std::string &to, uint64_t value, int bytes)
{
    while (bytes-- > 0)
        to.push_back(char(value >> (8 * bytes)));
}

} // namespace

SocketIoClient::SocketIoClient(Load &load, const Target &target, bool sends, bool timed)
    : Connection(load, target, sends)
    , m_timed(timed)
    , m_sentAt(load.options.window)
{
}

void SocketIoClient::connected()
{
    write("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
          "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
}

size_t SocketIoClient::read(std::string_view bytes)
{
    size_t done = 0;
    while (!isBroken() && done < bytes.size()) {
        const std::string_view rest = bytes.substr(done);
        const size_t taken = m_state == State::Upgrading ? readUpgrade(rest) : readFrame(rest);
        if (taken == 0)
            break;
        done += taken;
    }
    return done;
}

size_t SocketIoClient::readUpgrade(std::string_view bytes)
{
    static constexpr std::string_view EndOfHead = "\r\n\r\n";
    const size_t end = bytes.find(EndOfHead);
    if (end == std::string_view::npos)
        return 0;
    if (!bytes.starts_with("HTTP/1.1 101"))
        fail(bytes.substr(0, end));
    m_state = State::Opening;
    return end + EndOfHead.size();
}

size_t SocketIoClient::readFrame(std::string_view bytes)
{
    size_t header = 2;
    if (bytes.size() < header)
        return 0;
    size_t length = size_t(bytes[1]) & 0x7f;
    if (length >= Length16) {
        header += length == Length16 ? 2 : 8;
        if (bytes.size() < header)
            return 0;
        length = bigEndian(bytes.substr(2, header - 2));
    }
    if (bytes.size() - header < length)
        return 0;
    const std::string_view payload = bytes.substr(header, length);
    const unsigned opcode = unsigned(bytes[0]) & 0x0f;
    if (opcode == TextFrame)
        readPacket(payload);
    else if (opcode == PingFrame)
        sendFrame(PongFrame, payload);
    else if (opcode == CloseFrame)
        fail("the server sent a close frame");
    return header + length;
}

void SocketIoClient::readPacket(std::string_view packet)
{
    if (m_state != State::Ready)
        return open(packet);
    if (packet.starts_with(MessagePosted)) {
        m_load.deliver();
        if (m_timed)
            m_load.readDelay(packet);
    } else if (packet.starts_with(SocketAck)) {
        readAck(packet);
    } else if (packet == EnginePing) {
        sendFrame(TextFrame, EnginePong);
    } else if (!packet.starts_with(SocketEvent)) {
        fail(packet);
    }
}

// 43ID[{"ok":…}] or 43ID[{"error":…}]
void SocketIoClient::readAck(std::string_view packet)
{
    uint64_t id = 0;
    const char *end = packet.data() + packet.size();
    const auto number = std::from_chars(packet.data() + SocketAck.size(), end, id);
    const std::string_view answer(number.ptr, size_t(end - number.ptr));
    if (answer.starts_with("[{\"ok\""))
        m_load.acknowledge(m_target.room, m_sentAt[id % m_sentAt.size()]);
    else
        m_load.refuse(packet);
    proceed();
}

// The handshake: 0{…} -> 40{"token":…} -> 40{…}
void SocketIoClient::open(std::string_view packet)
{
    if (m_state == State::Opening && packet.starts_with('0')) {
        m_state = State::Joining;
        sendFrame(TextFrame, "40{\"token\":\"" + m_target.token + "\"}");
    } else if (m_state == State::Joining && packet.starts_with(SocketConnect)) {
        m_state = State::Ready;
        becomeReady();
    } else if (packet == EnginePing) {
        sendFrame(TextFrame, EnginePong);
    } else {
        fail(packet);
    }
}

void SocketIoClient::post()
{
    const uint64_t sentAt = now();
    const uint64_t id = m_lastId++;
    m_sentAt[id % m_sentAt.size()] = sentAt;
    m_packet.assign(SocketEvent).append(std::to_string(id));
    m_packet.append("[\"message.post\",{\"roomId\":\"").append(m_target.room);
    m_packet.append("\",\"text\":\"").append(m_load.text(sentAt)).append("\"}]");
    sendFrame(TextFrame, m_packet);
}

void SocketIoClient::sendFrame(unsigned opcode, std::string_view payload)
{
    static constexpr unsigned Final = 0x80;
    static constexpr unsigned Masked = 0x80;
    m_frame.assign(1, char(Final | opcode));
    if (payload.size() <= ShortLength) {
        m_frame.push_back(char(Masked | payload.size()));
    } else {
        const bool fits = payload.size() <= 0xffff;
        m_frame.push_back(char(Masked | (fits ? Length16 : Length64)));
        appendBigEndian(m_frame, payload.size(), fits ? 2 : 8);
    }
    m_frame.append(Mask);
    for (size_t i = 0; i < payload.size(); ++i)
        m_frame.push_back(char(payload[i] ^ Mask[i % Mask.size()]));
    write(m_frame);
}

} // namespace parlance::bench
