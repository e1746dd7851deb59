// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/dialect.h"

#include <algorithm>

namespace parlance {

namespace {

bool share(const std::vector<QString> &a, const std::vector<QString> &b)
{
    return std::any_of(a.begin(), a.end(), [&b](const QString &field) {
        return std::find(b.begin(), b.end(), field) != b.end();
    });
}

const ErrorRow *find(const std::vector<ErrorRow> &rows, ErrorCode code)
{
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [code](const ErrorRow &each) { return each.code == code; });
    return row == rows.end() ? nullptr : &*row;
}

} // namespace

bool Discriminator::matches(const QJsonObject &args) const
{
    const auto has = [&args](const QString &field) { return args.contains(field); };
    return std::all_of(present.begin(), present.end(), has) &&
           std::none_of(absent.begin(), absent.end(), has);
}

bool Discriminator::matches(const QJsonArray &eventArgs) const
{
    const QJsonValue first = eventArgs.at(0);
    switch (argument) {
    case Argument::Any:
        return true;
    case Argument::Text:
        return first.isString();
    case Argument::Object:
        break;
    }
    return (first.isObject() || eventArgs.isEmpty()) && matches(first.toObject());
}

bool Discriminator::excludes(const Discriminator &other) const
{
    if (argument == Argument::Any || other.argument == Argument::Any)
        return false;
    return argument != other.argument || share(present, other.absent) ||
           share(absent, other.present);
}

Error shownError(const std::vector<ErrorRow> &rows, const Error &error)
{
    const ErrorRow *row = find(rows, error.code);
    if (!row || row->text.isEmpty() || !error.detail.isEmpty())
        return error;
    return {error.code, row->text, error.retryAfter};
}

int shownStatus(const Dialect &dialect, const std::vector<ErrorRow> &rows, ErrorCode code)
{
    const ErrorRow *row = find(rows, code);
    return row && row->status != 0 ? row->status : dialect.statusOf(code);
}

} // namespace parlance
