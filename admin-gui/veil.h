// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace parlance::gui {

/// Greys what is below it and lets everything through: what is there is old, but can be read.
class Veil : public QWidget
{
    Q_OBJECT

public:
    /// It covers `covered` and becomes its child.
    explicit Veil(QWidget &covered);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
};

} // namespace parlance::gui
