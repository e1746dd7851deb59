// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QByteArrayView>
#include <QFile>
#include <QJsonObject>

#include <optional>

namespace parlance {

/// One record of a file, not parsed yet.
struct RecordPlace
{
    qint64 offset = 0;
    qint64 size = 0;
    /// The line where it begins, counted from 1.
    qint64 line = 0;
    /// A brace is missing: it ends where the next record seems to begin, or with the file.
    bool isUnclosed = false;
};

/// The records of a file written by `mongoexport`: one JSON object a line, or with --jsonArray or
/// --pretty objects of any form. The file is mapped, not read into memory, and must not change.
class RecordFile
{
public:
    explicit RecordFile(const QString &path);

    Result<void> open();
    QString name() const { return m_file.fileName(); }
    qint64 size() const { return m_bytes.size(); }

    /// It is an array without a closing bracket.
    bool isCutOff() const;
    /// The next record; nothing at the end.
    std::optional<RecordPlace> next();
    /// ValidationFailed: it is not a JSON object, or larger than MongoDB's own documents. The
    /// detail contains nothing of it.
    Result<QJsonObject> read(const RecordPlace &place) const;

private:
    std::optional<RecordPlace> nextLine();
    std::optional<RecordPlace> nextObject();
    qint64 firstByte() const;
    bool isOneALine() const;
    RecordPlace object(qint64 from);
    struct Scan
    {
        qint64 end = 0;
        /// It ends without its closing brace.
        bool isUnclosed = false;
        /// A line inside it begins with a brace.
        bool mayHoldOthers = false;
    };
    Scan scan(qint64 from) const;
    RecordPlace placeOf(qint64 from, const Scan &found) const;

    QFile m_file;
    QByteArrayView m_bytes;
    qint64 m_begin = 0;
    bool m_lines = true;
    /// A line that begins with a brace begins a record, whatever is still open.
    bool m_bracesMissing = false;
    qint64 m_at = 0;
    qint64 m_line = 1;
};

} // namespace parlance
