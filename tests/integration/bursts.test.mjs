// SPDX-License-Identifier: GPL-3.0-or-later
// More messages at once than the rate limits allow. They are queued and executed, even if the client
// disconnects or the server stops.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { connect, transportModes } from '../clients/support/sockets.mjs';
import { endSession, openDialects } from '../dialects/support/claims.mjs';
import { newPage } from '../dialects/support/pages.mjs';
import { ask, comingBack, kinds, startLimited, until } from './support/comebacks.mjs';
import { native, ways } from './support/ways.mjs';

const timeout = 120000;
const everyWay = Object.values({ ...ways, native });
const textsOf = (count) => Array.from({ length: count }, (_, i) => `number ${i}`);
const burst = textsOf(200);
/** More messages than may be queued. Every second one, from the first on, requests an acknowledgement. */
const tooMany = textsOf(701);
const isAsked = (i) => i % 2 === 0;

/** A client that reconnects automatically and has joined its room: { way, place, socket }. */
async function comingBackTo(t, server, way, kind) {
    const place = await way.begin(server);
    const socket = comingBack(t, server, place.user.token, kind);
    await (way.join ? ask(socket, ...way.join(place)) : until(socket, 'connect'));
    return { way, place, socket };
}

/** One joined client for each dialect and transport: { way, place, socket }[]. */
function eachClient(t, server) {
    const pairs = everyWay.flatMap((way) => ['websocket', 'polling'].map((mode) => [way, mode]));
    return Promise.all(pairs.map(async ([way, mode]) => {
        const place = await way.begin(server);
        const socket = await connect(server.url, place.user.token, { ...transportModes[mode], reconnection: false });
        t.after(() => socket.close());
        if (way.join)
            await ask(socket, ...way.join(place));
        return { way, place, socket };
    }));
}

function assertAccepted([answer]) {
    assert.ok(!answer?.error, JSON.stringify(answer));
}

async function comeBackAndSend(t, mode) {
    const server = await startLimited(t);
    const pairs = kinds.filter((kind) => kind.mode === mode).flatMap((kind) => everyWay.map((way) => [way, kind]));
    const clients = await Promise.all(pairs.map(([way, kind]) => comingBackTo(t, server, way, kind)));
    const away = clients.map(({ socket }) => until(socket, 'disconnect'));
    await server.stop();
    await Promise.all(away);
    const sent = clients.map(({ way, place, socket }) => burst.map((text) => ask(socket, ...way.send(place, text))));
    await server.start();
    await Promise.all(clients.map(async ({ way, place }, i) => {
        (await Promise.all(sent[i])).forEach(assertAccepted);
        assert.deepEqual(await way.stored(server, place), burst);
    }));
}

/** Sends them. Returns the texts that were refused, by acknowledgement or by event. */
async function sendTooMany({ way, place, socket }) {
    const refused = [];
    socket.on('error', (error) => {
        assert.equal(error.event, way.send(place, '')[0], JSON.stringify(error));
        refused.push(error.text);
    });
    await Promise.all(tooMany.map(async (text, i) => {
        if (!isAsked(i))
            return socket.emit(...way.send(place, text));
        const [answer] = await ask(socket, ...way.send(place, text));
        return answer?.error && refused.push(text);
    }));
    // The answer to this message follows all answers to the others.
    for (let answer; answer === undefined || answer?.error; [answer] = await ask(socket, ...way.send(place, 'the last')))
        await pause(100);
    return refused;
}

