// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace parlance::gui {

/// A filter that lets several words through: a button with a menu of them.
class KindFilter : public QToolButton
{
    Q_OBJECT

public:
    /// `words`: of the server. `all`: what it says while all are let through.
    KindFilter(const QStringList &words, const QString &all, QWidget *parent = nullptr);

    /// "posted,edited"; empty: all.
    QString value() const;
    void setValue(const QString &value);

Q_SIGNALS:
    void valueChanged(const QString &value);

private:
    void update();

    const QString m_all;
    QList<QAction *> m_choices;
};

} // namespace parlance::gui
