// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace parlance::gui {

/// Fusion with quiet chrome: flat buttons and fields with round corners, hairlines instead of
/// frames, slim scroll bars. A push button with the property "isDanger" or "isMain" is filled.
class ConsoleStyle : public QProxyStyle
{
    Q_OBJECT

public:
    ConsoleStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                         SubControl subControl, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option,
                    const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;

private:
    static void drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget);
    static void drawToolButton(const QStyleOption &option, QPainter &painter);
    static void drawField(const QStyleOption &option, QPainter &painter);
    static void drawCheckBox(const QStyleOption &option, QPainter &painter);
    static void drawHeaderSection(const QStyleOption &option, QPainter &painter);
    void drawScrollBar(const QStyleOptionComplex &option, QPainter &painter,
                       const QWidget *widget) const;
};

} // namespace parlance::gui
