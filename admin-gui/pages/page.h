// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandrunner.h"
#include "link/serverlink.h"

#include <QWidget>

class QSettings;

namespace parlance::gui {

/// Somewhere in the console: a page, and what to show there.
struct Place
{
    /// Page::id()
    QString page = {};
    /// Of a row; may be empty.
    QString key = {};
    /// For the page's filter; may be empty.
    QString text = {};
};

/// What every page works with. All outlive the pages.
struct Console
{
    ServerLink &link;
    CommandRunner &commands;
};

/// A screen of the console. It subscribes to views and runs commands only while it is shown, and
/// keeps what it has while the link is down.
class Page : public QWidget
{
    Q_OBJECT

public:
    /// `id`: for settings and places, as "sessions". `title`: translated.
    Page(const Console &console, const QString &id, const QString &title, const QString &icon);

    const QString &id() const { return m_id; }
    const QString &title() const { return m_title; }
    const QString &icon() const { return m_icon; }

    /// Whether the account's role lets it see this page at all.
    virtual bool isAllowed() const = 0;
    /// The page comes to the front, or leaves it.
    virtual void setShown(bool isShown) = 0;
    /// F5
    virtual void refresh() {}
    /// Ctrl+F: the filter gets the focus.
    virtual void find() {}
    /// Selects a row, sets a filter.
    virtual void open(const Place &) {}
    /// Behind the title in the navigation: "12k", "3"; empty: nothing.
    virtual QString badge() const { return {}; }
    /// Of one server: columns, sort, filters, splitters. The group is the page's own.
    virtual void saveState(QSettings &) const {}
    virtual void restoreState(QSettings &) {}

Q_SIGNALS:
    void badgeChanged();
    /// Go there, as from a session to its user.
    void wanted(const parlance::gui::Place &place);

protected:
    ServerLink &link() const { return m_console.link; }
    CommandRunner &commands() const { return m_console.commands; }
    const Console &console() const { return m_console; }

private:
    const Console m_console;
    const QString m_id;
    const QString m_title;
    const QString m_icon;
};

} // namespace parlance::gui
