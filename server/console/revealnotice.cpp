// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/revealnotice.h"

#include <QJsonObject>

namespace parlance::console {

using namespace Qt::StringLiterals;

adminprotocol::Notice noticeOf(const TextReveal &reveal, bool isShown)
{
    const bool isOfOneRoom = !reveal.room.isNull();
    const QString where =
        isOfOneRoom ? u"the room %1"_s.arg(reveal.roomName) : u"all public and private rooms"_s;
    adminprotocol::Notice notice{.kind = isShown ? u"text_revealed"_s : u"text_hidden"_s};
    notice.at = toIsoString(isShown ? reveal.since : reveal.until);
    notice.by = reveal.by;
    notice.message = isShown ? u"%1 reads new messages of %2 until %3: %4"_s.arg(
                                   reveal.by, where, toIsoString(reveal.until), reveal.reason)
                             : u"%1 no longer reads new messages of %2"_s.arg(reveal.by, where);
    notice.details = {
        {u"reason"_s, reveal.reason},
        {u"until"_s, toIsoString(reveal.until)},
        {u"room"_s, isOfOneRoom ? QJsonValue(reveal.roomName) : QJsonValue()},
        {u"roomId"_s, isOfOneRoom ? QJsonValue(reveal.room.toString()) : QJsonValue()}};
    return notice;
}

} // namespace parlance::console
