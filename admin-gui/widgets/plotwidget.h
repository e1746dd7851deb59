// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/plotboard.h"

#include <QPixmap>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

namespace parlance::gui {

/// What a plot shows: values at common times.
struct PlotSamples
{
    /// Milliseconds since 1970, ascending.
    std::vector<qint64> times = {};
    /// A list a series, each as long as `times`; NaN: nothing was measured.
    std::vector<std::vector<double>> series = {};
    /// Lines end where the next point is further away; 0: never.
    qint64 gapMs = 0;
};

/// A plot over time of at most three series from zero on. The cross-hair and the zoom are those of
/// its board: drag to zoom, double click to go back; with the keyboard arrows, + and Escape.
class PlotWidget : public QWidget
{
    Q_OBJECT

public:
    using Format = std::function<QString(double)>;

    /// `board` outlives it. `names`: one to three. `format`: how values read.
    PlotWidget(PlotBoard &board, const QString &title, const QStringList &names, Format format,
               QWidget *parent = nullptr);

    /// The axis is divided at round numbers of KiB, MiB, …
    void setBytes(bool isBytes) { m_isBytes = isBytes; }

    const QString &title() const { return m_title; }
    const QStringList &names() const { return m_names; }
    const PlotSamples &samples() const { return m_samples; }
    void setSamples(PlotSamples samples);

    /// At twice the size of the screen's pixels.
    QImage image();
    /// What is shown now: a line a time (UTC), a column a series.
    QByteArray csv() const;
    /// The values at a time, "14:05:10 p50 1.2 ms, p95 3.1 ms".
    QString textAt(qint64 time) const;

    QSize sizeHint() const override { return {520, 168}; }
    QSize minimumSizeHint() const override { return {280, 120}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF area() const;
    double xOf(qint64 time) const;
    qint64 timeAt(double x) const;
    double yOf(double value) const;
    /// First and one after the last sample that is shown, and the one beside each.
    std::pair<size_t, size_t> shownRange() const;
    /// The sample next to a time; -1: there is none near.
    qsizetype nearest(qint64 time) const;
    void updateScale();
    void redraw();

    void paintGround(QPainter &painter) const;
    void paintGrid(QPainter &painter) const;
    void paintSeries(QPainter &painter, size_t series) const;
    void paintLabels(QPainter &painter, qsizetype sample) const;
    void paintHover(QPainter &painter, qint64 time) const;
    void moveHover(int samples);

    PlotBoard &m_board;
    const QString m_title;
    const QStringList m_names;
    const Format m_format;
    PlotSamples m_samples;
    bool m_isBytes = false;
    /// The upper end of the y axis.
    double m_top = 1;
    /// Everything but cross-hair, labels and brush.
    QPixmap m_ground;
    std::optional<double> m_brushFrom;
    double m_brushTo = 0;
};

} // namespace parlance::gui
