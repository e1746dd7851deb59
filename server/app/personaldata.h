// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "realtime/broker.h"
#include "stores/personaldatastore.h"

#include <QTimer>

#include <memory>

namespace parlance {

struct Erasure
{
    ErasedUser erased = {};
    /// Messages that were not deleted before.
    qint64 messages = 0;
    bool deletesMessages = false;
};

/// The data of users: export and erasure. The rules of Administration hold. Event loop only.
class PersonalData
{
public:
    PersonalData(PersonalDataStore &store, Broker &broker);

    /// Every client learns it at once. Afterwards the rows of deleted messages
    /// are emptied one step after the other, so that other writes need not wait.
    void erase(const AdminAction &action, const QString &user, bool deletesMessages,
               Callback<Erasure> done);
    /// Continues what an earlier run of the server left behind.
    void emptyMessages();

    void beginExport(const AdminAction &action, const QString &user, int limit,
                     Callback<ExportPage> done);
    void continueExport(const QString &user, const ExportPlace &place, int limit,
                        Callback<ExportPage> done);

private:
    /// Counts the messages from `after` on into `erasure`.
    void count(Erasure erasure, qint64 after, Callback<Erasure> done);
    void publish(const Erasure &erasure, const QString &reason);
    void emptySome();

    PersonalDataStore &m_store;
    Broker &m_broker;
    QTimer m_pause;
    bool m_isEmptying = false;
};

} // namespace parlance
