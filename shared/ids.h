// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHashFunctions>
#include <QString>

#include <array>
#include <compare>
#include <cstring>
#include <functional>
#include <optional>

namespace parlance {

/// The 12 bytes of every id: 4 bytes of seconds since 1970 (big endian), 5 random bytes of the
/// generator, 3 bytes of a counter. It has the form of MongoDB's ObjectId, because clients of
/// MongoDB backends validate `/^[0-9a-f]{24}$/` and imported records keep their ids.
struct RawId
{
    static constexpr qsizetype Size = 12;
    std::array<uchar, Size> bytes{};

    // clang-tidy 14 takes the 0 that "<=>" is compared with for a null pointer, here and below.
    // NOLINTNEXTLINE(modernize-use-nullptr)
    friend auto operator<=>(const RawId &, const RawId &) = default;
};

/// Parses 24 hex digits in either case; empty for any other text.
std::optional<RawId> rawIdFromHex(QStringView text);
/// 24 lower-case hex digits.
QString rawIdToHex(const RawId &id);

/// A typed id: a UserId cannot be passed where a RoomId is expected. A value type of 12 bytes. The
/// default is the null id, which identifies nothing and is never stored.
template <class Tag>
class Id
{
public:
    Id() = default;
    explicit Id(const RawId &raw)
        : m_raw(raw)
    {
    }

    static std::optional<Id> fromHex(QStringView text)
    {
        const auto raw = rawIdFromHex(text);
        return raw ? std::optional(Id(*raw)) : std::nullopt;
    }
    /// `bytes` from storage; a wrong length gives the null id.
    static Id fromBytes(QByteArrayView bytes)
    {
        Id id;
        if (bytes.size() == RawId::Size)
            std::memcpy(id.m_raw.bytes.data(), bytes.data(), RawId::Size);
        return id;
    }

    bool isNull() const { return m_raw == RawId{}; }
    const RawId &raw() const { return m_raw; }
    QString toString() const { return rawIdToHex(m_raw); }
    QByteArray toBytes() const
    {
        return QByteArray(reinterpret_cast<const char *>(m_raw.bytes.data()), RawId::Size);
    }

    // NOLINTNEXTLINE(modernize-use-nullptr)
    friend auto operator<=>(const Id &, const Id &) = default;
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept
    {
        return qHashBits(id.m_raw.bytes.data(), RawId::Size, seed);
    }

private:
    RawId m_raw;
};

using UserId = Id<struct UserTag>;
using SessionId = Id<struct SessionTag>;
using RoomId = Id<struct RoomTag>;
using MessageId = Id<struct MessageTag>;
using ReportId = Id<struct ReportTag>;

/// 12 bytes of the system's cryptographic randomness, for ids that must be unguessable.
RawId randomId();

/// Generates globally unique ids that ascend within one generator. Not thread-safe: each owner has
/// its own.
class IdGenerator
{
public:
    IdGenerator();
    /// `epochMs` is milliseconds since 1970 UTC.
    RawId next(qint64 epochMs);

private:
    std::array<uchar, 5> m_random{};
    quint32 m_counter = 0;
    quint32 m_seconds = 0;
    quint32 m_issuedThisSecond = 0;
};

} // namespace parlance

template <class Tag>
struct std::hash<parlance::Id<Tag>>
{
    size_t operator()(const parlance::Id<Tag> &id) const noexcept { return qHash(id, 0); }
};
