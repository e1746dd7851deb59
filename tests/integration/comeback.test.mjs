// SPDX-License-Identifier: GPL-3.0-or-later
// Official clients that come back after a restart, with the limits as they are by default.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { versions } from '../clients/support/field.mjs';
import { Server } from '../clients/support/server.mjs';
import { transportModes } from '../clients/support/sockets.mjs';
import { registerIn } from '../dialects/support/users.mjs';
import { unique } from '../dialects/support/values.mjs';

const config = '[engineio]\nallow_v3 = true\n[rate_limits.authentication]\ncount = 1000\n';

async function withServer(t) {
    const server = new Server();
    const file = join(server.dir, 'test.toml');
    writeFileSync(file, config);
    server.env = { PARLANCE_RATE_LIMITS: 'on', PARLANCE_CONFIG: file };
    await server.start();
    t.after(() => server.stop());
    return server;
}

/** A client that reconnects by itself; closed with the test. */
function connect(t, server, token, { io } = versions[0], mode = 'websocket') {
    const socket = io(server.url, {
        ...transportModes[mode], forceNew: true, auth: { token }, query: { token }, reconnectionDelay: 20, reconnectionDelayMax: 200,
    });
    t.after(() => socket.close());
    return socket;
}

const until = (socket, event) => new Promise((resolve) => { socket.once(event, resolve); });

test('90 sockets of one account are all back after a restart', { timeout: 120000 }, async (t) => {
    const server = await withServer(t);
    const { token } = await server.register(unique('alice'));
    const sockets = Array.from({ length: 90 }, () => connect(t, server, token));
    await Promise.all(sockets.map((socket) => until(socket, 'connect')));
    const refusals = [];
    sockets.forEach((socket) => socket.on('connect_error', (error) => error.data && refusals.push(error.data)));
    const away = sockets.map((socket) => until(socket, 'disconnect'));
    await server.stop();
    await Promise.all(away);
    const back = sockets.map((socket) => until(socket, 'connect'));
    await server.start();
    const since = Date.now();
    await Promise.all(back);
    assert.ok(Date.now() - since < 60000, `${Date.now() - since} ms`);
    assert.deepEqual(refusals, []);
});

test('200 messages of one burst are all stored, in their order', { timeout: 120000 }, async (t) => {
    const server = await withServer(t);
    await Promise.all(['websocket', 'polling'].map(async (mode) => {
        const alice = await registerIn('named-rooms', server, unique('alice'));
        const room = unique('hall');
        const socket = connect(t, server, alice.token, versions[0], mode);
        await socket.emitWithAck('joinRoom', { username: alice.username, room });
        const texts = Array.from({ length: 200 }, (_, i) => `${i}`);
        await Promise.all(texts.map((text) => socket.emitWithAck('sendMessage', { text, username: alice.username, room })));
        const { body } = await server.api('GET', `/api/chat/messages/${room}`, undefined, alice.token);
        assert.deepEqual(body.map((message) => message.text), texts);
    }));
});

/** How a client of a dialect joins and sends, and where its messages are read. */
const ways = {
    'named-rooms': {
        make: async () => unique('hall'),
        join: (room, user) => ['joinRoom', { username: user.username, room }],
        send: (room, user, text) => ['sendMessage', { text, username: user.username, room }],
        texts: (body) => body.map((message) => message.text),
    },
    rooms: {
        make: async (server, user) => (await server.api('POST', '/api/chat/room', { name: unique('hall') }, user.token)).body.room._id,
        join: (room) => ['joinRoom', room],
        send: (room, user, text) => ['sendMessage', { room, sender: user.id, content: text }],
        texts: (body) => body.map((message) => message.content),
    },
    chatroom: {
        make: async (server, user) => (await server.api('POST', '/api/rooms', { name: unique('hall') }, user.token)).body._id,
        join: (room) => ['joinRoom', { roomId: room }],
        send: (room, user, text) => ['sendMessage', { message: text }],
        texts: (body) => body.map((message) => message.content),
    },
};

for (const [dialect, way] of Object.entries(ways)) {
    test(`${dialect}: what is typed while the server is down arrives once, in order`, { timeout: 120000 }, async (t) => {
        const server = await withServer(t);
        const clients = await Promise.all(versions.flatMap((version) => ['polling', 'websocket'].map(async (mode) => {
            const user = await registerIn(dialect, server, unique('alice'));
            const room = await way.make(server, user);
            const socket = connect(t, server, user.token, version, mode);
            // Only once, as a component does it at its mount.
            await new Promise((resolve) => { socket.emit(...way.join(room, user), resolve); });
            return { user, room, socket };
        })));
        const away = clients.map(({ socket }) => until(socket, 'disconnect'));
        await server.stop();
        await Promise.all(away);
        for (const { user, room, socket } of clients)
            ['one', 'two', 'three'].forEach((text) => socket.emit(...way.send(room, user, text)));
        await server.start();
        await Promise.all(clients.map(async ({ user, room, socket }) => {
            await new Promise((resolve) => { socket.emit(...way.send(room, user, 'four'), resolve); });
            const { body } = await server.api('GET', `/api/chat/messages/${room}`, undefined, user.token);
            assert.deepEqual(way.texts(body), ['one', 'two', 'three', 'four']);
        }));
    });
}
