// SPDX-License-Identifier: GPL-3.0-or-later
#include "socketio/joining.h"

#include <QPointer>

namespace parlance::socketio {

Joining::Joining(Namespace &nsp, ConnectRequest request, QObject *parent)
    : QObject(parent)
    , m_nsp(nsp)
    , m_request(std::move(request))
{
}

void Joining::proceed()
{
    if (m_asked == m_nsp.m_middlewares.size()) {
        decide(std::nullopt);
        return;
    }
    const size_t asked = ++m_asked;
    m_nsp.m_middlewares[asked - 1](
        m_request, [self = QPointer(this), asked](const std::optional<Refusal> &refusal) {
            // Only the first answer of the current middleware counts.
            if (!self || self->m_decided || self->m_asked != asked)
                return;
            if (refusal)
                self->decide(refusal);
            else
                self->proceed();
        });
}

void Joining::decide(const std::optional<Refusal> &refusal)
{
    m_decided = true;
    Q_EMIT decided(refusal);
}

} // namespace parlance::socketio
