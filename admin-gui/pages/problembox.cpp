// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/problembox.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using theme::Meaning;

namespace {

QLabel *problemSentence()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

struct CheckLook
{
    QString icon;
    QColor color;
    QString word;
};

CheckLook lookOf(Doctor::State state)
{
    switch (state) {
    case Doctor::State::Good:
        return {u"check"_s, theme::color(Meaning::Good), Doctor::tr("good")};
    case Doctor::State::Attention:
        return {u"warning"_s, theme::color(Meaning::Attention), Doctor::tr("attention")};
    case Doctor::State::Bad:
        return {u"error"_s, theme::color(Meaning::Bad), Doctor::tr("wrong")};
    case Doctor::State::Waiting:
        return {u"clock"_s, theme::faint(), Doctor::tr("waiting")};
    case Doctor::State::Skipped:
        break;
    }
    return {{}, theme::faint(), Doctor::tr("left out")};
}

} // namespace

ProblemBox::ProblemBox(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_what(problemSentence())
    , m_advice(problemSentence())
    , m_fold(new QToolButton)
    , m_copy(new QToolButton)
    , m_details(new QWidget)
    , m_checks(new QGridLayout(m_details))
{
    setObjectName(u"problem"_s);
    m_what->setObjectName(u"what"_s);
    QFont strong = m_what->font();
    strong.setWeight(QFont::DemiBold);
    m_what->setFont(strong);
    m_checks->setContentsMargins(0, theme::grid, 0, 0);
    m_checks->setHorizontalSpacing(theme::grid);
    m_checks->setVerticalSpacing(6);
    m_checks->setColumnStretch(2, 1);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(2 * theme::grid, 12, 2 * theme::grid, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_what, 0, 1);
    grid->addWidget(m_advice, 1, 1);
    grid->addWidget(buttons(), 2, 1);
    grid->addWidget(m_details, 3, 1);
    grid->setColumnStretch(1, 1);
    m_details->hide();
    connect(&m_doctor, &Doctor::changed, this, &ProblemBox::showChecks);
    connect(&m_doctor, &Doctor::finished, this, &ProblemBox::takeVerdict);
}

QWidget *ProblemBox::buttons()
{
    m_fold->setObjectName(u"details"_s);
    m_fold->setCheckable(true);
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setObjectName(u"copy"_s);
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copies what was found, to be passed on"));
    m_copy->setIcon(icon(u"copy"_s));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (QToolButton *button : {m_fold, m_copy})
        button->setFocusPolicy(Qt::StrongFocus);
    connect(m_fold, &QToolButton::toggled, this, &ProblemBox::updateFold);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    auto *row = new QWidget;
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, theme::grid, 0, 0);
    across->addWidget(m_fold);
    across->addWidget(m_copy);
    across->addStretch();
    updateFold();
    return row;
}

void ProblemBox::updateFold()
{
    m_details->setVisible(m_fold->isChecked());
    m_fold->setText(m_fold->isChecked() ? tr("Hide the details") : tr("Show the details"));
}

void ProblemBox::show(const Problem &problem, const Target &target)
{
    show(problem);
    m_fold->show();
    m_copy->show();
    m_doctor.examine(target, {}, problem);
}

void ProblemBox::show(const Problem &problem)
{
    m_fold->setChecked(false);
    m_fold->hide();
    m_copy->hide();
    showText(problem);
    QFrame::show();
}

void ProblemBox::showText(const Problem &problem)
{
    m_problem = problem;
    m_what->setText(problem.what);
    QString advice = problem.advice;
    if (problem.retryAfterSeconds > 0)
        advice += u' ' + tr("Try again in %n second(s).", "", problem.retryAfterSeconds);
    m_advice->setText(advice.trimmed());
    m_advice->setVisible(!advice.isEmpty());
    const QColor color = theme::color(Meaning::Bad);
    m_icon->setPixmap(icon(u"error"_s, color).pixmap(20, 20));
    setAccessibleName(problem.what);
}

// What the attempt itself said is exact where the server said it; else the doctor knows more.
void ProblemBox::takeVerdict()
{
    const Problem &verdict = m_doctor.verdict();
    if (verdict && m_problem.code.isEmpty())
        showText(verdict);
    showChecks();
}

void ProblemBox::showChecks()
{
    while (QLayoutItem *item = m_checks->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const Doctor::Check &check : m_doctor.checks()) {
        const CheckLook look = lookOf(check.state);
        auto *picture = new QLabel;
        picture->setFixedSize(16, 16);
        picture->setPixmap(icon(look.icon, look.color).pixmap(16, 16));
        picture->setAccessibleName(look.word);
        auto *title = new QLabel(check.title);
        QLabel *finding = problemSentence();
        finding->setText(check.finding.isEmpty() ? u"–"_s : check.finding);
        QPalette faint = finding->palette();
        if (check.state == Doctor::State::Skipped) {
            for (const auto role : {QPalette::WindowText, QPalette::Text})
                faint.setColor(role, theme::faint());
        }
        title->setPalette(faint);
        finding->setPalette(faint);
        m_checks->addWidget(picture, row, 0, Qt::AlignTop);
        m_checks->addWidget(title, row, 1, Qt::AlignTop);
        m_checks->addWidget(finding, row, 2);
        ++row;
    }
}

QString ProblemBox::text() const
{
    QString text = m_problem.what + u' ' + m_problem.advice + u'\n';
    if (!m_problem.details.isEmpty())
        text += m_problem.details + u'\n';
    return m_doctor.checks().isEmpty() ? text : text + u'\n' + m_doctor.report();
}

void ProblemBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = theme::color(Meaning::Bad);
    fill.setAlphaF(0.08F);
    QColor edge = fill;
    edge.setAlphaF(0.45F);
    painter.setPen(edge);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace parlance::gui
