// SPDX-License-Identifier: GPL-3.0-or-later
// The clients of one session over every transport, and how they see its end.
import assert from 'node:assert/strict';
import { openPlain } from '../../clients/support/plainsocket.mjs';
import { connect, next, transportModes } from '../../clients/support/sockets.mjs';

/** Official clients, one a transport, and a plain WebSocket; closed after the test. */
export async function openClients(t, server, token) {
    const official = await Promise.all(Object.values(transportModes).map((mode) => connect(server.url, token, mode)));
    const plain = await openPlain(server.url, token);
    t.after(() => [plain, ...official].forEach((socket) => socket.close()));
    await plain.call('account.get');
    return { official, plain };
}

/** Runs `act`, which ends their session: they are told `expected`, and stay away. */
export async function assertEnded({ official, plain }, act, expected) {
    const told = official.map((socket) => next(socket, 'session.ended'));
    const gone = official.map((socket) => next(socket, 'disconnect'));
    const answer = await act();
    for (const [push] of await Promise.all(told))
        assert.deepEqual(push, expected);
    for (const [why] of await Promise.all(gone))
        assert.equal(why, 'io server disconnect');
    assert.ok(official.every((socket) => !socket.active && !socket.connected));
    assert.deepEqual((await plain.next((frame) => frame.event === 'session.ended')).data, expected);
    assert.equal((await plain.closed).code, 1008);
    return answer;
}
