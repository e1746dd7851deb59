// SPDX-License-Identifier: GPL-3.0-or-later
// Why connections end, as the metrics say. Only the end with the server itself cannot be asked for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PlainSocket, openPlain } from '../clients/support/plainsocket.mjs';
import { RawSocket } from '../clients/support/rawengine.mjs';
import { connect, transportModes } from '../clients/support/sockets.mjs';
import { unique } from '../dialects/support/values.mjs';
import { eventually } from './support/administrators.mjs';
import { growth, Reading, startMeasured } from './support/metrics.mjs';

// A client far away is one behind the proxy on this machine.
const config = `[http]
trusted_proxies = ["127.0.0.1"]
[websocket]
max_buffered_bytes = 262144
`;
let place;
before(async () => { place = await startMeasured({ config }); });
after(() => place.stop());

/** What `body` does ends connections for these reasons: { reason: how many }. */
async function ends(expected, body, at = place) {
    const earlier = await Reading.of(at);
    await body(at.server, at.local);
    let grown;
    await eventually(async () => {
        grown = growth(earlier, await Reading.of(at), 'parlance_disconnects_total', 'reason');
        return Object.keys(expected).every((reason) => grown[reason] >= expected[reason]);
    }, JSON.stringify(expected)).catch(() => {});
    assert.deepEqual(grown, expected);
}

const newToken = async (server) => (await server.register(unique('ann'))).token;

/** A Socket.IO client by hand, which has joined the main namespace. */
async function rawClient(server, token) {
    const raw = await RawSocket.open(`${server.url}/socket.io/?EIO=4&transport=websocket`);
    raw.send(`40${JSON.stringify({ token })}`);
    assert.match(await raw.next('4'), /^40\{"sid"/);
    return raw;
}

async function openedPlain(server, token, options) {
    const plain = await openPlain(server.url, token, options);
    await plain.call('account.get', {});
    return plain;
}

test('the client says goodbye', () => ends({ client_disconnect: 3 }, async (server) => {
    const token = await newToken(server);
    for (const mode of ['polling', 'websocket'])
        (await connect(server.url, token, transportModes[mode])).disconnect();
    await (await openedPlain(server, token)).close();
}));

test('the client is gone', () => ends({ transport_close: 2 }, async (server) => {
    const token = await newToken(server);
    (await rawClient(server, token)).close();
    (await openedPlain(server, token)).socket.terminate();
}));

test('the client breaks the rules', () => ends({ protocol_error: 2, transport_error: 1 }, async (server) => {
    const token = await newToken(server);
    for (const packet of ['4nonsense', '0']) {
        const raw = await rawClient(server, token);
        raw.send(packet);
        await raw.closed;
    }
    const plain = await openedPlain(server, token);
    plain.send(Buffer.from('binary'));
    await plain.closed;
}));

test('the client is not let in', () => ends({ refused: 3 }, async (server) => {
    for (const mode of ['polling', 'websocket'])
        await assert.rejects(connect(server.url, 'wrong', transportModes[mode]));
    await new PlainSocket(server.url, 'wrong').closed;
}));

test('its session ends, or an administrator closes it', () => ends({ session_ended: 2, administrator: 2 }, async (server, local) => {
    const username = unique('ann');
    const { token } = await server.register(username);
    const open = () => Promise.all([connect(server.url, token, { ...transportModes.websocket, reconnection: false }), openedPlain(server, token)]);
    await open();
    const { items } = await local.ok('connections.list', { user: username });
    assert.equal(items.length, 2);
    for (const { id } of items)
        await local.ok('connections.disconnect', { connection: id });
    await eventually(async () => !(await local.ok('connections.list', { user: username })).items.length, 'both are gone');
    await open();
    await local.ok('sessions.end', { user: username });
}));

test('its address is banned', () => ends({ address_banned: 2 }, async (server, local) => {
    const token = await newToken(server);
    const headers = { 'X-Forwarded-For': '192.0.2.7' };
    await connect(server.url, token, { ...transportModes.websocket, extraHeaders: headers });
    await openedPlain(server, token, { headers });
    await local.ok('bans.add', { address: '192.0.2.7' });
}));

test('the client takes too little of what is sent', () => ends({ slow_reader: 2, client_disconnect: 1 }, async (server) => {
    const [writer, reader] = [await newToken(server), await newToken(server)];
    const plain = await openedPlain(server, writer);
    const { ok: room } = await plain.call('room.create', { name: unique('room') });
    const slowPlain = await openedPlain(server, reader);
    await slowPlain.call('room.join', { roomId: room.id });
    const slowSocket = await rawClient(server, reader);
    slowPlain.socket.pause();
    slowSocket.socket.pause();
    const text = 'x'.repeat(16000);
    const gone = async () => (await place.local.ok('connections.list', {})).items.length === 1;
    for (let round = 0; !await gone(); ++round) {
        assert.ok(round < 200, 'both are still there');
        await Promise.all(Array.from({ length: 20 }, () => plain.call('message.post', { roomId: room.id, text })));
    }
    slowPlain.socket.terminate();
    slowSocket.close();
    await plain.close();
}));

test('the client does not answer pings', async () => {
    const quick = await startMeasured({ config: '[engineio]\nping_interval_ms = 300\nping_timeout_ms = 200\n' });
    try {
        await ends({ ping_timeout: 2 }, async (server) => {
            const token = await newToken(server);
            const raw = await rawClient(server, token);
            await raw.closed;
            const plain = await openPlain(server.url, token, { autoPong: false });
            await plain.closed;
        }, quick);
    } finally {
        await quick.stop();
    }
});
