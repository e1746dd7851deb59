// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dialects/dialect.h"

#include <vector>

namespace parlance {

/// One operation of the native API: the same row serves REST (under /api/v1), Socket.IO and plain
/// WebSocket. resources/api describes each.
struct Operation
{
    enum Transports { Everywhere, RestOnly, SocketOnly };
    struct Rules
    {
        Access access = Access::Session;
        Transports transports = Everywhere;
        RateClass restRate = RateClass::Rest;
        /// It only reads, although its method is not GET.
        bool reads = false;
    };

    const char *name;
    http::Method method;
    /// After /api/v1; empty: SocketOnly.
    const char *path;
    Handler handler;
    Rules rules = {};
};

const std::vector<Operation> &nativeOperations();
/// The names of all pushes of the native API.
std::vector<QString> nativePushNames();

/// Parlance's own API as a dialect.
Dialect nativeDialect();

/// The HTTP status of an error in the native API.
int nativeStatus(ErrorCode code);

} // namespace parlance
