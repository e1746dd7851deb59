// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/commandspec.h"

#include <QWidget>

namespace parlance::gui {

class ServerLink;

/// Where the operator fills in one argument of a command.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    /// An editor for the kind of the field. `link` finds users and rooms by what is typed.
    static FieldEditor *make(const Field &field, ServerLink &link, QWidget *parent);

    /// As the server takes it; not valid: the argument is left out.
    virtual QVariant value() const = 0;
    virtual void setValue(const QVariant &value) = 0;
    /// Why it cannot be sent like this; empty: it can.
    virtual QString problem() const;
    const Field &field() const { return m_field; }

Q_SIGNALS:
    void changed();

protected:
    FieldEditor(const Field &field, QWidget *parent);

    /// `widget` fills the editor, has the field's name and gets its focus.
    void setWidget(QWidget *widget);
    /// One is under another one.
    void addBelow(QWidget *widget);

private:
    const Field m_field;
};

} // namespace parlance::gui
