// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a message has reached its recipients, and what the server knows of it.
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
import { open as openDialect } from '../dialects/support/socket.mjs';
import { newUsers } from '../dialects/support/users.mjs';
import { eventually } from './support/administrators.mjs';

let server;
let local;
let author;
before(async () => {
    server = new Server();
    const file = join(server.dir, 'proof.toml');
    writeFileSync(file, '[engineio]\nallow_v3 = true\nping_interval_ms = 200\nping_timeout_ms = 60000\n');
    server.env.PARLANCE_CONFIG = file;
    await server.start();
    local = await AdminSocket.open(server);
    author = await server.register('author');
});
after(async () => {
    await local.close();
    await server.stop();
});

async function newRoom(name) {
    const { status, body } = await server.api('POST', '/api/v1/rooms', { name }, author.token);
    assert.equal(status, 201);
    return body.id;
}

async function member(username, roomId) {
    const { token, account } = await server.register(username);
    assert.equal((await server.api('POST', `/api/v1/rooms/${roomId}/join`, undefined, token)).status, 200);
    return { username, token, id: account.id };
}

async function post(roomId, text) {
    const { status, body } = await server.api('POST', `/api/v1/rooms/${roomId}/messages`, { text }, author.token);
    assert.equal(status, 201);
    return body;
}

/** By user name what is known of each recipient. */
async function proofOf(message) {
    const { items } = await local.ok('messages.proof', { message });
    return Object.fromEntries(items.map((each) => [each.username, each]));
}

async function until(message, user, state) {
    let proof;
    await eventually(async () => {
        proof = (await proofOf(message))[user];
        return proof.state === state;
    }, `${user}: ${state}`).catch((error) => assert.fail(`${error.message}, but ${JSON.stringify(proof)}`));
    return proof;
}

/** The names of all recipients, read in pages of two. */
async function pagedNames(message) {
    const names = [];
    for (let cursor = {}; cursor;) {
        const { items, next: more } = await local.ok('messages.proof', { message, limit: 2, ...cursor });
        names.push(...items.map(({ username }) => username));
        cursor = more && { after: more };
    }
    return names;
}

const oldest = versions.find(({ major }) => major === 2);
const open = {
    plain: (token) => openPlain(server.url, token),
    websocket: (token) => connect(server.url, token, transportModes.websocket),
    polling: (token) => connect(server.url, token, transportModes.polling),
    old: async (token) => {
        const socket = oldest.io(server.url, { ...transportModes.websocket, forceNew: true, query: { token } });
        await once(socket, 'connect');
        return socket;
    },
};

test('a message in a room', async (t) => {
    const roomId = await newRoom('everybody');
    for (const kind of Object.keys(open)) {
        const { token } = await member(`on-${kind}`, roomId);
        const client = await open[kind](token);
        t.after(() => client.close());
    }
    await member('away', roomId);
    const reader = await member('reader', roomId);
    const reading = await open.plain(reader.token);
    t.after(() => reading.close());
    const stuck = await member('stuck', roomId);
    const stopped = await open.plain(stuck.token);
    t.after(() => stopped.socket.terminate());
    await stopped.call('account.get');
    stopped.socket._socket.pause();

    const sent = Date.now();
    const message = await post(roomId, 'secret text');
    await server.api('PUT', `/api/v1/rooms/${roomId}/read`, { seq: message.seq }, reader.token);
    await member('late', roomId);
    for (const kind of Object.keys(open)) {
        const proof = await until(message.id, `on-${kind}`, 'delivered');
        const [connection] = (await local.ok('connections.list', { user: `on-${kind}` })).items;
        assert.deepEqual([proof.online, proof.connection, proof.read, proof.reason], [true, connection.id, false, null]);
        assert.equal(proof.sentAt, message.createdAt);
        assert.ok(Date.parse(proof.deliveredAt) >= sent - 1000);
    }
    const proofs = await proofOf(message.id);
    assert.equal((await until(message.id, 'reader', 'read')).read, true);
    assert.deepEqual([proofs.away.state, proofs.away.online, proofs.away.connection], ['waiting', false, null]);
    assert.deepEqual([proofs.stuck.state, proofs.stuck.online, proofs.stuck.deliveredAt], ['sent', true, null]);
    assert.equal(proofs.late, undefined, 'who joined later is no recipient');
    assert.equal(proofs.author, undefined);
    const whole = await local.ok('messages.proof', { message: message.id });
    assert.deepEqual([whole.message.room, whole.message.author, whole.heartbeatMs], ['everybody', 'author', 200]);
    assert.ok(!JSON.stringify(whole).includes('secret'));

    assert.deepEqual(await pagedNames(message.id), whole.items.map(({ username }) => username));

    // It stays proven after the connections have ended, and the one that read nothing stays unproven.
    stopped.socket.terminate();
    await reading.close();
    await eventually(async () => !(await local.ok('connections.list', { user: 'stuck' })).items.length, 'the end of stuck');
    assert.deepEqual((await proofOf(message.id)).stuck, proofs.stuck);
    const unread = await post(roomId, 'later');
    assert.equal((await proofOf(unread.id)).stuck.state, 'waiting');
});

