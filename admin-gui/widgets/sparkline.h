// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

class QPainter;

namespace parlance::gui {

/// Draws values from zero on as a line without axes; NaN: a gap. For delegates too.
void paintSparkline(QPainter &painter, const QRectF &rect, const std::vector<double> &values,
                    const QColor &color);

/// The course of one figure, small.
class Sparkline : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget *parent = nullptr);

    void setValues(std::vector<double> values);

    QSize sizeHint() const override { return {64, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<double> m_values;
};

} // namespace parlance::gui
