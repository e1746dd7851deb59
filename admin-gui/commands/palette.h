// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/paletteentry.h"
#include "commands/subject.h"

#include <QFrame>
#include <QPointer>
#include <QTimer>

#include <memory>
#include <vector>

class QAction;
class QLineEdit;
class QListView;

namespace parlance::gui {

class CommandRunner;
class PaletteModel;
class ServerLink;
struct CommandSpec;

/// Ctrl+K: finds commands, pages, users, rooms, sessions and settings by what is typed. Enter opens
/// what is marked, Ctrl+Enter shows its commands, Escape goes back. All with the keyboard.
class Palette : public QFrame
{
    Q_OBJECT

public:
    /// It lies over `window` and becomes its child. `link` and `commands` outlive it.
    Palette(ServerLink &link, CommandRunner &commands, QWidget &window);
    ~Palette() override;

    /// Pages: `title`, `icon` and `open` are the caller's.
    void setPages(const QList<PaletteEntry> &pages);
    /// An action of the window, as a setting; it outlives the palette or is removed by itself.
    void addSetting(QAction *action);
    /// What is selected on the page: its commands come first.
    void setChosen(const Chosen &chosen);

    /// Opens it, with all text marked that was typed before.
    void popUp();

Q_SIGNALS:
    /// Go there: the page's id, the row's key, and a text for the filter.
    void wanted(const QString &page, const QString &key, const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Search;

    void buildLayout();
    void place();
    /// Shows what is found on this computer and what the server has found.
    void find();
    /// Asks the server, once the operator pauses.
    void search();
    void endSearch();
    void addSearch(const QString &view, const QString &nameCell, Subject subject);
    QList<PaletteEntry> localEntries() const;
    QList<PaletteEntry> commandsFor(const Chosen &chosen) const;
    PaletteEntry entryOf(const CommandSpec &spec, const Chosen &chosen) const;
    QList<PaletteEntry> found(const Search &search);
    /// "Search the log for …"
    QList<PaletteEntry> filters();
    bool steer(int key, Qt::KeyboardModifiers modifiers);
    void moveMark(int rows);
    void mark(int row);
    void goBack();
    void choose(bool acts);
    /// Only the commands of this one, until Escape.
    void narrow(const Chosen &chosen);

    ServerLink &m_link;
    CommandRunner &m_commands;
    QLineEdit *m_typed;
    QListView *m_list;
    PaletteModel *m_model;
    QTimer m_searchSoon;
    QList<PaletteEntry> m_pages;
    QList<QPointer<QAction>> m_settings;
    Chosen m_chosen;
    /// Of narrow(); Subject::None: everything is searched.
    Chosen m_narrowed;
    QPointer<QWidget> m_focusBefore;
    std::vector<std::unique_ptr<Search>> m_searches;
};

} // namespace parlance::gui
