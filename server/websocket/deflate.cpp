// SPDX-License-Identifier: GPL-3.0-or-later
#include "websocket/deflate.h"

#include <algorithm>

#define ZLIB_CONST
#include <zlib.h>

namespace parlance::websocket {

namespace {

/// The end of each message, which is not sent (RFC 7692 section 7.2.1): an empty block.
constexpr char tail[] = {'\0', '\0', '\xff', '\xff'};
constexpr qsizetype tailSize = sizeof tail;
/// Speed matters more than size: this runs on the event loop.
constexpr int level = Z_BEST_SPEED;
constexpr int memoryLevel = 8;

const Bytef *bytesOf(const char *data)
{
    return reinterpret_cast<const Bytef *>(data);
}

Bytef *bytesOf(char *data)
{
    return reinterpret_cast<Bytef *>(data);
}

} // namespace

class Deflater::Window
{
public:
    explicit Window(int windowBits)
        : m_sound(deflateInit2(&m_stream, level, Z_DEFLATED, -windowBits, memoryLevel,
                               Z_DEFAULT_STRATEGY) == Z_OK)
    {
    }
    ~Window()
    {
        if (m_sound)
            deflateEnd(&m_stream);
    }
    Window(const Window &) = delete;
    Window &operator=(const Window &) = delete;

    QByteArray compress(QByteArrayView message)
    {
        if (!m_sound || deflateReset(&m_stream) != Z_OK)
            return {};
        // A larger result would be of no use.
        QByteArray out(message.size(), Qt::Uninitialized);
        m_stream.next_in = bytesOf(message.data());
        m_stream.avail_in = uInt(message.size());
        m_stream.next_out = bytesOf(out.data());
        m_stream.avail_out = uInt(out.size());
        if (::deflate(&m_stream, Z_SYNC_FLUSH) != Z_OK || m_stream.avail_in > 0 ||
            m_stream.avail_out == 0)
            return {};
        out.truncate(out.size() - qsizetype(m_stream.avail_out) - tailSize);
        out.squeeze();
        return out;
    }

private:
    z_stream m_stream{};
    const bool m_sound;
};

Deflater::Deflater() = default;

Deflater::~Deflater() = default;

QByteArray Deflater::deflate(QByteArrayView message, int windowBits)
{
    // zlib uses 32-bit sizes, and does not support a window of 8 bits (see negotiateDeflate).
    if (windowBits < 9 || windowBits > 15 || message.size() > 0x7fffffff)
        return {};
    std::unique_ptr<Window> &window = m_windows[size_t(windowBits)];
    if (!window)
        window = std::make_unique<Window>(windowBits);
    return window->compress(message);
}

struct Inflater::Stream
{
    z_stream z{};
    bool sound = false;
};

Inflater::Inflater()
    : m_stream(std::make_unique<Stream>())
{
    m_stream->sound = inflateInit2(&m_stream->z, -15) == Z_OK;
}

Inflater::~Inflater()
{
    if (m_stream->sound)
        inflateEnd(&m_stream->z);
}

bool Inflater::feed(QByteArrayView compressed, const Output &output)
{
    // zlib uses 32-bit sizes.
    for (; !compressed.isEmpty();) {
        const QByteArrayView piece =
            compressed.first(std::min<qsizetype>(compressed.size(), 1 << 30));
        if (!run(piece, Z_NO_FLUSH, output))
            return false;
        compressed = compressed.sliced(piece.size());
    }
    return true;
}

bool Inflater::finish(const Output &output)
{
    // Z_BLOCK stops after each block and reports it.
    if (!run(QByteArrayView(tail, tailSize), Z_BLOCK, output))
        return false;
    // After a block (128), with no unused bits of a byte.
    return (m_stream->z.data_type & (128 | 63)) == 128;
}

bool Inflater::run(QByteArrayView compressed, int flush, const Output &output)
{
    z_stream &z = m_stream->z;
    char buffer[16 * 1024];
    z.next_in = bytesOf(compressed.data());
    z.avail_in = uInt(compressed.size());
    do {
        z.next_out = bytesOf(buffer);
        z.avail_out = sizeof buffer;
        const int result = m_stream->sound ? inflate(&z, flush) : Z_MEM_ERROR;
        if (z.avail_out < sizeof buffer &&
            !output(QByteArrayView(buffer, qsizetype(sizeof buffer - z.avail_out))))
            return false;
        // RFC 7692 section 7.2.3.4: a final block may be followed by further ones.
        if (result == Z_STREAM_END ? inflateReset(&z) != Z_OK
                                   : result != Z_OK && result != Z_BUF_ERROR)
            return false;
        // Output space left and no input: everything was returned.
    } while (z.avail_in > 0 || z.avail_out == 0);
    return true;
}

} // namespace parlance::websocket
