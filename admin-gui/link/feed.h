// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"
#include "link/records.h"
#include "shared/adminprotocol/servermessages.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace parlance::gui {

class ServerLink;

/// One view of the server that a model shows: a subscription that survives reconnects. It costs the
/// server and the link nothing while it is not active.
class Feed : public QObject
{
    Q_OBJECT

public:
    /// `link` may be destroyed first: then nothing comes any more.
    Feed(ServerLink &link, const QString &view, QObject *parent = nullptr);
    ~Feed() override;

    const QString &view() const { return m_view; }
    /// Whether the account may see it, as far as is known.
    bool isAllowed() const;
    bool isActive() const { return m_isActive; }
    /// Begins with a snapshot. Of a list of entries, what was missed in between is fetched.
    void setActive(bool isActive);

    const Query &query() const { return m_query; }
    /// The rows `offset` to `offset + limit - 1`; `limit` at most 500.
    void show(const Query &query, qint64 offset, int limit);
    /// A new snapshot, at once.
    void refresh();

Q_SIGNALS:
    void rowsChanged(const parlance::gui::RowChanges &changes, qint64 offset);
    void entriesChanged(const parlance::gui::EntryChanges &changes);
    /// The server cannot show it for now, or does not allow it.
    void refused(const parlance::gui::Problem &problem);

private:
    friend class ServerLink;

    void begin(qint64 id);
    void pause();
    void forget();
    void take(const adminprotocol::Snapshot &snapshot);
    void take(const adminprotocol::Delta &delta);
    void take(const adminprotocol::Entries &entries);
    void take(const adminprotocol::RequestError &error);
    bool isNext(qint64 seq);
    void loseCount();
    void changeSoon();
    bool fits(const adminprotocol::Delta &delta);
    adminprotocol::Window window() const;

    QPointer<ServerLink> m_link;
    const QString m_view;
    Query m_query;
    qint64 m_offset = 0;
    int m_limit = 100;
    bool m_isActive = false;
    /// Of the subscription; 0: there is none.
    qint64 m_id = 0;
    qint64 m_seq = 0;
    /// Of a Subscribe, Change or Refresh: what comes before it belongs to the old window.
    bool m_awaitsSnapshot = false;
    /// Another window is wanted than the awaited one. It is asked for once that has come: a
    /// snapshot does not say to which Change it belongs.
    bool m_wantsChange = false;
    /// Of the last snapshot.
    qint64 m_shownOffset = 0;
    QSet<QString> m_keys;
    std::optional<quint64> m_until;
};

} // namespace parlance::gui
