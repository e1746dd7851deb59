// SPDX-License-Identifier: GPL-3.0-or-later
// What the server refuses, and why connections end, as its metrics say, against what was provoked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlainSocket, openPlain } from '../clients/support/plainsocket.mjs';
import { RawSocket } from '../clients/support/rawengine.mjs';
import { connect, transportModes } from '../clients/support/sockets.mjs';
import { unique } from '../dialects/support/values.mjs';
import { PollingSession, rawFrame } from '../integration/support/rawsockets.mjs';
import { request, send } from '../integration/support/rawhttp.mjs';
import { eventually } from './support/administrators.mjs';
import { growth, Reading, startMeasured, tally } from './support/metrics.mjs';

/** Runs `body(place)` on a server of its own. */
async function measured(options, body) {
    const place = await startMeasured(options);
    try {
        await body(place);
    } finally {
        await place.stop();
    }
}

/** Waits until what has grown since `before` is exactly this. */
async function grows(place, before, name, label, expected) {
    let grown;
    await eventually(async () => {
        grown = growth(before, await Reading.of(place), name, label);
        return JSON.stringify(Object.entries(grown).sort()) === JSON.stringify(Object.entries(expected).sort());
    }, `${name}: ${JSON.stringify(expected)}`).catch(() => assert.deepEqual(grown, expected, name));
}

const engine = '/socket.io/?EIO=4&transport=websocket';

