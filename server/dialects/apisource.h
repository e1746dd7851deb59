// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

namespace parlance {

/// The contents of resources/api that both documents use.
struct ApiSource
{
    QJsonArray tags;
    QJsonObject operations;
    QJsonObject pushes;
    QJsonObject schemas;
    /// By wire name: { advice, message?, retryAfter?, restOnly? }.
    QJsonObject errors;
    /// Answers that many operations share, by name: { description, errors, headers? }.
    QJsonObject responses;

    static ApiSource load();
    /// One file of the folder; empty if it is no object.
    static QJsonObject read(const QString &name);
    /// A text in Markdown, with the table of errors in place of "{errors}".
    static QString readText(const QString &name, const QString &errorTable);
    /// { "$ref": … } to a schema.
    static QJsonObject reference(const QString &schema);

    /// The first example of a schema; undefined if it has none.
    QJsonValue example(const QString &schema) const;
    /// The errors that an entry lists itself, in the order of ErrorCode.
    static QList<ErrorCode> listedErrors(const QJsonObject &entry);
    /// The errors of one kind of document, in the order of ErrorCode.
    QList<ErrorCode> errorsOf(bool rest) const;

    /// Adds the schemas that `document` refers to, except those it has already.
    void addSchemas(QJsonObject &document, bool rest) const;

private:
    QJsonObject errorSchema(bool rest) const;
};

} // namespace parlance
