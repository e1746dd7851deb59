// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/doctor.h"

#include <QFrame>

class QGridLayout;
class QLabel;
class QToolButton;

namespace parlance::gui {

/// Why it did not work: the sentence that matters, what to do, and, folded, what the doctor found
/// out, to be copied.
class ProblemBox : public QFrame
{
    Q_OBJECT

public:
    explicit ProblemBox(QWidget *parent = nullptr);

    /// The doctor examines the target, and its line replaces a vaguer one.
    void show(const Problem &problem, const Target &target);
    /// Without a doctor.
    void show(const Problem &problem);
    QString text() const;
    Doctor &doctor() { return m_doctor; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buttons();
    void showText(const Problem &problem);
    void showChecks();
    void takeVerdict();
    void updateFold();

    Doctor m_doctor;
    Problem m_problem;
    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_advice;
    QToolButton *m_fold;
    QToolButton *m_copy;
    QWidget *m_details;
    QGridLayout *m_checks;
};

} // namespace parlance::gui
