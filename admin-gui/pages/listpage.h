// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/commandlist.h"
#include "pages/tablepage.h"

class QPushButton;

namespace parlance::gui {

/// A page with what a command lists. It is read when the page is shown, after commands that have
/// been run, and by F5; further pages by a button. What the server cannot filter is filtered among
/// the loaded rows.
class ListPage : public TablePage
{
    Q_OBJECT

public:
    ListPage(const Console &console, const QString &id, const QString &title, const QString &icon,
             CommandList::Source source, Columns columns);

    bool isAllowed() const override { return m_list->isAllowed(); }
    void setShown(bool isShown) override { m_list->setActive(isShown); }
    void refresh() override { m_list->refresh(); }

    CommandList &list() { return *m_list; }
    const CommandList &list() const { return *m_list; }
    /// "3", "200+"; empty: unknown.
    QString countText() const { return m_list->countText(); }

Q_SIGNALS:
    void countChanged();

protected:
    /// "Load older"
    void setMoreText(const QString &text);
    /// Instead of an empty list: a sentence, and what it means.
    virtual QString nothing() const { return tr("There is nothing here"); }
    virtual QString nothingAdvice() const { return {}; }
    /// Whether the operator must name something before anything can be listed; nothing() says so.
    virtual bool isWaiting() const { return false; }
    void updateList();

    void applyFilter(const QString &text) override;
    void updateFootnote() override;

private:
    void hideOthers();
    bool matches(const Record &record) const;

    CommandList *m_list;
    QPushButton *m_more;
};

} // namespace parlance::gui
