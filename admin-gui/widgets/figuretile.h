// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/sparkline.h"

class QLabel;

namespace parlance::gui {

/// One figure: what it is, its value in large letters, its course, and a note.
class FigureTile : public QWidget
{
    Q_OBJECT

public:
    explicit FigureTile(const QString &title, QWidget *parent = nullptr);

    void setValue(const QString &text);
    QString value() const;
    void setNote(const QString &text);
    void setCourse(std::vector<double> values);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void updateColors();
    void showNote();

    QLabel *m_title;
    QLabel *m_value;
    QLabel *m_note;
    QString m_noteText;
    Sparkline *m_course;
};

} // namespace parlance::gui
