// SPDX-License-Identifier: GPL-3.0-or-later
// SIGTERM lets what was accepted end well; clients come back by themselves; SIGKILL loses nothing.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { call, connect, next, transportModes } from '../clients/support/sockets.mjs';
import { listening, start, temporaryDirectory } from './support/process.mjs';
import { RawConnection } from './support/rawhttp.mjs';
import { rawWebSocket } from './support/rawsockets.mjs';

const mostStopMs = 5000;

async function wholeHistory(server, user, room) {
    const path = `/api/v1/rooms/${room.id}/messages?limit=200`;
    const texts = new Set();
    for (let after = 0; ;) {
        const { body } = await server.api('GET', `${path}&after=${after}`, undefined, user.token);
        body.messages.forEach(({ text }) => texts.add(text));
        if (!body.more)
            return texts;
        after = body.messages.at(-1).seq;
    }
}

async function userWithRoom(server) {
    const user = await server.register('ann');
    const { body: room } = await server.api('POST', '/api/v1/rooms', { name: 'hall' }, user.token);
    return { user, room };
}

/** Stops the server: how long it took. */
async function timeToStop(server) {
    const since = Date.now();
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    return Date.now() - since;
}

test('SIGTERM answers what was accepted, and refuses what comes later', async () => {
    const server = await startServer();
    const { user, room } = await userWithRoom(server);
    const socket = await connect(server.url, user.token, { ...transportModes.websocket, reconnection: false });
    const answered = [];
    const send = async (text, posting) => posting.then((ok) => ok && answered.push(text), () => {});
    const rest = (text) => server.api('POST', `/api/v1/rooms/${room.id}/messages`, { text }, user.token)
        .then(({ status, body }) => {
            assert.ok([201, 503].includes(status), `${status} ${JSON.stringify(body)}`);
            return status === 201;
        });
    const inFlight = [];
    for (let i = 0; i < 300; ++i) {
        inFlight.push(send(`socket ${i}`, call(socket, 'message.post', { roomId: room.id, text: `socket ${i}` })));
        if (i < 30)
            inFlight.push(send(`rest ${i}`, rest(`rest ${i}`)));
    }
    // Hashing a password takes a while.
    const login = server.login('ann').catch((error) => assert.match(String(error), /fetch failed|503/));
    await Promise.race(inFlight);
    assert.ok(await timeToStop(server) < mostStopMs);
    await Promise.all(inFlight);
    assert.ok(answered.length > 0);
    await login;
    await assert.rejects(server.api('GET', '/healthz'), /fetch failed/);
    await server.start();
    const stored = await wholeHistory(server, user, room);
    answered.forEach((text) => assert.ok(stored.has(text), text));
    await server.stop();
});

test('a request whose answer is under way gets it', async () => {
    const server = await startServer();
    const { user } = await userWithRoom(server);
    const connection = await new RawConnection(server).opened();
    const body = JSON.stringify({ login: 'ann', password: 'secret of ann' });
    const head = `POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`;
    // The answer to the second shows that the server has the first, which takes longer.
    const other = connect(server.url, user.token, transportModes.websocket);
    connection.write(head + body);
    await call(await other, 'account.get', {});
    const stopped = timeToStop(server);
    await connection.ended;
    assert.ok(await stopped < mostStopMs);
    assert.deepEqual(connection.statuses, [201]);
    (await other).close();
});

test('every WebSocket is told 1001', async () => {
    const server = await startServer();
    const { user } = await userWithRoom(server);
    const authenticated = await openPlain(server.url, user.token);
    await authenticated.call('account.get');
    const fresh = await openPlain(server.url);
    const engine = await rawWebSocket(server, '/socket.io/?EIO=4&transport=websocket');
    const idle = await new RawConnection(server).opened();
    assert.ok(await timeToStop(server) < mostStopMs);
    assert.equal((await authenticated.closed).code, 1001);
    assert.equal((await fresh.closed).code, 1001);
    assert.equal(await engine.closed, 1001);
    assert.equal((await idle.ended).text, '');
});

for (const [mode, options] of Object.entries(transportModes)) {
    test(`official clients come back by themselves over ${mode}`, async () => {
        const server = await startServer();
        const { user, room } = await userWithRoom(server);
        const socket = await connect(server.url, user.token, { ...options, reconnectionDelay: 50, reconnectionDelayMax: 200 });
        for (const end of ['stop', 'kill']) {
            const gone = next(socket, 'disconnect');
            await server[end]();
            assert.match((await gone)[0], /^transport (close|error)$/);
            const back = next(socket, 'connect');
            await server.start();
            await back;
            const heard = next(socket, 'message.posted');
            const posted = await call(socket, 'message.post', { roomId: room.id, text: `after ${end}` });
            assert.deepEqual((await heard)[0].message, posted);
        }
        const { body } = await server.api('GET', `/api/v1/rooms/${room.id}/messages`, undefined, user.token);
        assert.deepEqual(body.messages.map(({ text }) => text), ['after stop', 'after kill']);
        socket.close();
        await server.stop();
    });
}

test('a second signal changes nothing', async () => {
    for (const signals of [['SIGTERM', 'SIGTERM'], ['SIGINT', 'SIGTERM', 'SIGINT', 'SIGTERM'], ['SIGINT'], ['SIGPIPE', 'SIGTERM']]) {
        const server = start(['--listen', '127.0.0.1:0', '--data', join(temporaryDirectory(), 'data')]);
        const [, url] = await server.said(listening);
        const socket = await openPlain(url);
        const since = Date.now();
        signals.forEach((signal) => server.child.kill(signal));
        const { code, stderr } = await server.ended;
        assert.equal(code, 0, signals.join());
        assert.equal(stderr.match(/: stopping$/gm).length, 1);
        assert.ok(Date.now() - since < mostStopMs);
        assert.equal((await socket.closed).code, 1001);
    }
});

test('clients that do not read or do not hang up do not hold it up', async () => {
    const server = await startServer();
    const { user, room } = await userWithRoom(server);
    const deaf = await Promise.all(Array.from({ length: 5 }, () => new RawConnection(server).opened()));
    for (const connection of deaf) {
        connection.write(`GET /api/v1/rooms/${room.id} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${user.token}\r\n\r\n`.repeat(10));
        connection.socket.pause();
    }
    const halfway = await new RawConnection(server).opened();
    halfway.write('POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{');
    const frozen = await openPlain(server.url, user.token);
    await frozen.call('account.get');
    frozen.socket.pause();
    assert.ok(await timeToStop(server) < mostStopMs);
    [...deaf, halfway].forEach((connection) => connection.destroy());
    frozen.socket.terminate();
});
