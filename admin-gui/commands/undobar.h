// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace parlance::gui {

/// A line over the lower edge of a window that says what a command has done, and takes it back:
/// with the button, or Ctrl+Z. It goes away after ten seconds (five without undo), later while the
/// pointer or the focus is in it.
class UndoBar : public QFrame
{
    Q_OBJECT

public:
    /// It becomes the window's child and follows its size.
    explicit UndoBar(QWidget &window);

    /// Without `undo` it only tells.
    void tell(const QString &text, std::function<void()> undo = {});
    /// Stays until it is closed or something else is told.
    void complain(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void present(const QString &text);
    void place();

    std::function<void()> m_undo;
    QLabel *m_text;
    QPushButton *m_undoButton;
    QBasicTimer m_timer;
    int m_leftMs = 0;
    int m_totalMs = 0;
};

} // namespace parlance::gui
