// SPDX-License-Identifier: GPL-3.0-or-later
#include "importer/recordfile.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstring>

namespace parlance {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestRecord = qint64(16) * 1024 * 1024;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

} // namespace

RecordFile::RecordFile(const QString &path)
    : m_file(path)
{
}

Result<void> RecordFile::open()
{
    const auto failed = [this] {
        return Error::of(ErrorCode::StorageFailed, name() + u": "_s + m_file.errorString());
    };
    if (!m_file.open(QIODevice::ReadOnly))
        return failed();
    if (m_file.size() > 0) {
        const uchar *bytes = m_file.map(0, m_file.size());
        if (!bytes)
            return failed();
        m_bytes = QByteArrayView(bytes, m_file.size());
    }
    if (m_bytes.startsWith("\xef\xbb\xbf"))
        m_at = m_begin = 3;
    m_lines = isOneALine();
    return {};
}

qint64 RecordFile::firstByte() const
{
    qint64 begin = m_begin;
    while (begin < m_bytes.size() && isSpace(m_bytes[begin]))
        ++begin;
    return begin;
}

// False if it begins as an array, or with a brace on a line of its own (--pretty).
bool RecordFile::isOneALine() const
{
    const qint64 begin = firstByte();
    if (begin == m_bytes.size())
        return true;
    const qint64 newline = m_bytes.indexOf('\n', begin);
    const QByteArrayView line =
        m_bytes.sliced(begin, (newline < 0 ? m_bytes.size() : newline) - begin).trimmed();
    return line != "{" && !line.startsWith('[');
}

bool RecordFile::isCutOff() const
{
    const qint64 begin = firstByte();
    return begin < m_bytes.size() && m_bytes[begin] == '[' && !m_bytes.trimmed().endsWith(']');
}

std::optional<RecordPlace> RecordFile::next()
{
    return m_lines ? nextLine() : nextObject();
}

std::optional<RecordPlace> RecordFile::nextLine()
{
    while (m_at < m_bytes.size()) {
        const auto *newline = static_cast<const char *>(
            std::memchr(m_bytes.data() + m_at, '\n', size_t(m_bytes.size() - m_at)));
        const qint64 end = newline ? newline - m_bytes.data() : m_bytes.size();
        const RecordPlace place{m_at, end - m_at, m_line};
        m_at = end + 1;
        ++m_line;
        if (!m_bytes.sliced(place.offset, place.size).trimmed().isEmpty())
            return place;
    }
    return std::nullopt;
}

// Between objects there are only brackets, commas and white space; anything else is part of an
// unreadable record.
std::optional<RecordPlace> RecordFile::nextObject()
{
    constexpr QByteArrayView between = "[],";
    while (m_at < m_bytes.size() && (isSpace(m_bytes[m_at]) || between.contains(m_bytes[m_at]))) {
        m_line += m_bytes[m_at] == '\n';
        ++m_at;
    }
    if (m_at >= m_bytes.size())
        return std::nullopt;
    const RecordPlace place = object(m_at);
    const auto begin = m_bytes.begin() + m_at;
    m_line += std::count(begin, begin + place.size, '\n');
    m_at += place.size;
    return place;
}

// An object without its closing brace would include everything after it. mongoexport begins each
// record on a new line and indents everything inside it, so the next record can be found.
RecordPlace RecordFile::object(qint64 from)
{
    Scan found = scan(from);
    if (found.mayHoldOthers && !m_bracesMissing && !read(placeOf(from, found))) {
        m_bracesMissing = true;
        found = scan(from);
    }
    return placeOf(from, found);
}

RecordPlace RecordFile::placeOf(qint64 from, const Scan &found) const
{
    return {from, found.end - from, m_line, found.isUnclosed};
}

// A JSON string contains no line break: at one, a quote is missing, and the record ends.
RecordFile::Scan RecordFile::scan(qint64 from) const
{
    int depth = 0;
    bool inString = false;
    bool others = false;
    for (qint64 i = from; i < m_bytes.size(); ++i) {
        const char c = m_bytes[i];
        if (inString && c == '\n')
            return {i, false, others};
        const bool begins = depth > 0 && c == '{' && m_bytes[i - 1] == '\n';
        if (begins && m_bracesMissing)
            return {i, true, false};
        others = others || begins;
        if (inString && c == '\\')
            ++i;
        else if (c == '"')
            inString = !inString;
        else if (!inString && c == '{')
            ++depth;
        else if (!inString && c == '}' && --depth <= 0)
            return {i + 1, false, others};
        else if (depth == 0 && c == '\n')
            return {i, false, others};
    }
    return {m_bytes.size(), depth > 0, others};
}

Result<QJsonObject> RecordFile::read(const RecordPlace &place) const
{
    if (place.isUnclosed) {
        const QByteArrayView lost = m_bytes.sliced(place.offset, place.size);
        const qint64 last = place.line + std::count(lost.begin(), lost.end(), '\n');
        return Error::invalid(u"has no end; nothing up to line %1 could be read"_s.arg(last));
    }
    if (place.size > largestRecord)
        return Error::invalid(u"is larger than 16 MiB"_s);
    const QByteArrayView bytes = m_bytes.sliced(place.offset, place.size);
    const auto document =
        QJsonDocument::fromJson(QByteArray::fromRawData(bytes.data(), bytes.size()));
    if (!document.isObject())
        return Error::invalid(u"is not a JSON object"_s);
    return document.object();
}

} // namespace parlance