test('a message that was recovered', async (t) => {
    const roomId = await newRoom('recovery');
    const { token } = await member('comes-back', roomId);
    const socket = await connect(server.url, token, { transports: ['websocket'], reconnectionDelay: 10 });
    t.after(() => socket.close());
    const heard = next(socket, 'message.posted');
    await post(roomId, 'one');
    await heard;
    socket.io.reconnection(false);
    socket.io.engine.transport.ws.terminate();
    await eventually(async () => !(await local.ok('connections.list', { user: 'comes-back' })).items.length, 'the end');
    const missed = await post(roomId, 'two');
    assert.equal((await proofOf(missed.id))['comes-back'].state, 'waiting');
    socket.connect();
    await once(socket, 'connect');
    assert.equal(socket.recovered, true);
    const proof = await until(missed.id, 'comes-back', 'delivered');
    assert.equal(proof.online, false);
    assert.ok(proof.sentAt > missed.createdAt);
});

test('a direct message', async (t) => {
    const friend = await server.register('friend');
    const { body: room } = await server.api('POST', '/api/v1/directs', { userId: friend.account.id }, author.token);
    const first = await post(room.id, 'are you there?');
    assert.equal((await until(first.id, 'friend', 'waiting')).online, false);
    const client = await open.plain(friend.token);
    t.after(() => client.close());
    await client.call('account.get');
    const second = await post(room.id, 'hello');
    const proof = await until(second.id, 'friend', 'delivered');
    assert.equal(proof.online, true);
    const { message } = await local.ok('messages.proof', { message: second.id });
    assert.equal(message.room, null);
});

test('sockets of a dialect receive the rooms that they have joined', async (t) => {
    const roomId = await newRoom('chosen');
    const [inside, outside, left] = await newUsers('rooms', server, 'inside', 'outside', 'left');
    for (const { token } of [outside, left])
        assert.equal((await server.api('POST', `/api/v1/rooms/${roomId}/join`, undefined, token)).status, 200);
    const sockets = await Promise.all([inside, outside, left].map(({ token }) => openDialect(t, server.url, token)));
    await sockets[0].ask('joinRoom', roomId);
    const message = await post(roomId, 'to those inside');
    assert.equal((await until(message.id, inside.username, 'delivered')).online, true);
    const proof = (await proofOf(message.id))[outside.username];
    assert.deepEqual([proof.state, proof.online, proof.sentAt], ['waiting', true, null]);
    const [{ id: connection }] = (await local.ok('connections.list', { user: inside.username })).items;
    const { items } = await local.ok('connections.record', { connection, limit: 200 });
    assert.ok(items.some(({ event, details }) => event === 'joined' && details.roomId === roomId));
});

test('after a restart', async (t) => {
    const roomId = await newRoom('restart');
    const { token } = await member('restarted', roomId);
    const client = await open.plain(token);
    t.after(() => client.close());
    const message = await post(roomId, 'before');
    await until(message.id, 'restarted', 'delivered');
    await local.close();
    await server.restart();
    local = await AdminSocket.open(server);
    const { state, online, reason, sentAt } = (await proofOf(message.id)).restarted;
    assert.deepEqual([state, online, reason, sentAt], ['unknown', null, 'restarted', null]);
    await server.api('PUT', `/api/v1/rooms/${roomId}/read`, { seq: message.seq }, token);
    assert.equal((await proofOf(message.id)).restarted.state, 'read');
});
