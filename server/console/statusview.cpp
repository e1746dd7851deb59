// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/statusview.h"

#include "admin/adminjson.h"

namespace parlance::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

StatusView::StatusView(ServerControl &server)
    : m_server(server)
    , m_ticker(2s)
{
}

void StatusView::read(const Window &window, const Actor &, Callback<Page> done)
{
    m_server.status(
        [done = std::move(done), offset = window.offset](const Result<ServerStatus> &status) {
            if (!status)
                return done(status.error());
            Page page{.total = 1};
            if (offset == 0)
                page.rows.push_back({u"server"_s, adminjson::status(*status)});
            done(page);
        });
}

} // namespace parlance::console
