// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/tablepage.h"

class QCheckBox;

namespace parlance::gui {

class FilterBox;
class RoomInspector;
class RoomsModel;

/// The public and private rooms: what happens in them, and what may be done about it.
class RoomsPage : public TablePage
{
    Q_OBJECT

public:
    explicit RoomsPage(const Console &console);

    bool isAllowed() const override { return link().maySee(QStringLiteral("rooms")); }
    void setShown(bool isShown) override;
    void open(const Place &place) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    RoomsModel &model() { return *m_model; }

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void select(const QString &key) override;
    void updateSelected() override;
    bool hasOtherFilters() const override;
    void clearOtherFilters() override;

private:
    void addFilters();
    void filterOnline(bool isOn);

    RoomsModel *m_model;
    RoomInspector *m_inspector;
    FilterBox *m_kind;
    FilterBox *m_frozen;
    QCheckBox *m_online;
};

} // namespace parlance::gui
