// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/detailpane.h"

#include "pages/factsheet.h"
#include "pages/inspectorhead.h"
#include "pages/tablepageparts.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// A label stays quick to lay out, whatever a server sends.
constexpr qsizetype maxPaneText = 8000;
constexpr qsizetype maxPlaceName = 200;
constexpr int paneWidth = 46 * theme::grid;

QLabel *paneLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void emptyLayout(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

} // namespace

DetailPane::DetailPane(const Console &console, const QStringList &first, const Columns &facts,
                       QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_first(first)
    , m_head(new InspectorHead(console.commands, first, this))
    , m_role(paneLabel(this, u"roleNote"_s))
    , m_text(paneLabel(this, u"quotedText"_s))
    , m_quote(new QFrame(this))
    , m_places(new QWidget(this))
{
    setObjectName(u"details"_s);
    build(facts);
    connect(&console.link, &ServerLink::accessChanged, this, &DetailPane::explainRole);
}

void DetailPane::build(const Columns &facts)
{
    m_role->setForegroundRole(QPalette::PlaceholderText);
    m_role->hide();
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFocusPolicy(Qt::ClickFocus);
    m_text->setAccessibleName(tr("Text"));
    m_quote->setFrameShape(QFrame::StyledPanel);
    auto *quoted = new QVBoxLayout(m_quote);
    quoted->addWidget(m_text);
    m_quote->hide();
    auto *places = new QVBoxLayout(m_places);
    places->setContentsMargins({});
    places->setSpacing(theme::grid / 2);
    m_facts = new FactSheet(facts, this);
    auto *inner = new QWidget;
    m_content = new QVBoxLayout(inner);
    m_content->setContentsMargins({});
    m_content->setSpacing(theme::grid);
    for (QWidget *each : std::initializer_list<QWidget *>{m_quote, m_facts, m_places})
        m_content->addWidget(each);
    m_content->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(theme::grid);
    layout->addWidget(m_head);
    layout->addWidget(m_role);
    layout->addWidget(tableparts::scrolling(inner), 1);
    setMinimumWidth(paneWidth);
}

void DetailPane::addWidget(QWidget *widget)
{
    // Before the stretch.
    m_content->insertWidget(m_content->count() - 1, widget);
}

void DetailPane::show(const Chosen &chosen, const QString &note, const Cells &facts)
{
    m_chosen = chosen;
    m_head->show(chosen, note);
    m_facts->setCells(facts);
    explainRole();
}

// A disabled button alone does not say enough.
void DetailPane::explainRole()
{
    QString why;
    for (const QString &name : m_first) {
        const CommandSpec *spec = findSpec(name);
        if (spec && spec->subject == m_chosen.subject && why.isEmpty() &&
            (!spec->applies || spec->applies(m_chosen.cells)))
            why = m_console.commands.whyNot(*spec);
    }
    m_role->setText(why.isEmpty() ? QString() : tr("You can look, but not change: %1.").arg(why));
    m_role->setVisible(!why.isEmpty());
}

void DetailPane::setText(const QString &text)
{
    m_text->setText(text.left(maxPaneText));
    m_quote->setVisible(!text.isEmpty());
}

void DetailPane::setPlaces(const QList<std::pair<QString, Place>> &places)
{
    const auto isSame = [](const auto &one, const auto &other) {
        return one.first == other.first && one.second.page == other.second.page &&
               one.second.key == other.second.key;
    };
    // A button that is being clicked stays.
    if (std::equal(places.begin(), places.end(), m_shownPlaces.begin(), m_shownPlaces.end(),
                   isSame))
        return;
    m_shownPlaces = places;
    emptyLayout(*m_places->layout());
    for (const auto &[text, place] : places) {
        QString shown = text.left(maxPlaceName);
        QToolButton *button = tableparts::button(m_places, u"arrow-right"_s, u"go-"_s + place.page);
        button->setText(shown.replace(u'&', u"&&"_s));
        button->setFocusPolicy(Qt::StrongFocus);
        // As wide as the pane, however long a name is.
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this,
                [this, target = place] { Q_EMIT wanted(target); });
        m_places->layout()->addWidget(button);
    }
}

} // namespace parlance::gui
