// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/palette.h"

#include "commands/palettemodel.h"
#include "commands/palettesearch.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowsOfAPage = 10;
constexpr int mostLocalEntries = 8;
constexpr int typingPauseBeforeSearchMs = 150;

} // namespace

Palette::Palette(ServerLink &link, CommandRunner &commands, QWidget &window)
    : QFrame(&window)
    , m_link(link)
    , m_commands(commands)
    , m_typed(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new PaletteModel(this))
{
    setObjectName(u"palette"_s);
    setAccessibleName(tr("Command palette"));
    buildLayout();
    addSearch(u"users"_s, u"username"_s, Subject::User);
    addSearch(u"rooms"_s, u"name"_s, Subject::Room);
    addSearch(u"sessions"_s, u"username"_s, Subject::Connection);
    m_searchSoon.setSingleShot(true);
    m_searchSoon.setInterval(typingPauseBeforeSearchMs);
    connect(&m_searchSoon, &QTimer::timeout, this, &Palette::search);
    connect(m_typed, &QLineEdit::textChanged, this, [this] {
        m_searchSoon.start();
        find();
    });
    connect(m_list, &QListView::clicked, this, [this] { choose(false); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (isVisible() && now && !isAncestorOf(now))
            hide();
    });
    m_typed->installEventFilter(this);
    window.installEventFilter(this);
    hide();
}

Palette::~Palette() = default;

void Palette::buildLayout()
{
    m_typed->setObjectName(u"paletteText"_s);
    m_typed->setAccessibleName(tr("Search commands, users, rooms, sessions, settings"));
    m_typed->setPlaceholderText(tr("Search commands, users, rooms, sessions, settings…"));
    m_typed->setFrame(false);
    m_typed->setMinimumHeight(5 * theme::grid);
    m_typed->setTextMargins(theme::grid, 0, theme::grid, 0);
    m_typed->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Found"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, theme::grid / 2, 1, theme::grid / 2);
    layout->setSpacing(theme::grid / 2);
    layout->addWidget(m_typed);
    layout->addWidget(m_list);
}

void Palette::setPages(const QList<PaletteEntry> &pages)
{
    m_pages = pages;
}

void Palette::addSetting(QAction *action)
{
    m_settings.append(action);
}

void Palette::setChosen(const Chosen &chosen)
{
    m_chosen = chosen;
}

void Palette::popUp()
{
    m_focusBefore = QApplication::focusWidget();
    m_narrowed = {};
    m_typed->selectAll();
    find();
    show();
    place();
    raise();
    m_typed->setFocus();
    m_searchSoon.start();
}

void Palette::place()
{
    const QWidget &window = *parentWidget();
    const int width = std::min(80 * theme::grid, window.width() - 4 * theme::grid);
    const int height = std::min(60 * theme::grid, window.height() * 2 / 3);
    setGeometry((window.width() - width) / 2, std::max(theme::grid, window.height() / 10), width,
                height);
}

void Palette::find()
{
    if (m_narrowed.subject != Subject::None) {
        m_model->setEntries(matching(commandsFor(m_narrowed), m_typed->text()));
    } else {
        QList<PaletteEntry> entries = matching(localEntries(), m_typed->text());
        // What the server finds should be seen, too.
        if (!m_typed->text().trimmed().isEmpty())
            entries = entries.mid(0, mostLocalEntries);
        for (const auto &each : m_searches)
            entries += found(*each);
        m_model->setEntries(entries + filters());
    }
    if (m_model->rowCount() > 0)
        mark(0);
}

void Palette::narrow(const Chosen &chosen)
{
    m_narrowed = chosen;
    m_typed->clear();
    m_typed->setPlaceholderText(tr("What to do with %1…").arg(chosen.name));
    find();
}

void Palette::choose(bool acts)
{
    const PaletteEntry *entry = m_model->at(m_list->currentIndex().row());
    if (!entry || !entry->whyNot.isEmpty())
        return;
    // Opening may change what is found.
    const bool isNarrowing = acts && entry->act;
    const auto chosen = isNarrowing ? entry->act : entry->open;
    if (!isNarrowing) {
        hide();
        if (m_focusBefore)
            m_focusBefore->setFocus();
    }
    if (chosen)
        chosen();
}

void Palette::moveMark(int rows)
{
    const int last = m_model->rowCount() - 1;
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, std::max(0, last));
    mark(row);
}

// Not setCurrentIndex(), which passes over what cannot be chosen: its reason should be read.
void Palette::mark(int row)
{
    const QModelIndex index = m_model->index(row);
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index);
}

bool Palette::steer(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Down:
        moveMark(1);
        return true;
    case Qt::Key_Up:
        moveMark(-1);
        return true;
    case Qt::Key_PageDown:
        moveMark(rowsOfAPage);
        return true;
    case Qt::Key_PageUp:
        moveMark(-rowsOfAPage);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(modifiers & Qt::ControlModifier);
        return true;
    case Qt::Key_Escape:
        goBack();
        return true;
    default:
        return false;
    }
}

void Palette::goBack()
{
    if (m_narrowed.subject == Subject::None) {
        hide();
        if (m_focusBefore)
            m_focusBefore->setFocus();
        return;
    }
    m_narrowed = {};
    m_typed->setPlaceholderText(m_typed->accessibleName());
    find();
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_typed && event->type() == QEvent::KeyPress) {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        if (steer(key.key(), key.modifiers()))
            return true;
    }
    return QFrame::eventFilter(watched, event);
}

void Palette::hideEvent(QHideEvent *event)
{
    endSearch();
    QFrame::hideEvent(event);
}

void Palette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().base());
    painter.setPen(theme::hairline());
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const int below = m_typed->geometry().bottom() + theme::grid / 4;
    painter.drawLine(0, below, width(), below);
}

} // namespace parlance::gui
