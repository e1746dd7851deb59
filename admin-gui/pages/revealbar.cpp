// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/revealbar.h"

#include "models/format.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whatever a server tells, the bar stays a bar.
constexpr qsizetype mostReaders = 32;
constexpr qsizetype shownReaders = 2;
constexpr qsizetype maxReasonLength = 120;
constexpr qint64 maxRevealSeconds = qint64(24) * 3600;

QLabel *revealLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel *revealIcon(QWidget *parent)
{
    auto *label = new QLabel(parent);
    const int side = 2 * theme::grid;
    label->setPixmap(icon(u"eye"_s, theme::color(theme::Meaning::Privileged)).pixmap(side, side));
    return label;
}

} // namespace

RevealBar::RevealBar(const Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_ownRow(new QWidget(this))
    , m_othersRow(new QWidget(this))
    , m_ownText(revealLabel(m_ownRow, u"ownReveal"_s))
    , m_countdown(revealLabel(m_ownRow, u"countdown"_s))
    , m_hide(new QPushButton(tr("Hide now"), m_ownRow))
    , m_othersText(revealLabel(m_othersRow, u"otherReveals"_s))
{
    setObjectName(u"reveals"_s);
    addRows();
    m_ticks.setInterval(1s);
    connect(&m_ticks, &QTimer::timeout, this, &RevealBar::tick);
    connect(m_hide, &QPushButton::clicked, this,
            [this] { m_console.commands.start(u"traffic.reveal.off"_s, {}); });
    connect(&console.link, &ServerLink::notice, this, &RevealBar::take);
    // The server tells again who reads, after each log-in.
    connect(&console.link, &ServerLink::stateChanged, this, [this] {
        if (m_console.link.state() == ServerLink::State::Online)
            forget();
    });
    connect(&console.commands, &CommandRunner::done, this,
            [this](const CommandSpec *spec, const Chosen &, const Reply &reply) {
                if (QLatin1StringView(spec->command) == "traffic.reveal"_L1)
                    takeAnswer(reply.cells());
            });
    update();
}

void RevealBar::addRows()
{
    m_hide->setObjectName(u"hideTexts"_s);
    m_hide->setAccessibleName(tr("Hide the texts of messages now"));
    m_hide->setIcon(icon(u"eye"_s));
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_countdown->setFont(strong);
    m_countdown->setWordWrap(false);
    auto *own = new QHBoxLayout(m_ownRow);
    own->addWidget(revealIcon(m_ownRow));
    own->addWidget(m_ownText, 1);
    own->addWidget(m_countdown);
    own->addWidget(m_hide);
    auto *others = new QHBoxLayout(m_othersRow);
    others->addWidget(revealIcon(m_othersRow));
    others->addWidget(m_othersText, 1);
    for (QHBoxLayout *row : {own, others}) {
        row->setContentsMargins({});
        row->setSpacing(theme::grid);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(theme::grid);
    layout->addWidget(m_ownRow);
    layout->addWidget(m_othersRow);
}

void RevealBar::paintEvent(QPaintEvent *)
{
    QColor color = theme::color(theme::Meaning::Privileged);
    QPainter painter(this);
    painter.fillRect(rect().adjusted(0, 0, 0, -1), [color]() mutable {
        color.setAlphaF(0.1F);
        return color;
    }());
    painter.fillRect(rect().adjusted(0, height() - 1, 0, 0), theme::hairline());
}

void RevealBar::take(const adminprotocol::Notice &notice)
{
    const bool hasBegun = notice.kind == u"text_revealed"_s;
    if (!hasBegun && notice.kind != u"text_hidden"_s)
        return;
    const Cells details = notice.details.toVariantMap();
    Reveal reveal{.by = notice.by.left(maxReasonLength),
                  .reason = details.value(u"reason"_s).toString().left(maxReasonLength),
                  .room = details.value(u"room"_s).toString().left(maxReasonLength),
                  .until = format::timeOf(details.value(u"until"_s))};
    if (notice.by == m_console.link.welcome().user)
        return setOwn(hasBegun ? reveal : Reveal());
    if (!hasBegun)
        m_others.remove(notice.by);
    else if (m_others.size() < mostReaders)
        m_others.insert(notice.by, reveal);
    Q_EMIT told(hasBegun ? tr("%1 reads the texts of new messages.").arg(reveal.by)
                         : tr("%1 no longer reads texts.").arg(reveal.by));
    update();
}

void RevealBar::takeAnswer(const Cells &cells)
{
    const bool isShown = cells.value(u"shown"_s, false).toBool();
    setOwn(isShown ? Reveal{.by = cells.value(u"by"_s).toString(),
                            .reason = cells.value(u"reason"_s).toString().left(maxReasonLength),
                            .room = cells.value(u"room"_s).toString().left(maxReasonLength),
                            .until = format::timeOf(cells.value(u"until"_s))}
                   : Reveal());
}

void RevealBar::setOwn(const Reveal &reveal)
{
    const bool wasRevealed = isRevealed();
    m_own = reveal;
    if (wasRevealed != isRevealed())
        Q_EMIT revealedChanged(isRevealed());
    update();
}

void RevealBar::forget()
{
    m_others.clear();
    setOwn({});
}

qint64 RevealBar::secondsLeft(const Reveal &reveal) const
{
    const QDateTime now =
        QDateTime::currentDateTimeUtc().addSecs(-m_console.link.clockAheadSeconds());
    return std::clamp<qint64>(now.secsTo(reveal.until), 0, maxRevealSeconds);
}

void RevealBar::tick()
{
    for (const QString &by : m_others.keys()) {
        if (secondsLeft(m_others.value(by)) == 0)
            m_others.remove(by);
    }
    if (isRevealed() && secondsLeft(m_own) == 0)
        setOwn({});
    update();
}

QString RevealBar::whereOf(const Reveal &reveal) const
{
    return reveal.room.isEmpty() ? tr("in all rooms") : tr("in %1").arg(reveal.room);
}

QString RevealBar::othersText() const
{
    QStringList lines;
    for (const Reveal &each : m_others) {
        if (lines.size() == shownReaders && m_others.size() > shownReaders) {
            lines.append(tr("And %n more.", nullptr, int(m_others.size() - shownReaders)));
            break;
        }
        const QString until = each.until.toLocalTime().toString(u"HH:mm"_s);
        lines.append(tr("%1 reads the texts of new messages %2 until %3: %4")
                         .arg(each.by, whereOf(each), until, each.reason));
    }
    return lines.join(u'\n');
}

void RevealBar::update()
{
    if (isRevealed()) {
        const qint64 left = secondsLeft(m_own);
        m_ownText->setText(tr("You read the texts of new messages %1; all administrators know. "
                              "Reason: %2")
                               .arg(whereOf(m_own), m_own.reason));
        m_countdown->setText(
            tr("%1 left").arg(u"%1:%2"_s.arg(left / 60).arg(left % 60, 2, 10, QChar(u'0'))));
    }
    m_othersText->setText(othersText());
    m_ownRow->setVisible(isRevealed());
    m_othersRow->setVisible(!m_others.isEmpty());
    const bool isWanted = isRevealed() || !m_others.isEmpty();
    setVisible(isWanted);
    if (isWanted && !m_ticks.isActive())
        m_ticks.start();
    else if (!isWanted)
        m_ticks.stop();
}

} // namespace parlance::gui
