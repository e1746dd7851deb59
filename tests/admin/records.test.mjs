// SPDX-License-Identifier: GPL-3.0-or-later
// The flight recorder: what clients did, told while they are connected and after it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { versions } from '../clients/support/field.mjs';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { Server } from '../clients/support/server.mjs';
import { call, connect, next, transportModes } from '../clients/support/sockets.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { eventually } from './support/administrators.mjs';

async function startPinging(more) {
    const server = new Server();
    const file = join(server.dir, 'records.toml');
    writeFileSync(file, `[engineio]\nallow_v3 = true\nping_interval_ms = 200\n${more}`);
    server.env.PARLANCE_CONFIG = file;
    await server.start();
    return { server, local: await AdminSocket.open(server) };
}

let server;
let local;
before(async () => ({ server, local } = await startPinging('')));
after(async () => {
    await local.close();
    await server.stop();
});

async function openOnes(user) {
    return (await local.ok('connections.list', { user })).items;
}

/** The only connection of the user that has ended, as soon as it has. */
async function endOf(user, where = local) {
    let ended;
    await eventually(async () => {
        ended = (await where.ok('connections.ended', { user })).items;
        return ended.length === 1;
    }, `the end of ${user}`);
    return ended[0];
}

/** All records of a connection, the oldest first, without round trips. */
async function recordOf(connection, where = local) {
    const { items, cut } = await where.ok('connections.record', { connection, limit: 200 });
    assert.equal(cut, false);
    return items.reverse().filter(({ event }) => event !== 'round_trip');
}

const short = ({ event, details: { call: name, error, reason } }) => [event, name, error, reason].filter((word) => word).join(' ');

async function socketIo(version, mode, token) {
    const shown = version.major < 3 ? { query: { token } } : { auth: { token } };
    const socket = version.io(server.url, { ...transportModes[mode], forceNew: true, reconnection: false, ...shown });
    await once(socket, 'connect');
    return {
        ask: (event, data) => new Promise((resolve) => { socket.emit(event, data, resolve); }),
        close: () => socket.close(),
    };
}

const newest = versions.find(({ major }) => major === 4);
const oldest = versions.find(({ major }) => major === 2);
const clients = {
    'plain WebSocket': async (token) => {
        const socket = await openPlain(server.url, token);
        return { ask: (event, data) => socket.call(event, data), close: () => socket.close() };
    },
    'Socket.IO over WebSocket': (token) => socketIo(newest, 'websocket', token),
    'Socket.IO over polling': (token) => socketIo(newest, 'polling', token),
    'Socket.IO 2 over WebSocket': (token) => socketIo(oldest, 'websocket', token),
};
let number = 0;
for (const [name, open] of Object.entries(clients)) {
    test(`what a client did: ${name}`, async (t) => {
        number += 1;
        const user = `did-${number}`;
        const { token } = await server.register(user);
        const client = await open(token);
        t.after(() => client.close());
        const { ok: room } = await client.ask('room.create', { name: `secret name ${number}` });
        assert.ok((await client.ask('message.post', { roomId: room.id, text: 'secret text' })).ok);
        assert.equal((await client.ask('message.post', { roomId: '0123456789abcdef01234567', text: 'x' })).error.code, 'room_not_found');
        assert.equal((await client.ask('secret event', {})).error.code, 'unknown_operation');
        const [{ id }] = await openOnes(user);
        const expected = [
            'connected', 'authenticated', ...(name.startsWith('plain') ? ['called account.get', 'answered account.get'] : []),
            'called room.create', 'answered room.create', 'joined',
            'called message.post', 'answered message.post', 'called message.post', 'answered message.post room_not_found',
            'called unknown', 'answered unknown unknown_operation',
        ];
        const records = await recordOf(id);
        const known = records.map(short);
        assert.deepEqual(known.toSorted?.() ?? [...known].sort(), [...expected].sort());
        assert.deepEqual(known.slice(0, 2), expected.slice(0, 2));
        assert.equal(records.find(({ event }) => event === 'joined').details.roomId, room.id);
        assert.ok(records.filter(({ event }) => event === 'answered').every(({ details }) => details.ms >= 0));
        assert.ok(!JSON.stringify(records).includes('secret'), 'nothing that a client wrote');
        await eventually(async () => {
            const { items } = await local.ok('connections.record', { connection: id, limit: 200 });
            const beats = items.filter(({ event }) => event === 'round_trip');
            // It was sent its own message.
            return beats.some(({ details }) => details.proven > 0 && (details.ms !== null) === !name.includes('2'));
        }, 'a heartbeat');
        await client.close();
        const { end, endedAt } = await endOf(user);
        assert.equal(end, 'client_disconnect');
        assert.ok(endedAt);
        const afterwards = await local.ok('connections.record', { connection: id });
        assert.deepEqual([afterwards.connection.id, afterwards.connection.end], [id, end]);
        assert.equal(short(afterwards.items[0]), `disconnected ${end}`);
        assert.deepEqual(await openOnes(user), []);
        assert.equal((await local.call('connections.show', { connection: id })).error?.code, 'connection_not_found');
    });
}

