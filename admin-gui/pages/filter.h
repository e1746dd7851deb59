// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace parlance::gui {

/// One filter in the bar of a table: a control whose value hides rows. The control is a widget with
/// the signal valueChanged(filter, value), and becomes a part of its page by
/// TablePage::addFilter().
class Filter
{
public:
    /// `name`: as the server calls it. `key`: of the settings, where it is another one.
    explicit Filter(const QString &name, const QString &key = {});
    virtual ~Filter() = default;
    Filter(const Filter &) = delete;
    Filter &operator=(const Filter &) = delete;

    const QString &name() const { return m_name; }
    const QString &key() const { return m_key; }
    /// Empty: it hides nothing.
    virtual QString value() const = 0;
    virtual void setValue(const QString &value) = 0;

private:
    const QString m_name;
    const QString m_key;
};

} // namespace parlance::gui
