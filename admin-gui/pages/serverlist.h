// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/profiles.h"

#include <QListWidget>

namespace parlance::gui {

/// The servers on this computer, then the saved and the recent ones: an icon, a name, and below it
/// who and when. Enter or a double click connects, Del removes.
class ServerList : public QListWidget
{
    Q_OBJECT

public:
    explicit ServerList(QWidget *parent = nullptr);

    /// Reads them again; the current one stays current.
    void reload();

Q_SIGNALS:
    void chosen(const parlance::gui::Profile &profile);
    /// It shall be connected to.
    void wanted(const parlance::gui::Profile &profile);
    void removed(const parlance::gui::Profile &profile);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void add(const Profile &profile, const QString &line, const QString &icon, bool isRemovable);
    const Profile *at(const QListWidgetItem *item) const;
    void removeCurrent();

    QList<Profile> m_profiles;
};

} // namespace parlance::gui
