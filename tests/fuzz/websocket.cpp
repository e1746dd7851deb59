// SPDX-License-Identifier: GPL-3.0-or-later
#include "pieces.h"
#include "target.h"
#include "websocket/decoder.h"
#include "websocket/extensions.h"
#include "websocketreference.h"

#include <algorithm>

/// The first byte chooses the limit and the compression agreed on, the rest is what a client sends.
namespace parlance::fuzz {

namespace {

using websocket::Decoder;
using websocket::DeflateParameters;
using websocket::Incoming;
using websocket::Opcode;

bool isSame(const Incoming &a, const Incoming &b)
{
    return a.kind == b.kind && a.payload == b.payload && a.code == b.code &&
           a.payload.isNull() == b.payload.isNull();
}

struct Settings
{
    qsizetype limit;
    std::optional<DeflateParameters> deflate;
};

std::vector<Incoming> decode(QByteArrayView input, const Settings &settings, Cut cut)
{
    Decoder decoder(settings.limit, settings.deflate);
    std::vector<Incoming> seen;
    for (Pieces pieces(input, cut); pieces.next();) {
        QByteArrayView bytes = pieces.piece();
        for (;;) {
            Incoming incoming = decoder.next(bytes);
            if (incoming.kind == Incoming::Kind::Nothing)
                break;
            seen.push_back(std::move(incoming));
        }
        FUZZ_CHECK(bytes.isEmpty());
    }
    return seen;
}

void checkBounds(const std::vector<Incoming> &seen, qsizetype limit)
{
    for (const Incoming &incoming : seen) {
        const bool message =
            incoming.kind == Incoming::Kind::Text || incoming.kind == Incoming::Kind::Binary;
        FUZZ_CHECK(incoming.payload.size() <= (message ? limit : 125));
        FUZZ_CHECK(!message || !incoming.payload.isNull());
        if (incoming.kind == Incoming::Kind::Error)
            FUZZ_CHECK(&incoming == &seen.back() && incoming.code >= 1002);
    }
}

/// Null and empty differ in what a decoder hands out, not in what the reference says.
bool meansSame(const Incoming &a, const Incoming &b)
{
    return a.kind == b.kind && a.payload == b.payload && a.code == b.code;
}

void checkDecoding(QByteArrayView input, const Settings &settings)
{
    const auto whole = decode(input, settings, Cut::Whole);
    for (const Cut cut : {Cut::EachByte, Cut::Anywhere}) {
        const auto cutUp = decode(input, settings, cut);
        FUZZ_CHECK(std::equal(whole.begin(), whole.end(), cutUp.begin(), cutUp.end(), isSame));
    }
    checkBounds(whole, settings.limit);
    const auto expected = referenceDecode(input, settings.limit, settings.deflate);
    FUZZ_CHECK(std::equal(whole.begin(), whole.end(), expected.begin(), expected.end(), meansSame));
}

/// Fails at the first byte that nothing can make right, neither sooner nor later.
void checkUtf8(QByteArrayView input)
{
    const QByteArrayView bytes = input.first(std::min<qsizetype>(input.size(), 64));
    websocket::Utf8Validator validator;
    qsizetype good = 0;
    while (good < bytes.size() && validator.feed(bytes.sliced(good, 1)))
        ++good;
    FUZZ_CHECK(beginsUtf8(bytes.first(good)));
    FUZZ_CHECK(good == bytes.size() || !beginsUtf8(bytes.first(good + 1)));
}

/// What the server writes, once a client has masked it, is read as it was.
void checkEncoding(QByteArrayView message, const std::optional<DeflateParameters> &deflate)
{
    QByteArrayView payload = message;
    QByteArray packed;
    if (deflate)
        packed = websocket::Deflater().deflate(message, deflate->serverWindowBits);
    if (!packed.isNull()) {
        FUZZ_CHECK(packed.size() < message.size());
        payload = packed;
    }
    QByteArray frame = websocket::encodeFrame(Opcode::Binary, payload, !packed.isNull());
    const qsizetype header = frame.size() - payload.size();
    FUZZ_CHECK(header == (payload.size() < 126 ? 2 : payload.size() < 65536 ? 4 : 10));
    FUZZ_CHECK(websocket::framePayload(frame) == payload);
    const QByteArray key = QByteArray::number(payload.size() + 1000).first(4);
    for (qsizetype i = 0; i < payload.size(); ++i)
        frame[header + i] = char(frame.at(header + i) ^ key.at(i % 4));
    frame[1] = char(frame.at(1) | '\x80');
    frame.insert(header, key);
    const auto seen = decode(frame, {message.size(), deflate}, Cut::Anywhere);
    FUZZ_CHECK(seen.size() == 1 && seen.front().kind == Incoming::Kind::Binary);
    FUZZ_CHECK(seen.front().payload == message);
}

/// Whatever a client offers: what is agreed on can be kept, and is what a client may ask for.
void checkOffers(QByteArrayView offers)
{
    const auto answer = websocket::negotiateExtensions(offers);
    FUZZ_CHECK(answer.deflate.has_value() == !answer.field.isEmpty());
    if (!answer.deflate)
        return;
    FUZZ_CHECK(!answer.malformed && offers.contains("permessage-deflate"));
    const int bits = answer.deflate->serverWindowBits;
    FUZZ_CHECK(bits >= 9 && bits <= 15);
    const auto again = websocket::negotiateExtensions(answer.field);
    FUZZ_CHECK(again.field == answer.field && again.deflate->serverWindowBits == bits);
}

} // namespace

void judge(QByteArrayView input)
{
    if (input.isEmpty())
        return;
    constexpr qsizetype limits[] = {0, 1, 125, 126, 300, 70'000, 1'000'000, qsizetype(1) << 40};
    const int choice = uchar(input.front());
    Settings settings{limits[choice & 7], {}};
    if (choice & 8)
        settings.deflate = DeflateParameters{9 + (choice >> 4) % 7};
    const QByteArrayView sent = input.sliced(1);
    checkDecoding(sent, settings);
    checkUtf8(sent);
    checkEncoding(sent, settings.deflate);
    checkOffers(sent);
}

} // namespace parlance::fuzz
