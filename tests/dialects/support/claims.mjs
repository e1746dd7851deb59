// SPDX-License-Identifier: GPL-3.0-or-later
// How a socket without a token claims a user, and checks that it is refused.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from './socket.mjs';
import { unique } from './values.mjs';

/** The dialects whose sockets may open without a token. */
export const openDialects = ['named-rooms', 'rooms', 'phone'];

const nobody = { username: 'nobody-at-all', id: '0123456789abcdef01234567' };
const content = 'in the name of another';

/** dialect → the events that name a user, in the order in which clients send them. */
const claims = {
    'named-rooms': (user, room) => [
        ['joinRoom', { username: user.username, room: room.name }],
        ['sendMessage', { username: user.username, room: room.name, text: content }],
    ],
    rooms: (user, room) => [['sendMessage', { sender: user.id, room: room.id, content }]],
    phone: (user, room) => [
        ['register', user.id],
        ['sendMessage', { senderId: user.id, receiverId: room.id, content }],
    ],
};

/** A room of which the user is a member: { id, name }. */
export async function newRoom(server, user) {
    const { status, body } = await server.api('POST', '/api/v1/rooms', { name: unique('hall') }, user.token);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
}

/** The texts in the room, sorted. */
export async function texts(server, user, room) {
    const { status, body } = await server.api('GET', `/api/v1/rooms/${room.id}/messages`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
    return body.messages.map(({ text }) => text).sort();
}

/** Makes the socket act for the user. */
export function act(dialect, socket, user, room) {
    return socket.ask(...claims[dialect](user, room)[0]);
}

async function answerTo(socket, claim) {
    try {
        await socket.ask(...claim);
    } catch (error) {
        if (error instanceof Refusal)
            return error.answer;
        throw error;
    }
    throw new assert.AssertionError({ message: `${JSON.stringify(claim)} was accepted` });
}

/** No event lets the socket act for the user. The answer is the same as for an unknown user. */
export async function cannotAct(dialect, socket, user, room) {
    const unknown = claims[dialect](nobody, room);
    for (const [index, claim] of claims[dialect](user, room).entries()) {
        await socket.isRefused(...claim);
        assert.deepEqual(await answerTo(socket, claim), await answerTo(socket, unknown[index]), `${dialect}: ${claim[0]}`);
    }
}

/** A log-out without a token is refused, with the same answer for every user. */
export async function cannotLogOut(page, user) {
    const refused = await page.api('POST', '/logout', { profileId: user.id });
    assert.equal(refused.status, 401, JSON.stringify(refused.body));
    const unknown = await page.api('POST', '/logout', { profileId: nobody.id });
    assert.deepEqual([unknown.status, unknown.body], [refused.status, refused.body]);
}

export async function isLoggedIn(server, user) {
    const { status } = await server.api('GET', '/api/v1/accounts/me', undefined, user.token);
    return status === 200;
}

export async function endSession(server, user) {
    const { status } = await server.api('DELETE', '/api/v1/sessions/current', undefined, user.token);
    assert.equal(status, 200);
}

/** Waits for a matching line in the server's log. Returns all matching lines. */
export async function logged(server, pattern) {
    const lines = () => server.stderr.split('\n').filter((line) => pattern.test(line));
    for (const late = Date.now() + 10000; lines().length === 0; await pause(10))
        assert.ok(Date.now() < late, `nothing like ${pattern} in the log:\n${server.stderr}`);
    return lines();
}
