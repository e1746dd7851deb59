// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandbar.h"

#include <QWidget>

class QLabel;

namespace parlance::gui {

/// The top of an inspector: the name of what is selected, what it is, and its commands.
class InspectorHead : public QWidget
{
    Q_OBJECT

public:
    /// `first`: as of CommandBar.
    InspectorHead(CommandRunner &commands, const QStringList &first, QWidget *parent = nullptr);

    /// `note`: "Operator · Suspended".
    void show(const Chosen &chosen, const QString &note);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QString m_fullName;
    QLabel *m_name;
    QLabel *m_note;
    CommandBar *m_bar;
};

} // namespace parlance::gui
