// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/administration.h"
#include "shared/uniquefunction.h"

namespace parlance {

/// Answers first, then publishes; a dry run changes nothing, so it publishes nothing.
template <class T, class Publish>
Callback<T> answerAndPublish(const AdminAction &action, Callback<T> done, Publish publish)
{
    return [dryRun = action.dryRun, done = std::move(done),
            publish = std::move(publish)](const Result<T> &result) {
        done(result);
        if (result && !dryRun)
            publish(*result);
    };
}

} // namespace parlance
