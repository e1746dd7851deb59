// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/page.h"

#include <QTimer>

class QLabel;
class QPushButton;

namespace parlance::gui {

/// Who reads the texts of messages now: the operator, with the time that is left and a button that
/// ends it, and other administrators, with their reasons. Hidden while nobody does.
class RevealBar : public QWidget
{
    Q_OBJECT

public:
    explicit RevealBar(const Console &console, QWidget *parent = nullptr);

    /// Whether this account sees texts.
    bool isRevealed() const { return m_own.until.isValid(); }

Q_SIGNALS:
    void revealedChanged(bool isRevealed);
    /// An administrator begins or ends to read texts; a sentence.
    void told(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Reveal
    {
        QString by = {};
        QString reason = {};
        /// Empty: all rooms.
        QString room = {};
        /// By the server's clock.
        QDateTime until = {};
    };

    void addRows();
    void take(const adminprotocol::Notice &notice);
    void takeAnswer(const Cells &cells);
    void setOwn(const Reveal &reveal);
    void forget();
    void tick();
    void update();
    QString whereOf(const Reveal &reveal) const;
    QString othersText() const;
    /// By the server's clock.
    qint64 secondsLeft(const Reveal &reveal) const;

    const Console m_console;
    Reveal m_own;
    QMap<QString, Reveal> m_others;
    QWidget *m_ownRow;
    QWidget *m_othersRow;
    QLabel *m_ownText;
    QLabel *m_countdown;
    QPushButton *m_hide;
    QLabel *m_othersText;
    QTimer m_ticks;
};

} // namespace parlance::gui
