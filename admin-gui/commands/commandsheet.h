// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"
#include "link/problem.h"

#include <QDialog>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace parlance::gui {

class FieldEditor;
class ServerLink;

/// Asks for what a command needs, shows what it would do, and runs it: one sheet for all commands.
/// It stays open with the server's answer in it when that refuses.
class CommandSheet : public QDialog
{
    Q_OBJECT

public:
    /// Runs it with these arguments; `then` gets what went wrong, if anything.
    using Run =
        std::function<void(const Cells &arguments, std::function<void(const Problem &)> then)>;

    /// `spec` and `link` outlive it; it deletes itself when it is closed.
    CommandSheet(ServerLink &link, const CommandSpec &spec, const Chosen &chosen, Run run,
                 QWidget *parent);

    /// Values of fields by their argument.
    void setValues(const Cells &values);
    Cells arguments() const;
    /// As on the button: "Suspend ann.fischer for 2 hours".
    QString deed() const;

private:
    void addFields();
    QWidget *makeButtons();
    QLabel *makeLabel(const QString &name, const QString &text = {});
    void dress();
    /// What is wrong with the fields; empty: nothing.
    QString problem() const;
    bool isComplete() const;
    void refresh();
    void count();
    void showFigures(const QString &text);
    void showProblem(const Problem &problem);
    void grow();
    void act();

    ServerLink &m_link;
    const CommandSpec &m_spec;
    const Chosen m_chosen;
    const Run m_run;
    QVBoxLayout *m_form;
    QList<FieldEditor *> m_editors;
    QLabel *m_figures;
    QLabel *m_problem;
    QPushButton *m_deed;
    QPushButton *m_cancel;
    QTimer m_countSoon;
    /// Arguments of the dry run that is shown or awaited.
    Cells m_counted;
    bool m_isBusy = false;
};

} // namespace parlance::gui
