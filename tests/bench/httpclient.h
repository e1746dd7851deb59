// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/connection.h"

namespace parlance::bench {

/// Posts messages over REST on one connection that is kept, one at a time.
class HttpClient final : public Connection
{
public:
    using Connection::Connection;

protected:
    void connected() override { becomeReady(); }
    size_t read(std::string_view bytes) override;
    void post() override;

private:
    uint64_t m_sentAt = 0;
    std::string m_request;
};

} // namespace parlance::bench
