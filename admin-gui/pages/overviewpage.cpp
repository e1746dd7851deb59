// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewpage.h"

#include "models/format.h"
#include "pages/overviewboard.h"
#include "pages/overviewfigures.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSaveFile>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Stretch = MetricsHistory::Stretch;

OverviewPage::OverviewPage(const Console &console)
    : Page(console, u"overview"_s, tr("Overview"), u"overview"_s)
    , m_history(console.link)
    , m_figures(new OverviewFigures)
    , m_plots(new OverviewBoard(m_board))
{
    auto *inside = new QWidget;
    auto *down = new QVBoxLayout(inside);
    down->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, 2 * theme::grid);
    down->setSpacing(2 * theme::grid);
    down->addWidget(m_figures);
    down->addWidget(m_plots);
    down->addWidget(m_figures->breakdowns());
    down->addStretch();
    QScrollArea *scroll = tableparts::scrolling(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(scroll, 1);
    connect(&m_history, &MetricsHistory::changed, this, &OverviewPage::showPoints);
    connect(&m_history, &MetricsHistory::minuteChanged, this, &OverviewPage::showFigures);
    connect(&m_history, &MetricsHistory::figuresChanged, this, &OverviewPage::showFigures);
    setStretch(Stretch::Minute);
}

QWidget *OverviewPage::makeBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    auto *heading = new QLabel(title());
    QFont large = heading->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    heading->setFont(large);
    layout->addWidget(heading);
    m_version = new QLabel;
    m_version->setTextFormat(Qt::PlainText);
    m_version->setObjectName(u"version"_s);
    layout->addSpacing(theme::grid);
    layout->addWidget(m_version);
    layout->addStretch();
    addStretch(*layout, Stretch::Minute, tr("1 minute"));
    addStretch(*layout, Stretch::Hour, tr("1 hour"));
    addStretch(*layout, Stretch::Day, tr("24 hours"));
    layout->addSpacing(theme::grid);
    m_pause = new QToolButton;
    m_pause->setObjectName(u"pause"_s);
    m_pause->setCheckable(true);
    m_pause->setAutoRaise(true);
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_pause, &QToolButton::toggled, this, &OverviewPage::setPaused);
    layout->addWidget(m_pause);
    auto *save = new QToolButton;
    save->setObjectName(u"save"_s);
    save->setAutoRaise(true);
    save->setText(tr("Save"));
    save->setIcon(gui::icon(u"save"_s));
    save->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    save->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(save);
    menu->addAction(tr("Plots as a Picture (PNG)…"), this, &OverviewPage::savePng);
    menu->addAction(tr("Values as a Table (CSV)…"), this, &OverviewPage::saveCsv);
    save->setMenu(menu);
    layout->addWidget(save);
    setPaused(false);
    return bar;
}

void OverviewPage::addStretch(QLayout &layout, Stretch stretch, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setAutoRaise(true);
    button->setObjectName(u"stretch%1"_s.arg(int(stretch)));
    connect(button, &QToolButton::clicked, this, [this, stretch] { setStretch(stretch); });
    m_stretches.append(button);
    layout.addWidget(button);
}

void OverviewPage::setShown(bool isShown)
{
    m_history.setActive(isShown);
}

void OverviewPage::setStretch(Stretch stretch)
{
    m_stretches.at(int(stretch))->setChecked(true);
    m_board.showWhole();
    m_history.setStretch(stretch);
}

void OverviewPage::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    m_pause->setChecked(isPaused);
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(gui::icon(isPaused ? u"play"_s : u"pause"_s));
    if (isPaused)
        return;
    showPoints();
    showFigures();
}

void OverviewPage::showPoints()
{
    // Another stretch is asked for by the operator, and shown.
    if (!m_isPaused)
        m_plots->show(m_history);
}

void OverviewPage::showFigures()
{
    if (m_isPaused || m_history.figures().isEmpty())
        return;
    m_figures->show(m_history);
    m_figures->showCourses(m_history);
    m_version->setText(
        tr("Version %1, up for %2")
            .arg(m_history.figures().value(u"version"_s).toString().left(40),
                 format::duration(m_history.figures().value(u"uptimeSeconds"_s).toLongLong())));
}

void OverviewPage::saveState(QSettings &settings) const
{
    settings.setValue(u"stretch"_s, int(m_history.stretch()));
}

void OverviewPage::restoreState(QSettings &settings)
{
    const int stretch = settings.value(u"stretch"_s).toInt();
    setStretch(Stretch(std::clamp(stretch, 0, int(Stretch::Day))));
}

QImage OverviewPage::image()
{
    return m_plots->image();
}

QByteArray OverviewPage::csv() const
{
    return m_plots->csv();
}

void OverviewPage::savePng()
{
    // As it was when the operator asked.
    const QImage saved = image();
    auto *dialog = new QFileDialog(this, tr("Save the plots"), {}, tr("Pictures (*.png)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"png"_s);
    dialog->selectFile(u"parlance-overview.png"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, saved](const QString &path) {
        commands().tell(saved.save(path, "PNG") ? tr("Saved as %1").arg(path)
                                                : tr("%1 could not be written").arg(path));
    });
    dialog->open();
}

void OverviewPage::saveCsv()
{
    const QByteArray saved = csv();
    auto *dialog = new QFileDialog(this, tr("Save the values"), {}, tr("Tables (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(u"parlance-overview.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, saved](const QString &path) {
        QSaveFile file(path);
        const bool isSaved =
            file.open(QIODevice::WriteOnly) && file.write(saved) == saved.size() && file.commit();
        commands().tell(isSaved ? tr("Saved as %1").arg(path)
                                : tr("%1 could not be written").arg(path));
    });
    dialog->open();
}

} // namespace parlance::gui
