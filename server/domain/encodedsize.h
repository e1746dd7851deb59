// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/model.h"

namespace parlance {

/// Upper bound of the bytes that `text` takes between the quotes of a JSON string (RFC 8259,
/// section 7): UTF-8, a control character as six, a quote or a backslash as two.
qint64 encodedBytes(const QString &text);
/// Upper bound of the bytes that a message takes in an answer or a push of any protocol.
qint64 encodedBytes(const Message &message);

} // namespace parlance
