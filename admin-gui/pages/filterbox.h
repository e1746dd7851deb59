// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace parlance::gui {

/// One filter of a table with a few possible values, the first of which is "all".
class FilterBox : public QComboBox
{
    Q_OBJECT

public:
    /// `filter`: as the server calls it. `all`: "Any state".
    FilterBox(const QString &filter, const QString &all, QWidget *parent = nullptr);

    void addChoice(const QString &value, const QString &text);
    /// Empty: all.
    QString value() const { return currentData().toString(); }
    void setValue(const QString &value);

Q_SIGNALS:
    void valueChanged(const QString &filter, const QString &value);
};

} // namespace parlance::gui
