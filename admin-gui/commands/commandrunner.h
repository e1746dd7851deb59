// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"
#include "link/serverlink.h"

#include <QObject>

class QKeySequence;
class QMenu;
class QWidget;

namespace parlance::gui {

class UndoBar;

/// The only way in which pages change something on the server: it asks the operator as the
/// command's severity wants, shows the figures of the dry run, runs it, and tells what came of it.
class CommandRunner : public QObject
{
    Q_OBJECT

public:
    /// `link` outlives it. It becomes the window's child, as the sheets do.
    CommandRunner(ServerLink &link, QWidget &window);

    /// Whether the account's role allows it.
    bool mayRun(const CommandSpec &spec) const;
    /// Why not, for tool tips: "Needs the role operator"; empty: it may.
    QString whyNot(const CommandSpec &spec) const;
    /// Allowed, and makes sense for what is chosen.
    bool isOffered(const CommandSpec &spec, const Chosen &chosen) const;
    /// Opens the sheet, or runs it at once. `preset` has values for fields.
    void start(const CommandSpec &spec, const Chosen &chosen, const Cells &preset = {});
    /// The same by its name; an unknown one does nothing.
    void start(const QString &name, const Chosen &chosen, const Cells &preset = {});
    /// Starts what has this shortcut and makes sense for the chosen one; false: nothing has.
    bool startByKey(const QKeySequence &keys, const Chosen &chosen);
    /// Fills a menu with what the chosen one offers; commands that the role forbids are shown
    /// disabled with the reason.
    void fill(QMenu &menu, const Chosen &chosen);
    /// Shows a sentence at the lower edge of the window for a moment.
    void tell(const QString &text);

Q_SIGNALS:
    /// What the role allows may be other commands.
    void accessChanged();
    /// `chosen` as it was; the spec is one of commandSpecs(). Without one-time passwords and codes:
    /// they have been shown, and are kept nowhere.
    void done(const parlance::gui::CommandSpec *spec, const parlance::gui::Chosen &chosen,
              const parlance::gui::Reply &reply);
    void failed(const parlance::gui::CommandSpec *spec, const parlance::gui::Chosen &chosen,
                const parlance::gui::Problem &problem);

private:
    static QString needOf(const CommandSpec &spec);
    void open(const CommandSpec &spec, const Chosen &chosen, const Cells &preset);
    using Then = std::function<void(const Problem &)>;
    void run(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments,
             const Then &then);
    /// Of users.export: asks where, and reads page after page.
    void save(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments,
              const Then &then);
    void finish(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments, Reply reply);
    void refuse(const CommandSpec &spec, const Chosen &chosen, const Problem &problem);
    void takeBack(const CommandSpec &spec, const Chosen &chosen, const Cells &arguments);
    void addActions(QMenu &menu, const Chosen &chosen);
    void addRelated(QMenu &menu, const Chosen &related, const QString &title);

    ServerLink &m_link;
    QWidget &m_window;
    UndoBar *m_bar;
};

} // namespace parlance::gui
