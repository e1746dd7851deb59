// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms as the clients of "chatroom" open them.
import assert from 'node:assert/strict';
import { unique } from './values.mjs';

/** Creates a room with a unique name. Returns the server's answer. */
export async function newChatroom(server, user, more = {}) {
    const { status, body } = await server.api('POST', '/api/rooms', { name: unique('hall'), ...more }, user.token);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
}