describe('more than the limits allow', { concurrency: true }, () => {
    for (const mode of ['websocket', 'polling'])
        test(`200 messages sent at once after a restart are all stored, in order, over ${mode}`, { timeout }, (t) => comeBackAndSend(t, mode));

    test('with too many messages, each is either stored or refused with its text', { timeout }, async (t) => {
        const server = await startLimited(t);
        await Promise.all((await eachClient(t, server)).map(async (client) => {
            const refused = await sendTooMany(client);
            assert.equal(new Set(refused).size, refused.length);
            assert.ok(refused.length > 0 && refused.length <= tooMany.length - 256, `${refused.length} were refused`);
            const stored = await client.way.stored(server, client.place);
            assert.deepEqual(stored, [...tooMany.filter((text) => !refused.includes(text)), 'the last']);
        }));
    });

    test('all are stored if their client disconnects at once', { timeout }, async (t) => {
        const server = await startLimited(t);
        await Promise.all((await eachClient(t, server)).map(async ({ way, place, socket }) => {
            burst.forEach((text) => socket.emit(...way.send(place, text)));
            const closed = once(socket.io.engine, 'close');
            socket.close();
            await closed;
            for (let stored = []; stored.length < burst.length; await pause(100)) {
                stored = await way.stored(server, place);
                assert.deepEqual(stored, burst.slice(0, stored.length));
            }
        }));
    });

    test('all are stored from a socket without a token, whose first event names the user', { timeout }, async (t) => {
        const server = await startLimited(t);
        await Promise.all(openDialects.flatMap((dialect) => ['websocket', 'polling'].map(async (mode) => {
            const page = newPage(server.url);
            const way = ways[dialect];
            const place = await way.begin(page);
            const { socket } = await page.open(t, transportModes[mode]);
            const joining = ask(socket, ...way.join(place));
            (await Promise.all(burst.map((text) => ask(socket, ...way.send(place, text))))).forEach(assertAccepted);
            await joining;
            assert.deepEqual(await way.stored(server, place), burst);
        })));
    });

    test('chatroom: those without a room wait for the queued joinRoom that follows them', { timeout }, async (t) => {
        const server = await startLimited(t);
        const way = ways.chatroom;
        const place = await way.begin(server);
        const elsewhere = { ...await way.begin(server), user: place.user };
        const more = { ...transportModes.websocket, reconnection: false };
        for (const each of [place, elsewhere])
            await ask(await connect(server.url, place.user.token, more), ...way.join(each));
        const sockets = await Promise.all([connect(server.url, place.user.token, more), connect(server.url, place.user.token, more)]);
        t.after(() => sockets.forEach((socket) => socket.close()));
        await Promise.all(sockets.map(async (socket) => {
            const sent = burst.slice(0, 160).map((text) => ask(socket, ...way.send(place, text)));
            sent.push(ask(socket, ...way.join(place)));
            (await Promise.all(sent)).forEach(assertAccepted);
        }));
        const stored = await way.stored(server, place);
        assert.deepEqual(stored.toSorted(), burst.slice(0, 160).flatMap((text) => [text, text]).toSorted());
    });

    for (const [title, hasEnded] of [['are executed', false], ['are not executed after their session has ended', true]]) {
        test(`calls received before SIGTERM ${title}`, { timeout }, async (t) => {
            const server = await startLimited(t);
            const place = await native.begin(server);
            const client = await openPlain(server.url, place.user.token);
            await client.call('account.get');
            burst.forEach((text, id) => client.send(JSON.stringify({ id, event: native.send(place, text)[0], data: native.send(place, text)[1] })));
            // The pong arrives after all calls have been read.
            client.socket.ping();
            await once(client.socket, 'pong');
            if (hasEnded)
                await endSession(server, place.user);
            await server.stop();
            await server.start();
            const { token } = await server.login(place.user.account.username);
            const stored = await native.stored(server, { ...place, user: { token } });
            assert.deepEqual(stored, burst.slice(0, stored.length));
            assert.equal(stored.length === burst.length, !hasEnded);
        });
    }

    for (const [title, end] of Object.entries({
        'the client disconnects': (server, socket) => socket.close(),
        'the connection breaks': (server, socket) => socket.io.engine.transport.ws.terminate(),
        'the server stops': (server) => server.restart(),
    })) {
        test(`chatroom: those before their joinRoom are stored although ${title}`, { timeout }, async (t) => {
            const server = await startLimited(t);
            const way = ways.chatroom;
            const place = await way.begin(server);
            const socket = await connect(server.url, place.user.token, { ...transportModes.websocket, reconnection: false });
            t.after(() => socket.close());
            burst.forEach((text) => socket.emit(...way.send(place, text)));
            socket.emit(...way.join(place));
            // The pong arrives after all calls have been read.
            await once(socket.io.engine, 'flush');
            const { ws } = socket.io.engine.transport;
            ws.ping();
            await once(ws, 'pong');
            await end(server, socket);
            for (let stored = []; stored.length < burst.length; await pause(100)) {
                stored = await way.stored(server, place);
                assert.deepEqual(stored, burst.slice(0, stored.length));
            }
        });
    }

    test('more than fit into the store\'s queue are executed before the server stops', { timeout }, async (t) => {
        const server = await startLimited(t);
        const many = textsOf(256);
        const [event] = native.send({}, '');
        const accounts = await Promise.all(['one', 'two'].map(async () => {
            const place = await native.begin(server);
            const clients = await Promise.all(Array.from({ length: 24 }, () => openPlain(server.url, place.user.token)));
            await Promise.all(clients.map((client) => client.call('account.get')));
            await Promise.all(clients.map((client) => {
                many.forEach((text, id) => client.send(JSON.stringify({ id, event, data: native.send(place, text)[1] })));
                client.socket.ping();
                return once(client.socket, 'pong');
            }));
            clients[0].socket.close();
            return { place, clients };
        }));
        await server.restart();
        for (const { place, clients } of accounts)
            assert.equal((await native.stored(server, place)).length, clients.length * many.length);
    });

    test('if SIGTERM interrupts them the first are stored, including all accepted ones', { timeout }, async (t) => {
        const server = await startLimited(t);
        const clients = await eachClient(t, server);
        const accepted = clients.map(() => []);
        clients.forEach(({ way, place, socket }, i) => burst.forEach((text) => socket.emit(...way.send(place, text), (...answer) => {
            assertAccepted(answer);
            accepted[i].push(text);
        })));
        // Waits until each client has an answer.
        for (; accepted.some((some) => some.length === 0); await pause(5)) {}
        await server.stop();
        await server.start();
        await Promise.all(clients.map(async ({ way, place }, i) => {
            const stored = await way.stored(server, place);
            assert.deepEqual(stored, burst.slice(0, stored.length));
            assert.deepEqual(accepted[i], burst.slice(0, accepted[i].length));
            assert.ok(stored.length >= accepted[i].length);
        }));
    });
});
