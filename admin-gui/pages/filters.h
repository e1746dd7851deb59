// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/filter.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>

namespace parlance::gui {

/// A filter with a few possible values, the first of which is "all".
class FilterBox final : public QComboBox, public Filter
{
    Q_OBJECT

public:
    /// `all`: "Any state".
    FilterBox(const QString &name, const QString &all, QWidget *parent = nullptr);

    void addChoice(const QString &value, const QString &text);
    /// A value that the settings name, and that is no choice now, becomes one.
    void setOpen(bool isOpen) { m_isOpen = isOpen; }
    QString value() const override { return currentData().toString(); }
    void setValue(const QString &value) override;

Q_SIGNALS:
    void valueChanged(const QString &filter, const QString &value);

private:
    bool m_isOpen = false;
};

/// A filter that is on or off: "true" or nothing.
class FilterSwitch final : public QCheckBox, public Filter
{
    Q_OBJECT

public:
    FilterSwitch(const QString &name, const QString &text, QWidget *parent = nullptr);

    QString value() const override { return isChecked() ? QStringLiteral("true") : QString(); }
    void setValue(const QString &value) override;

Q_SIGNALS:
    void valueChanged(const QString &filter, const QString &value);
};

/// A filter for a text, as a room's name. Who types fast asks the server once.
class FilterField final : public QLineEdit, public Filter
{
    Q_OBJECT

public:
    FilterField(const QString &name, const QString &icon, const QString &hint,
                QWidget *parent = nullptr);

    QString value() const override { return text(); }
    void setValue(const QString &value) override { setText(value); }

Q_SIGNALS:
    void valueChanged(const QString &filter, const QString &value);

private:
    QTimer m_typing;
};

/// A filter that lets several kinds through: a button with a menu of them.
class KindFilter final : public QToolButton, public Filter
{
    Q_OBJECT

public:
    /// `words`: of the server. `all`: what it says while all are let through.
    KindFilter(const QStringList &words, const QString &all, QWidget *parent = nullptr);

    /// "posted,edited"
    QString value() const override;
    void setValue(const QString &value) override;

Q_SIGNALS:
    void valueChanged(const QString &filter, const QString &value);

private:
    void update();

    const QString m_all;
    QList<QAction *> m_choices;
};

} // namespace parlance::gui
