// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/trustbox.h"

#include "link/trustedcertificates.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using theme::Meaning;

namespace {

QLabel *trustLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// In two lines, as two halves are easier to compare.
QString inHalves(const QString &fingerprint)
{
    const qsizetype half = fingerprint.size() / 2;
    return fingerprint.left(half) + u'\n' + fingerprint.mid(half + 1);
}

} // namespace

TrustBox::TrustBox(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel)
    , m_what(trustLabel())
    , m_advice(trustLabel())
    , m_before(fingerprintLabel(u"trustedFingerprint"_s))
    , m_beforeTitle(new QLabel(tr("Trusted so far")))
    , m_now(fingerprintLabel(u"fingerprint"_s))
    , m_trust(new QPushButton)
    , m_decline(new QPushButton(tr("Do not connect")))
{
    setObjectName(u"trust"_s);
    m_what->setObjectName(u"what"_s);
    QFont strong = m_what->font();
    strong.setWeight(QFont::DemiBold);
    m_what->setFont(strong);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(2 * theme::grid, 12, 2 * theme::grid, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(theme::grid);
    auto *title = new QLabel(tr("SHA-256"));
    title->setBuddy(m_now);
    grid->addWidget(m_icon, 0, 0, Qt::AlignTop);
    grid->addWidget(m_what, 0, 1, 1, 2);
    grid->addWidget(m_advice, 1, 1, 1, 2);
    grid->addWidget(m_beforeTitle, 2, 1, Qt::AlignTop);
    grid->addWidget(m_before, 2, 2);
    grid->addWidget(title, 3, 1, Qt::AlignTop);
    grid->addWidget(m_now, 3, 2);
    grid->addWidget(buttons(), 4, 1, 1, 2);
    grid->setColumnStretch(2, 1);
}

QLabel *TrustBox::fingerprintLabel(const QString &name)
{
    QLabel *label = trustLabel();
    label->setObjectName(name);
    label->setWordWrap(false);
    label->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(tr("Fingerprint of the certificate"));
    return label;
}

QWidget *TrustBox::buttons()
{
    m_trust->setObjectName(u"trustIt"_s);
    m_decline->setObjectName(u"decline"_s);
    connect(m_trust, &QPushButton::clicked, this, [this] {
        TrustedCertificates::trust(m_target.url, m_fingerprint);
        hide();
        Q_EMIT trusted();
    });
    connect(m_decline, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT declined();
    });
    auto *row = new QWidget;
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, theme::grid, 0, 0);
    across->addStretch();
    across->addWidget(m_decline);
    across->addWidget(m_trust);
    return row;
}

void TrustBox::ask(const Problem &problem, const Target &target)
{
    m_target = target;
    m_fingerprint = problem.details;
    m_hasChanged = problem.code == u"certificate_changed"_s;
    m_what->setText(problem.what);
    m_advice->setText(problem.advice + u' ' +
                      tr("On the server's computer, openssl x509 -noout -sha256 -fingerprint -in "
                         "CERTIFICATE prints it."));
    m_before->setText(inHalves(TrustedCertificates::fingerprintFor(target.url)));
    m_before->setVisible(m_hasChanged);
    m_beforeTitle->setVisible(m_hasChanged);
    m_now->setText(inHalves(m_fingerprint));
    m_trust->setText(m_hasChanged ? tr("Trust the new certificate") : tr("Trust and connect"));
    m_trust->setProperty("isDanger", m_hasChanged);
    m_trust->setProperty("isMain", !m_hasChanged);
    // Without a certificate there is nothing to trust.
    m_trust->setEnabled(!m_fingerprint.isEmpty());
    const auto meaning = m_hasChanged ? Meaning::Bad : Meaning::Attention;
    m_icon->setPixmap(
        icon(m_hasChanged ? u"error"_s : u"shield"_s, theme::color(meaning)).pixmap(20, 20));
    setAccessibleName(problem.what);
    show();
    // Enter does not trust by accident.
    m_decline->setFocus(Qt::OtherFocusReason);
}

void TrustBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor fill = theme::color(m_hasChanged ? Meaning::Bad : Meaning::Attention);
    fill.setAlphaF(0.08F);
    QColor edge = fill;
    edge.setAlphaF(0.45F);
    painter.setPen(edge);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace parlance::gui
