// SPDX-License-Identifier: GPL-3.0-or-later
// What the server counts of a connection is what its client and a proxy between them count.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CountingProxy } from '../clients/support/countingproxy.mjs';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { Server } from '../clients/support/server.mjs';
import { versions } from '../clients/support/field.mjs';
import { connect, transportModes } from '../clients/support/sockets.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { eventually } from './support/administrators.mjs';

const longText = 'It was a dark and stormy night. '.repeat(300);
const rounds = 5;

let server;
let local;
before(async () => {
    server = new Server();
    const file = join(server.dir, 'counters.toml');
    writeFileSync(file, '[websocket]\ncompression = true\n[engineio]\nallow_v3 = true\nping_interval_ms = 300\n');
    server.env.PARLANCE_CONFIG = file;
    await server.start();
    local = await AdminSocket.open(server);
});
after(async () => {
    await local.close();
    await server.stop();
});

async function only(username) {
    const { items } = await local.ok('connections.list', { user: username });
    assert.equal(items.length, 1);
    return items[0];
}

/** A Socket.IO client that counts its packets of type "message" in both directions. */
function socketIo(version) {
    return async (url, token, options) => {
        const shown = version.major < 3 ? { query: { token } } : { auth: { token } };
        const socket = version.io(url, { forceNew: true, autoConnect: false, ...shown, ...options });
        const connected = once(socket, 'connect');
        socket.connect();
        const counts = [0, 0];
        const { engine } = socket.io;
        engine.on('packetCreate', ({ type }) => { counts[0] += type === 'message'; });
        engine.on('packet', ({ type }) => { counts[1] += type === 'message'; });
        await connected;
        if (options.transports.length > 1)
            await eventually(() => engine.transport.name === 'websocket', 'the upgrade');
        return {
            counts: () => counts,
            ask: async (event, data) => {
                const { ok, error } = await new Promise((resolve) => { socket.emit(event, data, resolve); });
                return ok ?? assert.fail(JSON.stringify(error));
            },
            close: () => socket.close(),
        };
    };
}

async function plain(url, token, options) {
    const socket = await openPlain(url, token, options);
    const counts = [0, 0];
    return {
        counts: () => [counts[0], socket.frames.length],
        ask: async (event, data) => {
            counts[0] += 1;
            return (await socket.call(event, data)).ok;
        },
        close: () => socket.close(),
    };
}

const newest = versions.find(({ major }) => major === 4);
const oldest = versions.find(({ major }) => major === 2);
const packed = { perMessageDeflate: { threshold: 0 } };
const bare = { perMessageDeflate: false };
const clients = {
    'plain WebSocket': [plain, bare, 'plain', 'websocket'],
    'compressed plain WebSocket': [plain, packed, 'plain', 'websocket'],
    'Socket.IO over WebSocket': [socketIo(newest), { ...transportModes.websocket, ...bare }, 'socket.io 5', 'websocket'],
    'compressed Socket.IO': [socketIo(newest), { ...transportModes.websocket, ...packed }, 'socket.io 5', 'websocket'],
    'Socket.IO over polling': [socketIo(newest), transportModes.polling, 'socket.io 5', 'polling'],
    'Socket.IO that upgrades': [socketIo(newest), { ...transportModes.upgrade, ...bare }, 'socket.io 5', 'websocket'],
    'Socket.IO 2 over WebSocket': [socketIo(oldest), { ...transportModes.websocket, ...bare }, 'socket.io 4', 'websocket'],
};

test('the status counts by protocol and transport', async (t) => {
    const { token } = await server.register('status');
    const socket = await openPlain(server.url, token);
    t.after(() => socket.close());
    await socket.call('account.get');
    const polling = await connect(server.url, token, transportModes.polling);
    t.after(() => polling.close());
    const status = await local.ok('status');
    assert.deepEqual([status.connectionsByProtocol.plain, status.connectionsByProtocol['socket.io 5']], [1, 1]);
    assert.deepEqual([status.connectionsByTransport.websocket, status.connectionsByTransport.polling], [1, 1]);
});

let number = 0;
for (const [name, [open, options, protocol, transport]] of Object.entries(clients)) {
    test(name, async (t) => {
        number += 1;
        const username = `counted-${number}`;
        const { token } = await server.register(username);
        const proxy = await new CountingProxy(server.url).start();
        t.after(() => proxy.stop());
        const headers = { 'User-Agent': `counted/${number}` };
        const client = await open(proxy.url, token, { ...options, headers, extraHeaders: headers });
        t.after(() => client.close());
        const { id: roomId } = await client.ask('room.create', { name: `room ${number}` });
        for (let i = 0; i < rounds; ++i)
            await client.ask('message.post', { roomId, text: longText });
        // A push may still be under way, or a ping.
        let seen;
        const agree = async () => {
            const info = await only(username);
            seen = [
                [info.bytesIn, info.bytesOut, info.messagesIn, info.messagesOut],
                [...proxy.bytes, ...client.counts()],
            ];
            return JSON.stringify(seen[0]) === JSON.stringify(seen[1]);
        };
        await eventually(agree, 'the counters agree').catch((error) => assert.fail(`${error.message}: ${JSON.stringify(seen)}`));
        const info = await only(username);
        assert.deepEqual([info.protocol, info.transport, info.userAgent], [protocol, transport, headers['User-Agent']]);
        assert.equal(info.rooms, 1);
        assert.ok(info.messagesIn >= rounds && info.messagesOut >= 2 * rounds, JSON.stringify(info));
        const isPacked = options.perMessageDeflate?.threshold === 0;
        assert.equal(info.bytesIn < longText.length, isPacked, `${info.bytesIn} bytes for ${rounds} texts`);
        assert.equal(info.bytesOut < longText.length, isPacked, `${info.bytesOut} bytes for ${2 * rounds} texts`);
        if (protocol !== 'socket.io 4')
            await eventually(async () => (await only(username)).roundTripMs !== null, 'a round trip');
        else
            assert.equal(info.roundTripMs, null);
        const idle = (await only(username)).idleMs;
        assert.ok(idle >= 0);
        await eventually(async () => (await only(username)).idleMs > idle, 'idle goes on, whatever is pinged');
        await client.ask('account.get', {});
        assert.ok((await only(username)).messagesIn > info.messagesIn);
    });
}
