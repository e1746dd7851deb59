// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/consolestyle.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace parlance::gui {

namespace {

constexpr qreal cornerRadius = 5;
/// Not so round that it reads as a radio button.
constexpr qreal checkBoxRadius = 3;
constexpr int scrollBarBreadth = 12;

QColor mixed(const QColor &over, const QColor &under, qreal share)
{
    return QColor::fromRgbF(float(over.redF() * share + under.redF() * (1 - share)),
                            float(over.greenF() * share + under.greenF() * (1 - share)),
                            float(over.blueF() * share + under.blueF() * (1 - share)));
}

void drawRounded(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &line,
                 qreal radius = cornerRadius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(line.alpha() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

bool isOn(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

/// What a filled button is filled with; not valid: it is not filled.
QColor fillOf(const QStyleOption &option, const QWidget *widget)
{
    if (!(option.state & QStyle::State_Enabled))
        return {};
    if (isOn(widget, "isDanger"))
        return theme::isDark() ? QColor(0xc8, 0x3c, 0x40) : theme::color(theme::Meaning::Bad);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const bool isDefault = button && (button->features & QStyleOptionButton::DefaultButton);
    return isDefault || isOn(widget, "isMain") ? option.palette.color(QPalette::Highlight)
                                               : QColor();
}

} // namespace

ConsoleStyle::ConsoleStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void ConsoleStyle::drawButton(const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    const QColor text = option.palette.color(QPalette::ButtonText);
    const QColor filled = fillOf(option, widget);
    QColor fill = filled.isValid() ? filled : option.palette.color(QPalette::Button);
    const QColor shade = filled.isValid() ? QColor(Qt::black) : text;
    if (option.state & (State_Sunken | State_On))
        fill = mixed(shade, fill, 0.16);
    else if ((option.state & State_MouseOver) && (option.state & State_Enabled))
        fill = mixed(shade, fill, 0.07);
    else if (button && (button->features & QStyleOptionButton::Flat))
        return;
    const bool hasFocus =
        (option.state & State_HasFocus) && (option.state & State_KeyboardFocusChange);
    const QColor line = hasFocus ? option.palette.color(QPalette::Link)
                                 : mixed(text, option.palette.color(QPalette::Window), 0.2);
    drawRounded(painter, option.rect, fill, filled.isValid() && !hasFocus ? fill : line);
}

void ConsoleStyle::drawToolButton(const QStyleOption &option, QPainter &painter)
{
    const bool isFlat = option.state & State_AutoRaise;
    const bool isPressed = option.state & (State_Sunken | State_On);
    const bool isHovered = (option.state & State_MouseOver) && (option.state & State_Enabled);
    if (isFlat && !isPressed && !isHovered)
        return;
    const QColor text = option.palette.color(QPalette::ButtonText);
    const QColor under =
        isFlat ? option.palette.color(QPalette::Window) : option.palette.color(QPalette::Button);
    const QColor fill = mixed(text, under, isPressed ? 0.14 : isHovered ? 0.07 : 0.0);
    const QColor line = mixed(text, option.palette.color(QPalette::Window), 0.2);
    drawRounded(painter, option.rect, fill, isFlat ? QColor(Qt::transparent) : line);
}

void ConsoleStyle::drawField(const QStyleOption &option, QPainter &painter)
{
    const bool hasFocus = option.state & State_HasFocus;
    const QColor window = option.palette.color(QPalette::Window);
    const QColor text = option.palette.color(QPalette::Text);
    const QColor line = hasFocus ? option.palette.color(QPalette::Link) : mixed(text, window, 0.25);
    const bool isEnabled = option.state & State_Enabled;
    drawRounded(painter, option.rect, isEnabled ? option.palette.color(QPalette::Base) : window,
                line);
}

// Fusion derives the outline from the window's colour, and so it cannot be seen on a dark one.
void ConsoleStyle::drawCheckBox(const QStyleOption &option, QPainter &painter)
{
    const bool isEnabled = option.state & State_Enabled;
    const bool isOff = option.state & State_Off;
    const QColor base = option.palette.color(QPalette::Base);
    const QColor fill = option.palette.color(isEnabled ? QPalette::Link : QPalette::Mid);
    const QColor line = isEnabled ? theme::faint() : theme::hairline();
    drawRounded(painter, option.rect, isOff ? base : fill, isOff ? line : fill, checkBoxRadius);
    if (isOff)
        return;
    const QRectF box(option.rect);
    const auto at = [&box](double x, double y) {
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
    };
    const QPolygonF tick = option.state & State_NoChange
                               ? QPolygonF{at(0.25, 0.5), at(0.75, 0.5)}
                               : QPolygonF{at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.30)};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(base, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(tick);
    painter.restore();
}

void ConsoleStyle::drawHeaderSection(const QStyleOption &option, QPainter &painter)
{
    const QColor base = option.palette.color(QPalette::Base);
    const bool isHovered = option.state & State_MouseOver;
    const QColor text = option.palette.color(QPalette::Text);
    painter.fillRect(option.rect, isHovered ? mixed(text, base, 0.05) : base);
    painter.setPen(theme::hairline());
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(*option, *painter, widget);
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelButtonTool:
        return drawToolButton(*option, *painter);
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        // Within a spin box or a table cell, it has no frame of its own.
        if (frame && frame->lineWidth > 0)
            return drawField(*option, *painter);
        painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    }
    case PE_IndicatorCheckBox:
        return drawCheckBox(*option, *painter);
    case PE_FrameLineEdit:
        return drawField(*option, *painter);
    case PE_Frame:
    case PE_FrameMenu:
        painter->save();
        painter->setPen(theme::hairline());
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void ConsoleStyle::drawControl(ControlElement element, const QStyleOption *option,
                               QPainter *painter, const QWidget *widget) const
{
    if (element == CE_PushButtonLabel && fillOf(*option, widget).isValid()) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton onFill(*button);
            onFill.palette.setColor(QPalette::ButtonText, Qt::white);
            QProxyStyle::drawControl(element, &onFill, painter, widget);
            return;
        }
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea)
        return drawHeaderSection(*option, *painter);
    if (element == CE_Splitter) {
        const QRect rect = option->rect;
        painter->setPen(theme::hairline());
        if (rect.height() > rect.width())
            painter->drawLine(rect.center().x(), rect.top(), rect.center().x(), rect.bottom());
        else
            painter->drawLine(rect.left(), rect.center().y(), rect.right(), rect.center().y());
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ConsoleStyle::drawScrollBar(const QStyleOptionComplex &option, QPainter &painter,
                                 const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    if (!bar || bar->maximum <= bar->minimum)
        return;
    const QRect slider = subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget);
    const bool isActive = option.state & (State_MouseOver | State_Sunken);
    const QColor text = option.palette.color(QPalette::Text);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(text, option.palette.color(QPalette::Base), isActive ? 0.45 : 0.25));
    painter.drawRoundedRect(QRectF(slider).adjusted(3, 3, -3, -3), 3, 3);
    painter.restore();
}

void ConsoleStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar)
        return drawScrollBar(*option, *painter, widget);
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button) {
        // No small arrow in the corner: what opens a menu says so by its text or icon.
        QStyleOptionToolButton plain(*button);
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect ConsoleStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                   SubControl subControl, const QWidget *widget) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    const bool isHorizontal = bar->orientation == Qt::Horizontal;
    const QRect all = bar->rect;
    const int length = isHorizontal ? all.width() : all.height();
    const qint64 steps = qint64(bar->maximum) - bar->minimum;
    const int size = steps > 0
                         ? int(std::max<qint64>(28, length * qint64(bar->pageStep) /
                                                        std::max<qint64>(1, steps + bar->pageStep)))
                         : length;
    const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                           length - size, bar->upsideDown);
    const auto part = [&](int from, int count) {
        return isHorizontal ? QRect(all.left() + from, all.top(), count, all.height())
                            : QRect(all.left(), all.top() + from, all.width(), count);
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return visualRect(bar->direction, all, part(at, size));
    case SC_ScrollBarGroove:
        return all;
    case SC_ScrollBarSubPage:
        return visualRect(bar->direction, all, part(0, at));
    case SC_ScrollBarAddPage:
        return visualRect(bar->direction, all, part(at + size, length - at - size));
    default:
        return {};
    }
}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                              const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarBreadth;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SplitterWidth:
        return 7;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return theme::grid;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return 2 * theme::grid;
    case PM_HeaderMargin:
        return 6;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize ConsoleStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                     const QSize &size, const QWidget *widget) const
{
    QSize wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int height = theme::rowHeight();
    if (type == CT_PushButton)
        wanted = {wanted.width() + theme::grid, std::max(wanted.height(), height)};
    else if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        wanted.setHeight(std::max(wanted.height(), height));
    else if (type == CT_MenuItem && size.height() > 4)
        wanted.setHeight(std::max(wanted.height(), height - 2));
    return wanted;
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                            QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_EtchDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace parlance::gui
