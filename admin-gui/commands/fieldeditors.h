// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/fieldeditor.h"

#include <QTimer>

class QCheckBox;
class QComboBox;
class QCompleter;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QStringListModel;

/// The editors that FieldEditor::make() makes. Only for this folder.
namespace parlance::gui {

class LineEditor : public FieldEditor
{
    Q_OBJECT

public:
    LineEditor(const Field &field, QWidget *parent);

    QVariant value() const override;
    void setValue(const QVariant &value) override;

protected:
    QLineEdit &line() { return *m_line; }

private:
    QLineEdit *m_line;
};

/// A line that is too long for one: it wraps, and has no line ends, which the server refuses.
class LongTextEditor : public FieldEditor
{
    Q_OBJECT

public:
    LongTextEditor(const Field &field, QWidget *parent);

    QVariant value() const override;
    void setValue(const QVariant &value) override;

private:
    QPlainTextEdit *m_text;
};

/// "90m", or one of the usual ones below. Kind::Time: so long ago, or a date.
class DurationEditor : public LineEditor
{
    Q_OBJECT

public:
    DurationEditor(const Field &field, QWidget *parent);

    QVariant value() const override;
    QString problem() const override;

private:
    QWidget *makePresets();
    void addPreset(QWidget *row, const QString &duration, const QString &text);
};

class NumberEditor : public FieldEditor
{
    Q_OBJECT

public:
    NumberEditor(const Field &field, QWidget *parent);

    QVariant value() const override;
    void setValue(const QVariant &value) override;

private:
    QSpinBox *m_number;
};

class ChoiceEditor : public FieldEditor
{
    Q_OBJECT

public:
    ChoiceEditor(const Field &field, QWidget *parent);

    QVariant value() const override;
    void setValue(const QVariant &value) override;

private:
    QComboBox *m_choices;
};

class SwitchEditor : public FieldEditor
{
    Q_OBJECT

public:
    SwitchEditor(const Field &field, QWidget *parent);

    QVariant value() const override;
    void setValue(const QVariant &value) override;

private:
    QCheckBox *m_switch;
};

/// The name of a user or a room; the server's names are offered while typing.
class NameEditor : public LineEditor
{
    Q_OBJECT

public:
    NameEditor(const Field &field, ServerLink &link, QWidget *parent);

private:
    void look();

    ServerLink &m_link;
    QStringListModel *m_found;
    QCompleter *m_completer;
    QTimer m_soon;
};

} // namespace parlance::gui
