// SPDX-License-Identifier: GPL-3.0-or-later
// Official clients that reconnect after a restart, with the default limits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newUser } from '../dialects/support/users.mjs';
import { ask, comingBack, kinds, startLimited, until } from './support/comebacks.mjs';
import { ways } from './support/ways.mjs';

/** Resolves when all of them are connected, or none. Some may disconnect in between. */
function untilAll(sockets, connected) {
    return new Promise((resolve) => {
        const look = () => sockets.every((socket) => socket.connected === connected) && resolve();
        for (const event of ['connect', 'disconnect'])
            sockets.forEach((socket) => socket.on(event, look));
        look();
    });
}

/** The event that ends an official client's reconnection; "error" in version 2. */
const isRefusal = (error) => !(error instanceof Error) || error.data !== undefined;

for (const dialect of Object.keys(ways)) {
    test(`${dialect}: 90 sockets of one account all reconnect after a restart`, { timeout: 120000 }, async (t) => {
        const server = await startLimited(t);
        const { token } = await newUser(dialect, server);
        const sockets = Array.from({ length: 90 }, (_, i) => comingBack(t, server, token, kinds[i % kinds.length]));
        const refusals = [];
        for (const event of ['connect_error', 'error'])
            sockets.forEach((socket) => socket.on(event, (error) => isRefusal(error) && refusals.push(error)));
        await untilAll(sockets, true);
        await server.stop();
        await untilAll(sockets, false);
        await server.start();
        const since = Date.now();
        await untilAll(sockets, true);
        assert.ok(Date.now() - since < 60000, `${Date.now() - since} ms`);
        assert.deepEqual(refusals, []);
    });
}

/** When a client joins: the component of a page does so once, or after every connect. */
const joinings = {
    'at mount': (socket, join) => join(),
    'on connect': (socket, join) => { socket.on('connect', join); },
};

/** A client that has joined: { place, socket, heard }. */
async function joined(t, server, way, kind, joining) {
    const place = await way.begin(server);
    const socket = comingBack(t, server, place.user.token, kind);
    const heard = [];
    const [event, field] = way.echo ?? [];
    if (event)
        socket.on(event, (message) => message.user?.username !== 'admin' && heard.push(message[field]));
    await new Promise((resolve) => { joinings[joining](socket, () => socket.emit(...way.join(place), resolve)); });
    return { way, place, socket, heard };
}

const typed = ['one', 'two', 'three'];

/** The sent texts were stored and received once, in order. */
async function assertArrived(server, { way, place, socket, heard }) {
    const [answer] = await ask(socket, ...way.send(place, 'four'));
    assert.ok(!answer?.error, JSON.stringify(answer));
    const all = [...typed, 'four'];
    assert.deepEqual(await way.stored(server, place), all);
    if (way.echo)
        assert.deepEqual(heard, all);
    if (way.received)
        assert.deepEqual(await way.received(server, place, 'four'), all);
}

for (const [dialect, way] of Object.entries(ways)) {
    for (const joining of Object.keys(joinings)) {
        test(`${dialect}, joining ${joining}: texts sent while the server is down arrive once, in order`, { timeout: 120000 }, async (t) => {
            const server = await startLimited(t);
            const clients = await Promise.all(kinds.map((kind) => joined(t, server, way, kind, joining)));
            const away = clients.map(({ socket }) => until(socket, 'disconnect'));
            await server.stop();
            await Promise.all(away);
            for (const { place, socket } of clients)
                typed.forEach((text) => socket.emit(...way.send(place, text)));
            await server.start();
            await Promise.all(clients.map((client) => assertArrived(server, client)));
        });
    }
}
