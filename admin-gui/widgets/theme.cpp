// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "widgets/consolestyle.h"
#include "widgets/systemscheme.h"

#include <QFontMetrics>
#include <QPointer>
#include <QToolTip>

#include <array>

namespace parlance::gui::theme {

using namespace Qt::StringLiterals;

namespace {

struct Tones
{
    QRgb window;
    QRgb base;
    QRgb alternate;
    QRgb button;
    QRgb text;
    QRgb faint;
    QRgb disabled;
    QRgb hairline;
    QRgb accent;
    QRgb link;
    QRgb selection;
    QRgb toolTip;
    std::array<QRgb, 5> meanings;
    std::array<QRgb, 3> series;
};

// The series are of Okabe and Ito's set, darker or lighter until they read as text too.
constexpr Tones lightTones{.window = 0xf5f6f8,
                           .base = 0xffffff,
                           .alternate = 0xf9fafb,
                           .button = 0xffffff,
                           .text = 0x1a1f26,
                           .faint = 0x5a6472,
                           .disabled = 0x939baa,
                           .hairline = 0xdde1e7,
                           .accent = 0x3f55d6,
                           .link = 0x3347c4,
                           .selection = 0xe3e7fb,
                           .toolTip = 0x252b33,
                           .meanings = {0x5a6472, 0x17703b, 0x8a5300, 0xc0262d, 0x6b3fb5},
                           .series = {0x1d5fb8, 0xa84e00, 0x0b7562}};
constexpr Tones darkTones{.window = 0x15181c,
                          .base = 0x1b1f24,
                          .alternate = 0x1f242a,
                          .button = 0x272d35,
                          .text = 0xe5e8ec,
                          .faint = 0x9aa4b2,
                          .disabled = 0x667080,
                          .hairline = 0x2e343d,
                          .accent = 0x5267e6,
                          .link = 0x9db0ff,
                          .selection = 0x2b3455,
                          .toolTip = 0x333b46,
                          .meanings = {0x9aa4b2, 0x5fcf8a, 0xf0b45a, 0xff8a86, 0xc3a3ff},
                          .series = {0x6cb2ff, 0xf2a35c, 0x4fd1b5}};

Scheme chosenScheme = Scheme::FollowSystem;
bool darkIsShown = false;

const Tones &tones()
{
    return darkIsShown ? darkTones : lightTones;
}

QPalette paletteOf(const Tones &tones)
{
    QPalette palette;
    const QColor text = tones.text;
    palette.setColor(QPalette::Window, tones.window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, tones.base);
    palette.setColor(QPalette::AlternateBase, tones.alternate);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, tones.faint);
    palette.setColor(QPalette::Button, tones.button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, tones.meanings[3]);
    palette.setColor(QPalette::Highlight, tones.accent);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, tones.link);
    palette.setColor(QPalette::LinkVisited, tones.link);
    palette.setColor(QPalette::ToolTipBase, tones.toolTip);
    palette.setColor(QPalette::ToolTipText, QRgb(0xf2f4f7));
    palette.setColor(QPalette::Light, tones.base);
    palette.setColor(QPalette::Midlight, tones.alternate);
    palette.setColor(QPalette::Mid, tones.hairline);
    palette.setColor(QPalette::Dark, tones.hairline);
    palette.setColor(QPalette::Shadow, Qt::black);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tones.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, tones.hairline);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, tones.disabled);
    return palette;
}

void show(QApplication &application, bool dark)
{
    darkIsShown = dark;
    const QPalette palette = paletteOf(tones());
    application.setPalette(palette);
    // Selected rows keep their colours of meaning readable, on a tint of the accent.
    QPalette ofViews = palette;
    ofViews.setColor(QPalette::Highlight, tones().selection);
    ofViews.setColor(QPalette::HighlightedText, tones().text);
    QApplication::setPalette(ofViews, "QAbstractItemView");
    QToolTip::setPalette(palette);
}

/// One for the life of the application.
SystemScheme &systemScheme(QApplication &application)
{
    static QPointer<SystemScheme> scheme;
    if (!scheme) {
        scheme = new SystemScheme(&application);
        QObject::connect(scheme, &SystemScheme::changed, &application, [&application] {
            if (chosenScheme == Scheme::FollowSystem && scheme->isDark() != darkIsShown)
                show(application, scheme->isDark());
        });
    }
    return *scheme;
}

} // namespace

void apply(QApplication &application, Scheme scheme)
{
    if (!qobject_cast<ConsoleStyle *>(QApplication::style()))
        QApplication::setStyle(new ConsoleStyle);
    chosenScheme = scheme;
    SystemScheme &system = systemScheme(application);
    show(application, scheme == Scheme::FollowSystem ? system.isDark() : scheme == Scheme::Dark);
}

bool isDark()
{
    return darkIsShown;
}

QColor color(Meaning meaning)
{
    return tones().meanings[size_t(meaning)];
}

QColor series(int index)
{
    return tones().series[size_t(index) % tones().series.size()];
}

QColor hairline()
{
    return tones().hairline;
}

QColor faint()
{
    return tones().faint;
}

int rowHeight()
{
    // 28 with the usual font, and more with a larger one.
    return std::max(28, QFontMetrics(QApplication::font()).height() + 11);
}

} // namespace parlance::gui::theme
