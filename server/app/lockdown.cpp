// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lockdown.h"

namespace parlance {

using namespace Qt::StringLiterals;

void Lockdown::load(Callback<void> done)
{
    auto loaded = [this, changes = m_changes,
                   done = std::move(done)](const Result<bool> &on) mutable {
        if (!on)
            return done(on.error());
        if (changes != m_changes)
            return load(std::move(done));
        m_isOn = *on;
        done({});
    };
    m_store.isLockedDown(std::move(loaded));
}

Result<void> Lockdown::mayRegister() const
{
    if (!m_isOn)
        return {};
    return Error::of(ErrorCode::LockedDown,
                     u"The server is locked down: new accounts are not accepted at present"_s);
}

void Lockdown::set(const AdminAction &action, bool on, Callback<bool> done)
{
    auto stored = [this, dryRun = action.dryRun, done = std::move(done)](const Result<bool> &set) {
        if (set && !dryRun) {
            ++m_changes;
            m_isOn = *set;
        }
        done(set);
    };
    m_store.setLockedDown(action, on, std::move(stored));
}

} // namespace parlance