/** A Socket.IO client by hand, which has joined the main namespace. */
async function rawClient(server, token) {
    const raw = await RawSocket.open(server.url + engine);
    raw.send(`40${JSON.stringify({ token })}`);
    assert.match(await raw.next('4'), /^40\{"sid"/);
    return raw;
}

test('answers and refusals over HTTP', () => measured({ config: '[http]\nmax_body_bytes = 1024\n' }, async (place) => {
    const { server } = place;
    const { token } = await server.register(unique('ann'));
    const before = await Reading.of(place);
    const bearer = `Authorization: Bearer ${token}`;
    const handled = [
        request('GET /healthz HTTP/1.1'), request('GET /nothing HTTP/1.1'), request('DELETE /healthz HTTP/1.1'),
        request('GET /api/v1/rooms/000000000000000000000000 HTTP/1.1', [bearer]), request('GET /api/v1/accounts/me HTTP/1.1'),
        request('GET /api/v1/accounts/me HTTP/1.1', [bearer]),
        request('GET /socket.io/?EIO=4&transport=polling&sid=none HTTP/1.1'),
    ];
    const refused = [
        'nonsense\r\n\r\n', request('GET  /healthz HTTP/1.1'), request(`GET /${'x'.repeat(9000)} HTTP/1.1`),
        request('GET / HTTP/1.1', Array.from({ length: 200 }, (_, i) => `X-${i}: 1`)),
        request('POST /api/v1/sessions HTTP/1.1', ['Content-Length: 2000'], 'x'.repeat(2000)),
        request('GET /ws HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 12', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==']),
        request('GET /healthz HTTP/3.0'),
    ];
    const statuses = { handled: [], refused: [] };
    for (const [kind, all] of Object.entries({ handled, refused })) {
        for (const bytes of all)
            statuses[kind].push(...(await send(server, bytes)).statuses);
        assert.equal(statuses[kind].length, all.length);
    }
    const plain = await openPlain(server.url, token);
    await plain.close();
    assert.ok(Object.keys(tally(statuses.refused)).length >= 5, JSON.stringify(statuses.refused));
    await grows(place, before, 'parlance_http_responses_total', 'code', tally([...statuses.handled, ...statuses.refused, 101]));
    await grows(place, before, 'parlance_http_rejections_total', 'code', tally(statuses.refused));
}));

test('input that breaks the rules of each protocol', () => measured({}, async (place) => {
    const { server } = place;
    const { token } = await server.register(unique('ann'));
    const before = await Reading.of(place);
    const expected = { websocket: 0, 'engine.io': 0, 'socket.io': 0, plain: 0 };
    // Not masked, a reserved opcode, and bad UTF-8.
    for (const bytes of [[0x81, 0x01, 0x41], [0x83, 0x80, 0, 0, 0, 0], [0x81, 0x81, 0, 0, 0, 0, 0xff]]) {
        assert.ok([1002, 1007].includes(await rawFrame(server, '/ws', Buffer.from(bytes))));
        expected.websocket += 1;
    }
    for (const payload of ['x', '4a\x1e9b', '0']) {
        await (await PollingSession.connected(server, token)).isEndedBy(payload);
        expected['engine.io'] += 1;
    }
    for (const packet of ['4', '49', '42no json', '42[', '45-{', '44']) {
        const raw = await rawClient(server, token);
        raw.send(packet);
        await raw.closed;
        expected['socket.io'] += 1;
    }
    // It has an answer, and the connection stays.
    const socket = await connect(server.url, token, transportModes.websocket);
    assert.ok((await socket.emitWithAck('message.post', Buffer.from('x'))).error);
    expected['socket.io'] += 1;
    socket.close();
    const plain = await openPlain(server.url, token);
    await plain.call('account.get', {});
    for (const frame of ['nonsense', '[]', '{"event": 5}', '{"id": 1}']) {
        plain.send(frame);
        expected.plain += 1;
    }
    await plain.call('account.get', {});
    await plain.close();
    await grows(place, before, 'parlance_malformed_packets_total', 'protocol', expected);
}));

test('calls that are answered with an error', () => measured({}, async (place) => {
    const { server } = place;
    const { token } = await server.register(unique('ann'));
    const before = await Reading.of(place);
    const codes = [];
    const none = '0'.repeat(24);
    const socket = await connect(server.url, token, transportModes.polling);
    const plain = await openPlain(server.url, token);
    const calls = [['message.post', { roomId: none, text: 'x' }], ['message.post', { roomId: none }], ['no.such', {}], ['message.edit', { messageId: none, text: 'x' }]];
    for (const [event, data] of calls) {
        codes.push((await socket.emitWithAck(event, data)).error.code);
        codes.push((await plain.call(event, data)).error.code);
    }
    const requests = [['GET', `/api/v1/rooms/${none}`], ['POST', '/api/v1/rooms', {}], ['POST', '/api/v1/rooms', { name: '' }]];
    for (const [method, path, body] of requests)
        codes.push((await server.api(method, path, body, token)).body.error.code);
    codes.push((await server.api('GET', '/api/v1/accounts/me', undefined, 'wrong')).body.error.code);
    codes.push((await server.api('GET', '/api/v1/accounts/me')).body.error.code);
    codes.push((await server.api('POST', '/api/v1/sessions', { login: 'nobody', password: 'x' })).body.error.code);
    const refusals = [];
    for (const bad of ['wrong', undefined])
        refusals.push(await connect(server.url, bad).catch((error) => error.data.code));
    assert.equal(refusals.length, 2);
    codes.push('invalid_token', 'authentication_required');
    const wrong = new PlainSocket(server.url, 'wrong');
    codes.push((await wrong.next(({ error }) => error)).error.code);
    await wrong.closed;
    assert.ok(new Set(codes).size >= 7, String(codes));
    await grows(place, before, 'parlance_call_errors_total', 'code', tally(codes));
    socket.close();
    await plain.close();
}));

const tight = `[rate_limits]
enabled = true
authentication.count = 3
rest.count = 5
rest.per_seconds = 3600
events.per_second = 1
events.burst = 10
`;

test('calls above each rate limit', () => measured({ config: tight, env: { PARLANCE_RATE_LIMITS: 'on' } }, async (place) => {
    const { server } = place;
    const users = [await server.register(unique('ann')), await server.register(unique('ben'))];
    const before = await Reading.of(place);
    const expected = {};
    for (let i = 0; i < 6; ++i) {
        const { status } = await server.api('POST', '/api/v1/sessions', { login: 'nobody', password: 'x' });
        expected.authentication = (expected.authentication ?? 0) + (status === 429 ? 1 : 0);
    }
    for (let i = 0; i < 9; ++i) {
        const { status } = await server.api('GET', '/api/v1/accounts/me', undefined, users[0].token);
        expected.rest = (expected.rest ?? 0) + (status === 429 ? 1 : 0);
    }
    assert.ok(expected.rest >= 3);
    await grows(place, before, 'parlance_rate_limited_total', 'class', expected);
    // One is allowed again in each second, so how many wait depends on how long this takes.
    const start = performance.now();
    const plain = await openPlain(server.url, users[1].token);
    for (let i = 0; i < 40; ++i)
        plain.send(JSON.stringify({ id: i, event: 'account.get' }));
    let waiting;
    await eventually(async () => {
        waiting = growth(before, await Reading.of(place), 'parlance_rate_limited_total', 'class').socket ?? 0;
        const seconds = (performance.now() - start) / 1000;
        return waiting <= 30 && waiting >= 29 - seconds;
    }, 'of 40 calls about 30 are above the limit');
    // Each counts once, however often it is tried again.
    await plain.next(({ id }) => id === 11);
    assert.equal(growth(before, await Reading.of(place), 'parlance_rate_limited_total', 'class').socket, waiting);
    plain.socket.terminate();
}));

test('the limits of the original backends, and of opening sockets', () => measured({ config: '[legacy]\nrate_limit = true\n', env: { PARLANCE_RATE_LIMITS: 'on' } }, async (place) => {
    const { server } = place;
    const { token } = await server.register(unique('ann'));
    const before = await Reading.of(place);
    let limited = 0;
    for (let i = 0; i < 104; ++i)
        limited += (await server.api('GET', '/api/auth/me', undefined, token)).status === 429 ? 1 : 0;
    assert.ok(limited >= 3);
    await grows(place, before, 'parlance_rate_limited_total', 'class', { legacy_api: limited });
    const raw = await RawSocket.open(server.url + engine);
    let refused = 0;
    // 600 a minute, and ten a second come back meanwhile.
    for (let i = 0; !refused && i < 20000; ++i) {
        raw.packets = [];
        raw.send(`40${JSON.stringify({ token })}`);
        const answer = await Promise.race([raw.next('40'), raw.closed]);
        refused += typeof answer === 'string' ? 0 : 1;
        if (!refused)
            raw.send('41');
    }
    assert.equal(refused, 1);
    await grows(place, before, 'parlance_rate_limited_total', 'class', { legacy_api: limited, opening: refused });
}));
