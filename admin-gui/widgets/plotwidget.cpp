// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plotwidget.h"

#include "widgets/plotscale.h"
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

constexpr double titleHeight = 24;
constexpr double timesHeight = 18;
constexpr double valuesWidth = 56;
constexpr double labelsWidth = 112;

/// A pixel of the device: anything broader is stroked as a shape, which takes fifty times as long.
QPen cosmeticPen(const QColor &color)
{
    QPen pen(color, 1);
    pen.setCosmetic(true);
    return pen;
}

/// With a breadth of about one and a half pixels of the screen: side by side, each a bit lower.
void drawLine(QPainter &painter, const QPolygonF &line)
{
    const double scale = painter.device()->devicePixelRatioF();
    const int passes = int(std::lround(1.6 * scale));
    for (int pass = 0; pass < passes; ++pass) {
        const double shift = (pass - (passes - 1) / 2.0) * 0.6 / scale;
        painter.drawPolyline(line.translated(shift * 0.6, shift));
    }
}

QFont smallPlotFont(const QFont &font)
{
    QFont small = font;
    if (font.pointSizeF() > 0)
        small.setPointSizeF(font.pointSizeF() * 0.9);
    return small;
}

} // namespace

PlotWidget::PlotWidget(PlotBoard &board, const QString &title, const QStringList &names,
                       Format format, QWidget *parent)
    : QWidget(parent)
    , m_board(board)
    , m_title(title)
    , m_names(names.mid(0, 3))
    , m_format(std::move(format))
{
    setAccessibleName(title);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&board, &PlotBoard::spanChanged, this, &PlotWidget::redraw);
    connect(&board, &PlotBoard::hoverChanged, this, qOverload<>(&QWidget::update));
}

void PlotWidget::setSamples(PlotSamples samples)
{
    for (std::vector<double> &series : samples.series)
        series.resize(samples.times.size(), std::nan(""));
    m_samples = std::move(samples);
    redraw();
}

void PlotWidget::redraw()
{
    updateScale();
    m_ground = {};
    update();
}

QRectF PlotWidget::area() const
{
    const QRectF whole(rect());
    const QRectF plot = whole.adjusted(valuesWidth, titleHeight, -labelsWidth, -timesHeight);
    if (layoutDirection() == Qt::LeftToRight)
        return plot;
    // Time runs from left to right for everybody; the labels change sides.
    return whole.adjusted(labelsWidth, titleHeight, -valuesWidth, -timesHeight);
}

double PlotWidget::xOf(qint64 time) const
{
    const TimeSpan span = m_board.shown();
    const QRectF plot = area();
    return plot.left() +
           plot.width() * double(time - span.from) / double(std::max<qint64>(1, span.length()));
}

qint64 PlotWidget::timeAt(double x) const
{
    const TimeSpan span = m_board.shown();
    const QRectF plot = area();
    return span.from +
           qint64(double(span.length()) * (x - plot.left()) / std::max(1.0, plot.width()));
}

double PlotWidget::yOf(double value) const
{
    const QRectF plot = area();
    return plot.bottom() - plot.height() * value / m_top;
}

std::pair<size_t, size_t> PlotWidget::shownRange() const
{
    const TimeSpan span = m_board.shown();
    const auto &times = m_samples.times;
    auto first = std::lower_bound(times.begin(), times.end(), span.from);
    auto end = std::upper_bound(times.begin(), times.end(), span.to);
    if (first != times.begin())
        --first;
    if (end != times.end())
        ++end;
    return {size_t(first - times.begin()), size_t(std::max(first, end) - times.begin())};
}

qsizetype PlotWidget::nearest(qint64 time) const
{
    const auto &times = m_samples.times;
    if (times.empty())
        return -1;
    auto next = std::lower_bound(times.begin(), times.end(), time);
    if (next == times.end() || (next != times.begin() && time - *(next - 1) < *next - time))
        --next;
    const qint64 distance = std::abs(*next - time);
    return m_samples.gapMs > 0 && distance > m_samples.gapMs ? -1 : next - times.begin();
}

void PlotWidget::updateScale()
{
    double largest = 0;
    const auto [first, end] = shownRange();
    for (const std::vector<double> &series : m_samples.series) {
        for (size_t i = first; i < end; ++i) {
            if (std::isfinite(series[i]))
                largest = std::max(largest, series[i]);
        }
    }
    m_top = plotscale::roundedUp(largest * 1.05, m_isBytes);
}

void PlotWidget::paintGrid(QPainter &painter) const
{
    const QRectF plot = area();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    painter.setFont(smallPlotFont(font()));
    const double line = painter.fontMetrics().height();
    for (const double share : {0.0, 0.5, 1.0}) {
        const double y = std::round(plot.bottom() - plot.height() * share) + 0.5;
        painter.setPen(QPen(theme::hairline(), 1));
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme::faint());
        const double left = isMirrored ? plot.right() + theme::grid : 0;
        painter.drawText(QRectF(left, y - line / 2, valuesWidth - theme::grid, line),
                         int(isMirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                         m_format(m_top * share));
    }
    constexpr double tickWidth = 64;
    const int most = std::max(1, int(plot.width() / (tickWidth * 1.4)));
    for (const auto &tick : plotscale::timeTicks(m_board.shown(), most)) {
        const double x = xOf(tick.at);
        painter.drawText(QRectF(x - tickWidth / 2, plot.bottom() + 3, tickWidth, timesHeight - 3),
                         Qt::AlignHCenter | Qt::AlignTop, tick.text);
    }
}

