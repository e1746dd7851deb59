// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/result.h"

#include <QTest>

#include <memory>
#include <optional>

namespace parlance::test {

/// Runs the event loop until an asynchronous call has answered; fails the test after 10 s.
///
///     const auto user = await<User>([&](auto done) { store.createUser(newUser, done); });
template <class T, class Start>
Result<T> await(Start start)
{
    auto answer = std::make_shared<std::optional<Result<T>>>();
    start([answer](Result<T> result) { answer->emplace(std::move(result)); });
    if (!QTest::qWaitFor([answer] { return answer->has_value(); }, 10000))
        return Error{ErrorCode::Internal, QStringLiteral("no answer within 10 s"), {}};
    return std::move(**answer);
}

} // namespace parlance::test