test('a record is read in pages', async (t) => {
    const { token } = await server.register('pages');
    const socket = await openPlain(server.url, token);
    t.after(() => socket.close());
    for (let i = 0; i < 10; ++i)
        await socket.call('account.get');
    const [{ id: connection }] = await openOnes('pages');
    const ids = [];
    let before = 0;
    for (;;) {
        const { items, next: more } = await local.ok('connections.record', { connection, limit: 3, ...(before ? { before } : {}) });
        ids.push(...items.map(({ id }) => id));
        if (!more)
            break;
        before = Number(more);
    }
    assert.ok(ids.length >= 24, `${ids.length} records`);
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => b - a));
});

test('a refused token', async () => {
    const socket = await openPlain(server.url, 'no token');
    await socket.closed;
    let refused;
    await eventually(async () => {
        const { items } = await local.ok('connections.ended');
        refused = items.find(({ end }) => end === 'refused');
        return refused;
    }, 'the refused connection');
    assert.equal(refused.username, null);
    assert.deepEqual((await recordOf(refused.id)).map(short), ['connected', 'refused invalid_token', 'disconnected refused']);
});

test('closed by an administrator', async (t) => {
    const { token } = await server.register('kicked');
    const socket = await openPlain(server.url, token);
    t.after(() => socket.close());
    await socket.call('account.get');
    const [{ id: connection }] = await openOnes('kicked');
    await local.ok('connections.disconnect', { connection });
    assert.equal((await endOf('kicked')).end, 'administrator');
});

test('a session that ends', async (t) => {
    const { token } = await server.register('ending');
    const socket = await connect(server.url, token, { transports: ['websocket'], reconnection: false });
    t.after(() => socket.close());
    await local.ok('sessions.end', { user: 'ending' });
    assert.equal((await endOf('ending')).end, 'session_ended');
});

test('bytes that are no WebSocket frame', async (t) => {
    const { token } = await server.register('broken');
    const socket = await openPlain(server.url, token);
    t.after(() => socket.close());
    await socket.call('account.get');
    socket.socket._socket.write(Buffer.from([0xff, 0xff, 0xff]));
    assert.equal((await endOf('broken')).end, 'protocol_error');
});

test('recovered, and why not', async (t) => {
    const { token } = await server.register('recoverer');
    const writer = await openPlain(server.url, (await server.register('writer')).token);
    t.after(() => writer.close());
    const { ok: room } = await writer.call('room.create', { name: 'recovery' });
    const socket = await connect(server.url, token, { transports: ['websocket'], reconnectionDelay: 10, reconnectionDelayMax: 20 });
    t.after(() => socket.close());
    await call(socket, 'room.join', { roomId: room.id });
    const heard = next(socket, 'message.posted');
    await writer.call('message.post', { roomId: room.id, text: 'one' });
    await heard;
    socket.io.reconnection(false);
    socket.io.engine.transport.ws.terminate();
    const first = await endOf('recoverer');
    assert.equal(first.end, 'transport_close');
    for (const text of ['two', 'three'])
        await writer.call('message.post', { roomId: room.id, text });
    socket.connect();
    await once(socket, 'connect');
    assert.equal(socket.recovered, true);
    const [{ id }] = await openOnes('recoverer');
    const recovered = (await recordOf(id)).find(({ event }) => event === 'recovered');
    assert.equal(recovered.details.messages, 2);

    const stranger = await server.register('stranger');
    const other = await connect(server.url, undefined, { transports: ['websocket'], auth: { token: stranger.token, pid: 'nonsense', offset: '1' } });
    t.after(() => other.close());
    const [{ id: connection }] = await openOnes('stranger');
    assert.deepEqual((await recordOf(connection)).map(short), ['connected', 'authenticated', 'not_recovered unknown']);
});

for (const kind of ['plain', 'socket.io']) {
    test(`a client that stops answering: ${kind}`, async (t) => {
        const silent = await startPinging('ping_timeout_ms = 2000\n');
        t.after(async () => {
            await silent.local.close();
            await silent.server.stop();
        });
        const { token } = await silent.server.register('silent');
        const client = kind === 'plain' ? await openPlain(silent.server.url, token)
            : await connect(silent.server.url, token, { transports: ['websocket'], reconnection: false });
        t.after(() => client.close());
        const tcp = (kind === 'plain' ? client.socket : client.io.engine.transport.ws)?._socket;
        tcp?.pause();
        const { id, end } = await endOf('silent', silent.local);
        assert.equal(end, 'ping_timeout');
        assert.equal(short((await recordOf(id, silent.local)).at(-1)), 'disconnected ping_timeout');
        tcp?.destroy();
    });
}
