// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/windowmodel.h"
#include "pages/listpage.h"

class QLineEdit;

namespace parlance::gui {

class AnswerTable;
class DetailPane;

/// A part of the moderation page over a view of the server.
class ModerationTable : public TablePage
{
    Q_OBJECT

public:
    ModerationTable(const Console &console, const QString &id, const QString &title,
                    const QString &icon, WindowModel *model);

    bool isAllowed() const override { return m_model->feed().isAllowed(); }
    void setShown(bool isShown) override { m_model->feed().setActive(isShown); }

    WindowModel &model() { return *m_model; }
    /// Empty: unknown.
    QString countText() const;

Q_SIGNALS:
    void countChanged();

private:
    WindowModel *m_model;
};

/// What users have reported, and is open.
class ReportsList : public ModerationTable
{
    Q_OBJECT

public:
    explicit ReportsList(const Console &console);

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &) override {}
    void updateSelected() override;

private:
    DetailPane *m_details;
};

/// Accounts in one state: those that wait for approval, or those that are suspended or banned.
class AccountsList : public ModerationTable
{
    Q_OBJECT

public:
    enum class Kind { Approvals, Suspensions };

    AccountsList(const Console &console, Kind kind);

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void updateSelected() override;

private:
    void addHistory();

    const Kind m_kind;
    DetailPane *m_details;
    /// By whom: the entries of the audit log about the account. nullptr: not shown.
    AnswerTable *m_history = nullptr;
};

/// A list of bans or mutes, which a command lists.
class LimitsList : public ListPage
{
    Q_OBJECT

public:
    enum class Kind { Bans, Mutes, RoomBans };

    LimitsList(const Console &console, Kind kind);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    /// Kind::RoomBans: those of this room.
    void setRoom(const QString &room);

protected:
    QString nothing() const override;
    QString nothingAdvice() const override;
    bool isWaiting() const override;
    Chosen chosenFrom(const Record &record) const override;
    void updateSelected() override;

private:
    void addRoomField();

    const Kind m_kind;
    DetailPane *m_details;
    QLineEdit *m_room = nullptr;
    bool m_isFront = false;
};

} // namespace parlance::gui
