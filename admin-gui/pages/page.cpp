// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/page.h"

namespace parlance::gui {

Page::Page(const Console &console, const QString &id, const QString &title, const QString &icon)
    : m_console(console)
    , m_id(id)
    , m_title(title)
    , m_icon(icon)
{
    setObjectName(id);
    setAccessibleName(title);
}

} // namespace parlance::gui
