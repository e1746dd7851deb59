// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/commandlist.h"
#include "pages/tablepage.h"

#include <memory>

namespace parlance::gui {

class CommandButton;
class FilterBox;

/// The invitations to register that have not expired: create and revoke. The code of a new one is
/// shown once, by the command runner, and is never here. All are read, up to maxInvitations.
class InvitationsPage : public TablePage
{
    Q_OBJECT

public:
    /// Further ones are not read; the line below the table says so.
    static constexpr int maxInvitations = 20000;

    explicit InvitationsPage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void filterBy(const QString &filter, const QString &value) override;
    void updateFootnote() override;

private:
    void addControls();
    void adapt();
    void takeDone(const CommandSpec &spec, const Reply &reply);
    bool takePage(const QList<Record> &page);
    void finish(const Problem &problem);
    void showMatching();
    void explainEmptyTable();
    bool matches(const Record &invitation) const;

    ListModel m_model;
    CommandList m_list;
    FilterBox *m_state;
    CommandButton *m_create;
    /// Of the reading that goes on; a new one takes its place.
    std::unique_ptr<QObject> m_reading;
    QList<Record> m_read;
    QList<Record> m_invitations;
    Problem m_problem;
    QDateTime m_readAt;
    /// auth.registration; empty: unknown.
    QString m_registration;
    /// Of an invitation that was made here: it is selected when it comes.
    QString m_made;
    bool m_isShown = false;
    bool m_isLoaded = false;
    bool m_isCut = false;
};

} // namespace parlance::gui
