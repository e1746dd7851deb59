// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialects/handlersupport.h"
#include "dialects/nativehandlers.h"
#include "dialects/nativejson.h"

namespace parlance::nativehandlers {

using namespace Qt::StringLiterals;

namespace {

// As its reporter sees it.
QJsonObject renderReport(const Report &report)
{
    const bool ofMessage = !report.messageId.isNull();
    return {
        {u"id"_s, report.id.toString()},
        {u"user"_s, nativejson::userRef(report.user)},
        {u"messageId"_s, ofMessage ? QJsonValue(report.messageId.toString()) : QJsonValue()},
        {u"roomId"_s, ofMessage ? QJsonValue(report.roomId.toString()) : QJsonValue()},
        {u"reason"_s, report.reason},
        {u"createdAt"_s, toIsoString(report.createdAt)},
    };
}

void addReport(Services &services, const Call &call, JsonReader &in, NewReport report,
               Respond respond)
{
    report.reason = in.optionalString(u"reason"_s).value_or(QString());
    auto finish = [respond = std::move(respond)](const Result<StoredReport> &stored) {
        if (!stored)
            return respond(stored.error());
        respond(Reply{renderReport(stored->report), stored->repeated ? 200 : 201});
    };
    callWith(services.reports, &Reports::add, call, in, report,
             Callback<StoredReport>(std::move(finish)));
}

} // namespace

void reportMessage(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    NewReport report{.messageId = in.id<MessageId>(u"messageId"_s)};
    addReport(services, call, in, std::move(report), std::move(respond));
}

void reportUser(Services &services, const Call &call, Respond respond)
{
    JsonReader in = reader(call);
    NewReport report{.userId = in.id<UserId>(u"userId"_s)};
    addReport(services, call, in, std::move(report), std::move(respond));
}

} // namespace parlance::nativehandlers
