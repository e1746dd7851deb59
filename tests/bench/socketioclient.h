// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/connection.h"

#include <vector>

namespace parlance::bench {

/// Speaks Socket.IO over a WebSocket: posts messages with an acknowledgement, counts what is
/// pushed.
class SocketIoClient final : public Connection
{
public:
    /// `timed`: reads when the messages it gets were sent.
    SocketIoClient(Load &load, const Target &target, bool sends, bool timed);

protected:
    void connected() override;
    size_t read(std::string_view bytes) override;
    void post() override;

private:
    enum class State { Upgrading, Opening, Joining, Ready };

    size_t readUpgrade(std::string_view bytes);
    /// 0: the frame is not complete.
    size_t readFrame(std::string_view bytes);
    void readPacket(std::string_view packet);
    void readAck(std::string_view packet);
    void open(std::string_view packet);
    void sendFrame(unsigned opcode, std::string_view payload);

    const bool m_timed;
    State m_state = State::Upgrading;
    uint64_t m_lastId = 0;
    /// When the messages in flight were sent, by id modulo the size.
    std::vector<uint64_t> m_sentAt;
    std::string m_packet;
    std::string m_frame;
};

} // namespace parlance::bench
