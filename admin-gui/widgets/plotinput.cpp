// SPDX-License-Identifier: GPL-3.0-or-later
// What the operator does with a plot: mouse, keys, saving.
#include "widgets/plotscale.h"
#include "widgets/plotwidget.h"
#include "widgets/theme.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr double shortestBrushPixels = 6;
constexpr double savedScale = 2;

QByteArray csvField(QString text)
{
    text.replace(u'"', u"\"\""_s);
    return '"' + text.toUtf8() + '"';
}

} // namespace

void PlotWidget::mouseMoveEvent(QMouseEvent *event)
{
    const double x = std::clamp(event->position().x(), area().left(), area().right());
    if (m_brushFrom) {
        m_brushTo = x;
        update();
    }
    const bool isInside = area().adjusted(-4, -4, 4, 4).contains(event->position());
    m_board.setHover(isInside || m_brushFrom ? std::optional(timeAt(x)) : std::nullopt);
}

void PlotWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !area().contains(event->position()))
        return;
    m_brushFrom = event->position().x();
    m_brushTo = *m_brushFrom;
}

void PlotWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_brushFrom)
        return;
    const double from = std::min(*m_brushFrom, m_brushTo);
    const double to = std::max(*m_brushFrom, m_brushTo);
    m_brushFrom.reset();
    if (to - from >= shortestBrushPixels)
        m_board.zoom({timeAt(from), timeAt(to)});
    update();
}

void PlotWidget::mouseDoubleClickEvent(QMouseEvent *)
{
    m_brushFrom.reset();
    m_board.showWhole();
}

void PlotWidget::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_board.setHover(std::nullopt);
}

void PlotWidget::moveHover(int samples)
{
    const auto [first, end] = shownRange();
    if (first == end)
        return;
    const qsizetype before = m_board.hover() ? nearest(*m_board.hover()) : qsizetype(end);
    const qsizetype last = qsizetype(end) - 1;
    const qsizetype at = std::clamp(before + samples, qsizetype(first), last);
    m_board.setHover(m_samples.times[size_t(at)]);
    setAccessibleDescription(textAt(m_samples.times[size_t(at)]));
}

void PlotWidget::keyPressEvent(QKeyEvent *event)
{
    const TimeSpan span = m_board.shown();
    switch (event->key()) {
    case Qt::Key_Left:
        return moveHover(-1);
    case Qt::Key_Right:
        return moveHover(1);
    case Qt::Key_Plus: {
        const qint64 middle = m_board.hover().value_or(span.to - span.length() / 4);
        return m_board.zoom({middle - span.length() / 4, middle + span.length() / 4});
    }
    case Qt::Key_Minus:
    case Qt::Key_Escape:
        m_board.setHover(std::nullopt);
        return m_board.showWhole();
    default:
        QWidget::keyPressEvent(event);
    }
}

QString PlotWidget::textAt(qint64 time) const
{
    const qsizetype sample = nearest(time);
    if (sample < 0)
        return {};
    QStringList values;
    for (size_t i = 0; i < m_samples.series.size() && i < size_t(m_names.size()); ++i) {
        const double value = m_samples.series[i][size_t(sample)];
        values.append(u"%1 %2"_s.arg(m_names.at(qsizetype(i)),
                                     std::isfinite(value) ? m_format(value) : u"–"_s));
    }
    return u"%1 %2"_s.arg(plotscale::timeText(m_samples.times[size_t(sample)], {0, 1}),
                          values.join(u", "_s));
}

QImage PlotWidget::image()
{
    QImage image((QSizeF(size()) * savedScale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(savedScale);
    image.fill(palette().color(QPalette::Window));
    QPainter painter(&image);
    paintGround(painter);
    paintLabels(painter, qsizetype(m_samples.times.size()) - 1);
    return image;
}

QByteArray PlotWidget::csv() const
{
    QByteArray text = "time";
    for (const QString &name : m_names)
        text += ',' + csvField(name);
    text += "\r\n";
    const TimeSpan span = m_board.shown();
    for (size_t i = 0; i < m_samples.times.size(); ++i) {
        const qint64 at = m_samples.times[i];
        if (at < span.from || at > span.to)
            continue;
        text += QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODate).toLatin1();
        for (const std::vector<double> &series : m_samples.series) {
            text += ',';
            if (std::isfinite(series[i]))
                text += QByteArray::number(series[i], 'g', 10);
        }
        text += "\r\n";
    }
    return text;
}

} // namespace parlance::gui
