// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/fieldeditor.h"

#include "commands/fieldeditors.h"
#include "widgets/theme.h"

#include <QVBoxLayout>

namespace parlance::gui {

FieldEditor::FieldEditor(const Field &field, QWidget *parent)
    : QWidget(parent)
    , m_field(field)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::grid / 2);
}

QString FieldEditor::problem() const
{
    const bool isMissing = m_field.isRequired && value().toString().isEmpty();
    return isMissing ? tr("%1 is needed.").arg(commandText(m_field.label)) : QString();
}

void FieldEditor::setWidget(QWidget *widget)
{
    widget->setObjectName(QString::fromLatin1(m_field.argument));
    widget->setAccessibleName(commandText(m_field.label));
    layout()->addWidget(widget);
    setFocusProxy(widget);
}

void FieldEditor::addBelow(QWidget *widget)
{
    layout()->addWidget(widget);
}

FieldEditor *FieldEditor::make(const Field &field, ServerLink &link, QWidget *parent)
{
    using Kind = Field::Kind;
    switch (field.kind) {
    case Kind::LongText:
        return new LongTextEditor(field, parent);
    case Kind::Duration:
    case Kind::Time:
        return new DurationEditor(field, parent);
    case Kind::Number:
        return new NumberEditor(field, parent);
    case Kind::Role:
    case Kind::Choice:
        return new ChoiceEditor(field, parent);
    case Kind::Switch:
        return new SwitchEditor(field, parent);
    case Kind::User:
    case Kind::Room:
        return new NameEditor(field, link, parent);
    case Kind::Text:
    case Kind::Reason:
        break;
    }
    return new LineEditor(field, parent);
}

} // namespace parlance::gui