void PlotWidget::paintSeries(QPainter &painter, size_t series) const
{
    const auto &values = m_samples.series[series];
    const auto [first, end] = shownRange();
    const QRectF plot = area();
    QPolygonF line;
    line.reserve(qsizetype(end - first));
    const auto finish = [&] {
        if (line.size() == 1)
            painter.drawPoint(line.first());
        else if (line.size() > 1)
            drawLine(painter, line);
        line.clear();
    };
    painter.setPen(cosmeticPen(theme::series(int(series))));
    // More points than pixels would only be painted over each other: of each column the extremes.
    const double columns = std::max(1.0, plot.width() * devicePixelRatioF());
    const size_t stride = std::max<size_t>(1, size_t(double(end - first) / columns));
    for (size_t i = first; i < end; i += stride) {
        size_t peak = i;
        for (size_t j = i; j < std::min(end, i + stride); ++j) {
            if (!std::isfinite(values[peak]) || values[j] > values[peak])
                peak = j;
        }
        const bool isAfterGap = peak > first && m_samples.gapMs > 0 &&
                                m_samples.times[peak] - m_samples.times[peak - 1] > m_samples.gapMs;
        if (!std::isfinite(values[peak]) || isAfterGap)
            finish();
        if (std::isfinite(values[peak]))
            line.append({xOf(m_samples.times[peak]), yOf(values[peak])});
    }
    finish();
}

void PlotWidget::paintGround(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::WindowText));
    const Qt::Alignment side =
        layoutDirection() == Qt::LeftToRight ? Qt::AlignLeft : Qt::AlignRight;
    painter.drawText(QRectF(0, 0, width(), titleHeight - 4), int(side | Qt::AlignVCenter), m_title);
    paintGrid(painter);
    painter.setClipRect(area().adjusted(0, -2, 0, 2));
    for (size_t i = 0; i < m_samples.series.size(); ++i)
        paintSeries(painter, i);
    painter.setClipping(false);
}

void PlotWidget::paintLabels(QPainter &painter, qsizetype sample) const
{
    struct Label
    {
        double y;
        size_t series;
        QString text;
    };
    if (sample < 0)
        return;
    std::vector<Label> labels;
    for (size_t i = 0; i < m_samples.series.size() && i < size_t(m_names.size()); ++i) {
        const double value = m_samples.series[i][size_t(sample)];
        const QString shown = std::isfinite(value) ? m_format(value) : u"–"_s;
        labels.push_back({std::isfinite(value) ? yOf(value) : area().bottom(), i,
                          m_names.size() == 1 && m_names.first() == m_title
                              ? shown
                              : u"%1 %2"_s.arg(m_names.at(qsizetype(i)), shown)});
    }
    std::sort(labels.begin(), labels.end(),
              [](const Label &left, const Label &right) { return left.y > right.y; });
    painter.setFont(smallPlotFont(font()));
    const double line = painter.fontMetrics().height();
    const QRectF plot = area();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF column(isMirrored ? 0 : plot.right() + theme::grid, 0, labelsWidth - theme::grid,
                        0);
    // From the bottom up, none over another.
    double lowest = plot.bottom() + line / 2;
    for (const Label &label : labels) {
        const double middle = std::min(label.y, lowest - line / 2);
        painter.setPen(theme::series(int(label.series)));
        painter.drawText(
            QRectF(column.left(), middle - line / 2, column.width(), line),
            int(isMirrored ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(label.text, Qt::ElideRight, int(column.width())));
        lowest = middle - line / 2;
    }
}

void PlotWidget::paintHover(QPainter &painter, qint64 time) const
{
    const qsizetype sample = nearest(time);
    const qint64 at = sample < 0 ? time : m_samples.times[size_t(sample)];
    const double x = std::round(xOf(at)) + 0.5;
    const QRectF plot = area();
    if (x < plot.left() || x > plot.right() + 1)
        return;
    painter.setPen(QPen(theme::faint(), 1));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    for (size_t i = 0; sample >= 0 && i < m_samples.series.size(); ++i) {
        const double value = m_samples.series[i][size_t(sample)];
        if (!std::isfinite(value))
            continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme::series(int(i)));
        painter.drawEllipse(QPointF(x, yOf(value)), 3, 3);
    }
    painter.setFont(smallPlotFont(font()));
    const QString text = plotscale::timeText(at, {0, 1});
    const double textWidth = painter.fontMetrics().horizontalAdvance(text) + 2 * theme::grid;
    const double left = std::clamp(x - textWidth / 2, plot.left(), plot.right() - textWidth);
    const QRectF box(left, plot.bottom() + 1, textWidth, timesHeight - 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(box, Qt::AlignCenter, text);
}

void PlotWidget::paintEvent(QPaintEvent *)
{
    const double scale = devicePixelRatioF();
    if (m_ground.isNull() || m_ground.devicePixelRatio() != scale) {
        m_ground = QPixmap((QSizeF(size()) * scale).toSize());
        m_ground.setDevicePixelRatio(scale);
        m_ground.fill(Qt::transparent);
        QPainter painter(&m_ground);
        paintGround(painter);
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_ground);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto hover = m_board.hover();
    paintLabels(painter, hover ? nearest(*hover) : qsizetype(m_samples.times.size()) - 1);
    if (hover)
        paintHover(painter, *hover);
    if (m_brushFrom) {
        QColor shade = palette().color(QPalette::Highlight);
        shade.setAlphaF(0.2F);
        painter.fillRect(
            QRectF(QPointF(*m_brushFrom, area().top()), QPointF(m_brushTo, area().bottom()))
                .normalized(),
            shade);
    }
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Link));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area().adjusted(-1, -1, 1, 1), 3, 3);
    }
}

void PlotWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    redraw();
}

void PlotWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        redraw();
}

} // namespace parlance::gui
