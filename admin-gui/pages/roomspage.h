// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/tablepage.h"

namespace parlance::gui {

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

    RoomsModel &model() { return *m_model; }

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void select(const QString &key) override;
    void updateSelected() override;
    void filterBy(const QString &filter, const QString &value) override;

private:
    void addFilters();

    RoomsModel *m_model;
    RoomInspector *m_inspector;
};

} // namespace parlance::gui
