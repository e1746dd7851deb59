// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/fieldeditors.h"

#include "models/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// Of the server: reasons have 500 characters, names fewer.
constexpr int longestLine = 500;
constexpr int longestText = 4000;

/// By rank.
const QString serverRoles[] = {u"user"_s, u"auditor"_s, u"operator"_s, u"administrator"_s};

} // namespace

LineEditor::LineEditor(const Field &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_line(new QLineEdit(QString::fromLatin1(field.preset), this))
{
    m_line->setMaxLength(longestLine);
    setWidget(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &FieldEditor::changed);
}

QVariant LineEditor::value() const
{
    const QString text = m_line->text().trimmed();
    return text.isEmpty() ? QVariant() : text;
}

void LineEditor::setValue(const QVariant &value)
{
    m_line->setText(value.toString());
}

LongTextEditor::LongTextEditor(const Field &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_text(new QPlainTextEdit(this))
{
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(QFontMetrics(font()).lineSpacing() * 5);
    setWidget(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &FieldEditor::changed);
}

QVariant LongTextEditor::value() const
{
    const QString text = m_text->toPlainText().left(longestText).simplified();
    return text.isEmpty() ? QVariant() : text;
}

void LongTextEditor::setValue(const QVariant &value)
{
    m_text->setPlainText(value.toString());
}

NumberEditor::NumberEditor(const Field &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_number(new QSpinBox(this))
{
    m_number->setRange(0, std::numeric_limits<int>::max());
    m_number->setGroupSeparatorShown(true);
    m_number->setValue(QByteArray(field.preset).toInt());
    setWidget(m_number);
    connect(m_number, &QSpinBox::valueChanged, this, &FieldEditor::changed);
}

QVariant NumberEditor::value() const
{
    return m_number->value();
}

void NumberEditor::setValue(const QVariant &value)
{
    m_number->setValue(value.toInt());
}

ChoiceEditor::ChoiceEditor(const Field &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_choices(new QComboBox(this))
{
    if (!*field.preset)
        m_choices->addItem(tr("Choose…"), QVariant());
    if (field.kind == Field::Kind::Role) {
        for (const QString &role : serverRoles)
            m_choices->addItem(shownWord(role), role);
    }
    for (const auto &[value, text] : field.choices)
        m_choices->addItem(commandText(text), QString::fromLatin1(value));
    setWidget(m_choices);
    ChoiceEditor::setValue(QString::fromLatin1(field.preset));
    connect(m_choices, &QComboBox::currentIndexChanged, this, &FieldEditor::changed);
}

QVariant ChoiceEditor::value() const
{
    return m_choices->currentData();
}

void ChoiceEditor::setValue(const QVariant &value)
{
    m_choices->setCurrentIndex(std::max(0, m_choices->findData(value.toString())));
}

SwitchEditor::SwitchEditor(const Field &field, QWidget *parent)
    : FieldEditor(field, parent)
    , m_switch(new QCheckBox(commandText(field.label), this))
{
    setWidget(m_switch);
    connect(m_switch, &QCheckBox::toggled, this, &FieldEditor::changed);
}

QVariant SwitchEditor::value() const
{
    return m_switch->isChecked() ? QVariant(true) : QVariant();
}

void SwitchEditor::setValue(const QVariant &value)
{
    m_switch->setChecked(value.toBool());
}

} // namespace parlance::gui
