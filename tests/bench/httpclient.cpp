// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/httpclient.h"

#include <charconv>
#include <optional>
#include <strings.h>

namespace parlance::bench {

namespace {

constexpr std::string_view EndOfHead = "\r\n\r\n";

/// Nothing if the head does not say; then the answer cannot be delimited.
std::optional<size_t> contentLength(std::string_view head)
{
    static constexpr std::string_view Name = "\r\ncontent-length:";
    for (size_t at = head.find("\r\n"); at != std::string_view::npos;
         at = head.find("\r\n", at + 2)) {
        if (head.size() - at <= Name.size() ||
            ::strncasecmp(head.data() + at, Name.data(), Name.size()) != 0)
            continue;
        const size_t from = head.find_first_not_of(' ', at + Name.size());
        size_t length = 0;
        if (from != std::string_view::npos)
            std::from_chars(head.data() + from, head.data() + head.size(), length);
        return length;
    }
    return std::nullopt;
}

} // namespace

size_t HttpClient::read(std::string_view bytes)
{
    const size_t headEnd = bytes.find(EndOfHead);
    if (headEnd == std::string_view::npos)
        return 0;
    const auto length = contentLength(bytes.substr(0, headEnd + 2));
    if (!length) {
        fail("an answer without a Content-Length");
        return bytes.size();
    }
    const size_t size = headEnd + EndOfHead.size() + *length;
    if (bytes.size() < size)
        return 0;
    static constexpr std::string_view Created = "HTTP/1.1 201";
    if (bytes.starts_with(Created))
        m_load.acknowledge(m_target.room, m_sentAt);
    else
        m_load.refuse(bytes.substr(0, size));
    proceed();
    return size;
}

void HttpClient::post()
{
    m_sentAt = now();
    const std::string_view text = m_load.text(m_sentAt);
    static constexpr std::string_view Before = "{\"text\":\"";
    static constexpr std::string_view After = "\"}";
    m_request.assign("POST /api/v1/rooms/").append(m_target.room);
    m_request.append("/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ");
    m_request.append(m_target.token).append("\r\nContent-Type: application/json\r\n");
    m_request.append("Content-Length: ");
    m_request.append(std::to_string(Before.size() + text.size() + After.size()));
    m_request.append(EndOfHead).append(Before).append(text).append(After);
    write(m_request);
}

} // namespace parlance::bench
