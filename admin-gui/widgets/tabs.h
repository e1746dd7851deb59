// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace parlance::gui {

/// Tabs without boxes: words over a hairline, the current one with a line in the accent colour.
class Tabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit Tabs(QWidget *parent = nullptr);
};

} // namespace parlance::gui
