// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/breakdown.h"

#include "models/format.h"
#include "widgets/theme.h"

#include <QMap>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace parlance::gui {

namespace {

constexpr qsizetype mostLines = 7;
constexpr int breakdownPadding = 12;

} // namespace

Breakdown::Breakdown(const QString &title, const QString &none, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_none(none)
{
    setAccessibleName(title);
}

void Breakdown::setParts(const QList<Part> &parts)
{
    QMap<QString, double> sums;
    for (const Part &part : parts)
        sums[part.name] += part.count;
    const qsizetype before = m_parts.size();
    m_parts.clear();
    for (auto sum = sums.begin(); sum != sums.end(); ++sum)
        m_parts.append({sum.key(), sum.value()});
    std::stable_sort(m_parts.begin(), m_parts.end(),
                     [](const Part &left, const Part &right) { return left.count > right.count; });
    if (m_parts.size() > mostLines) {
        double rest = 0;
        for (qsizetype i = mostLines - 1; i < m_parts.size(); ++i)
            rest += m_parts.at(i).count;
        m_parts.resize(mostLines - 1);
        m_parts.append({tr("others"), rest});
    }
    QStringList spoken;
    for (const Part &part : std::as_const(m_parts))
        spoken.append(QStringLiteral("%1 %2").arg(part.name, format::count(part.count)));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    if (before != m_parts.size())
        updateGeometry();
    update();
}

int Breakdown::lineHeight() const
{
    return fontMetrics().height() + 8;
}

QSize Breakdown::sizeHint() const
{
    const int lines = int(std::max<qsizetype>(4, m_parts.size())) + 1;
    return {240, 2 * breakdownPadding + lines * lineHeight() + 4};
}

void Breakdown::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::hairline());
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QRect line = rect().adjusted(breakdownPadding, breakdownPadding, -breakdownPadding, 0);
    line.setHeight(lineHeight());
    const int start = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft));
    const int end = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight));
    painter.setPen(theme::faint());
    painter.drawText(line, start | Qt::AlignTop, m_title);
    line.translate(0, lineHeight());
    if (m_parts.isEmpty())
        painter.drawText(line, start | Qt::AlignVCenter, m_none);
    double largest = 0;
    for (const Part &part : std::as_const(m_parts))
        largest = std::max(largest, part.count);
    for (const Part &part : std::as_const(m_parts)) {
        QColor bar = theme::series(0);
        bar.setAlphaF(0.16F);
        QRect share = line.adjusted(-4, 2, 4, -2);
        share.setWidth(std::max(3, int(share.width() * part.count / std::max(1.0, largest))));
        painter.setPen(Qt::NoPen);
        painter.setBrush(bar);
        painter.drawRoundedRect(QStyle::visualRect(layoutDirection(), line, share), 3, 3);
        painter.setPen(palette().color(QPalette::WindowText));
        const QString count = format::count(part.count);
        const int room = line.width() - fontMetrics().horizontalAdvance(count) - theme::grid;
        painter.drawText(line, start | Qt::AlignVCenter,
                         fontMetrics().elidedText(part.name, Qt::ElideRight, room));
        painter.drawText(line, end | Qt::AlignVCenter, count);
        line.translate(0, lineHeight());
    }
}

} // namespace parlance::gui
