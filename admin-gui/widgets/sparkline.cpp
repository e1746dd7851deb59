// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sparkline.h"

#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace parlance::gui {

void paintSparkline(QPainter &painter, const QRectF &rect, const std::vector<double> &values,
                    const QColor &color)
{
    double largest = 0;
    for (const double value : values)
        largest = std::isfinite(value) ? std::max(largest, value) : largest;
    if (values.size() < 2 || rect.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.4));
    const QRectF inner = rect.adjusted(1, 2, -1, -2);
    QPolygonF line;
    for (size_t i = 0; i <= values.size(); ++i) {
        if (i < values.size() && std::isfinite(values[i])) {
            const double share = largest > 0 ? values[i] / largest : 0;
            line.append({inner.left() + inner.width() * double(i) / double(values.size() - 1),
                         inner.bottom() - inner.height() * share});
            continue;
        }
        painter.drawPolyline(line);
        line.clear();
    }
    painter.restore();
}

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSparkline(painter, rect(), m_values, theme::series(0));
}

} // namespace parlance::gui
