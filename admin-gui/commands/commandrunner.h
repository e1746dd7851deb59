// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"
#include "link/serverlink.h"

#include <QObject>

class QMenu;
class QWidget;

namespace parlance::gui {

/// The only way in which pages change something on the server: it asks the operator as the
/// command's severity wants, shows the figures of the dry run, runs it, and tells what came of it.
class CommandRunner : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it. Sheets are children of `window`.
    CommandRunner(ServerLink &link, QWidget &window);

    /// Whether the account's role allows it.
    bool mayRun(const CommandSpec &spec) const;
    /// Allowed, and makes sense for what is chosen.
    bool isOffered(const CommandSpec &spec, const Chosen &chosen) const;
    /// Opens the sheet, or runs it at once. `preset` has values for fields.
    void start(const CommandSpec &spec, const Chosen &chosen, const Cells &preset = {});
    /// Fills a menu with what the chosen one offers; commands that the role forbids are shown
    /// disabled with the reason.
    void fill(QMenu &menu, const Chosen &chosen);

Q_SIGNALS:
    /// `chosen` as it was; the spec is one of commandSpecs().
    void done(const parlance::gui::CommandSpec *spec, const parlance::gui::Chosen &chosen,
              const parlance::gui::Reply &reply);
    void failed(const parlance::gui::CommandSpec *spec, const parlance::gui::Chosen &chosen,
                const parlance::gui::Problem &problem);

private:
    ServerLink &m_link;
    QWidget &m_window;
};

} // namespace parlance::gui
