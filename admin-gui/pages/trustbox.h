// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"
#include "link/target.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QPushButton;

namespace parlance::gui {

/// Asks whether the operator trusts a certificate that no authority vouches for, by its
/// fingerprint. Louder where it is another one than the operator trusted before.
class TrustBox : public QFrame
{
    Q_OBJECT

public:
    explicit TrustBox(QWidget *parent = nullptr);

    /// `problem`: of Kind::UntrustedCertificate.
    void ask(const Problem &problem, const Target &target);

Q_SIGNALS:
    /// The fingerprint is stored.
    void trusted();
    void declined();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buttons();
    QLabel *fingerprintLabel(const QString &name);

    Target m_target;
    QString m_fingerprint;
    bool m_hasChanged = false;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_advice;
    QLabel *m_before;
    QLabel *m_beforeTitle;
    QLabel *m_now;
    QPushButton *m_trust;
    QPushButton *m_decline;
};

} // namespace parlance::gui
