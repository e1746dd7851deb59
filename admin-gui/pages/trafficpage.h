// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/entriespage.h"

namespace parlance::gui {

class DetailPane;
class RevealBar;
class TrafficModel;

/// What happens on the server, as it happens. Texts of messages only after a reason was given, for
/// 15 minutes, and all administrators are told.
class TrafficPage : public EntriesPage
{
    Q_OBJECT

public:
    explicit TrafficPage(const Console &console);

    void setShown(bool isShown) override;

    TrafficModel &model() { return *m_model; }

protected:
    QString fileName() const override { return QStringLiteral("traffic.csv"); }
    RecordsFile *makeFile(const QString &path) override;
    QString unreadText(int count) const override;
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void updateSelected() override;

private:
    void addFilters();
    void addReveal();
    QList<std::pair<QString, Place>> placesOf(const Cells &cells) const;

    TrafficModel *m_model;
    RevealBar *m_bar;
    DetailPane *m_details;
    bool m_isFront = false;
};

} // namespace parlance::gui
