// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace parlance::gui {

/// What a count consists of: a line a part with its share as a bar, the largest first.
class Breakdown : public QWidget
{
    Q_OBJECT

public:
    struct Part
    {
        QString name = {};
        double count = 0;
    };

    /// `none`: instead of parts, where there are none.
    Breakdown(const QString &title, const QString &none, QWidget *parent = nullptr);

    /// Those with the same name are added up. The least ones become one line, "others".
    void setParts(const QList<Part> &parts);
    const QList<Part> &parts() const { return m_parts; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int lineHeight() const;

    const QString m_title;
    const QString m_none;
    QList<Part> m_parts;
};

} // namespace parlance::gui
