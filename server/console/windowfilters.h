// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/view.h"

namespace parlance::console {

/// Reads the filters of a window: a value that makes no sense is ValidationFailed.
class WindowFilters
{
public:
    explicit WindowFilters(const QMap<QString, QString> &filter)
        : m_filter(filter)
    {
    }

    QString text(const QString &name) const { return m_filter.value(name); }
    bool has(const QString &name) const { return m_filter.contains(name); }
    /// `parse`: what a value stands for; empty: it makes no sense.
    template <class T, class Parse>
    std::optional<T> value(const QString &name, Parse parse)
    {
        if (!has(name))
            return std::nullopt;
        const std::optional<T> parsed = parse(text(name));
        if (!parsed)
            m_error = Error::invalid(QStringLiteral("\"%1\" makes no sense as the filter \"%2\"")
                                         .arg(text(name).left(100), name));
        return parsed;
    }
    std::optional<bool> flag(const QString &name)
    {
        return value<bool>(name, [](const QString &text) {
            const bool isTrue = text == QLatin1StringView("true");
            const bool isFalse = text == QLatin1StringView("false");
            return isTrue || isFalse ? std::optional(isTrue) : std::nullopt;
        });
    }
    const std::optional<Error> &error() const { return m_error; }

private:
    const QMap<QString, QString> &m_filter;
    std::optional<Error> m_error;
};

} // namespace parlance::console
