// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace parlance::gui {

/// What stands where a table would be: that there is nothing, that it is loading, that the server
/// refuses, that the link is down. A sentence, why, what to do, and perhaps a button.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// `icon`: of icons/; `button` empty: none.
    void showMessage(const QString &icon, const QString &what, const QString &advice = {},
                     const QString &button = {});
    /// Nothing for the first 300 ms, then rows without content.
    void showLoading();
    bool isLoading() const { return m_isLoading; }
    QString text() const;

Q_SIGNALS:
    /// The button.
    void wanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void setMessageVisible(bool isVisible);
    void updateIcon();

    QLabel *m_icon;
    QLabel *m_what;
    QLabel *m_advice;
    QPushButton *m_button;
    QString m_iconName;
    QTimer m_patience;
    bool m_isLoading = false;
};

} // namespace parlance::gui
