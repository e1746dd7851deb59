// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies, polls and frames that are too big, too deep, no UTF-8 or no packets.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPlain, PlainSocket } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { connect, next, transportModes } from '../clients/support/sockets.mjs';
import { RawConnection, request, send } from './support/rawhttp.mjs';
import { PollingSession, rawFrame, rawWebSocket } from './support/rawsockets.mjs';
import { marker, Witness } from './support/witness.mjs';

const million = 1_000_000;
const big = Buffer.alloc(10 * million, 'x');

let server;
let witness;
let token;
let bearer;

before(async () => {
    server = await startServer({ env: { PARLANCE_LOG_LEVEL: 'debug' } });
    witness = await Witness.of(server);
    ({ token } = await server.register('alice', { password: `${marker} password` }));
    bearer = `Authorization: Bearer ${token}`;
});
after(() => server.stop());

/** The answer to the beginning of a body; then the client goes on, until the server has had enough. */
async function answerTo(line, headers, body) {
    const connection = await new RawConnection(server).opened();
    connection.write(request(line, headers)).write(body);
    await connection.until(/\r\n\r\n[^]+/);
    connection.write(big);
    await connection.ended;
    return connection;
}

test('a body that is too big', async () => {
    const line = 'POST /api/v1/rooms HTTP/1.1';
    for (const size of [million + 1, 10 * million, Number.MAX_SAFE_INTEGER]) {
        // Told before the body has come.
        const answer = await answerTo(line, [bearer, `Content-Length: ${size}`], '');
        assert.deepEqual(answer.statuses, [413]);
        assert.equal(answer.body.error.code, 'payload_too_large');
    }
    const chunk = `${(million + 1).toString(16)}\r\n`;
    assert.deepEqual((await answerTo(line, [bearer, 'Transfer-Encoding: chunked'], chunk)).statuses, [413]);
    const chunks = Buffer.from(`3e8\r\n${'x'.repeat(1000)}\r\n`.repeat(1001));
    assert.deepEqual((await answerTo(line, [bearer, 'Transfer-Encoding: chunked'], chunks)).statuses, [413]);
    const full = await server.api('POST', '/api/v1/rooms', { name: 'x'.repeat(million - 11) }, token);
    assert.equal(full.body.error.code, 'validation_failed');
    await witness.isServed();
});

test('a poll or a frame that is too big', async () => {
    for (const size of [million + 1, 10 * million]) {
        const polling = await PollingSession.open(server);
        const answer = await answerTo(`POST ${polling.path} HTTP/1.1`, [`Content-Length: ${size}`], big.subarray(0, million + 1));
        assert.deepEqual(answer.statuses, [413]);

        const plain = await openPlain(server.url, token);
        plain.send(big.subarray(0, size), { binary: false });
        assert.equal((await plain.closed).code, 1009);
        const engine = await rawWebSocket(server, '/socket.io/?EIO=4&transport=websocket');
        engine.send(big.subarray(0, size), { binary: false });
        assert.equal(await engine.closed, 1009);

        const pieces = await new PlainSocket(server.url, token).opened();
        for (let sent = 0; sent < size; sent += 100_000)
            pieces.send(big.subarray(0, 100_000), { binary: false, fin: false });
        assert.equal((await pieces.closed).code, 1009);
    }
    // Through the official client: the session ends, and not the server.
    for (const mode of ['polling', 'websocket']) {
        const socket = await connect(server.url, token, { ...transportModes[mode], reconnection: false });
        const gone = next(socket, 'disconnect');
        socket.emit('message.post', { roomId: witness.room.id, text: String(big) });
        assert.match((await gone)[0], /^transport (close|error)$/);
    }
    await witness.isServed();
});

const depth = 20_000;
const deep = {
    arrays: `${'['.repeat(depth)}${']'.repeat(depth)}`,
    objects: `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`,
    'a field': `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`,
    'without an end': '['.repeat(depth),
};

test('JSON nested 20,000 deep', async () => {
    for (const [kind, json] of Object.entries(deep)) {
        const rest = await send(server, request('POST /api/v1/rooms HTTP/1.1', [bearer, `Content-Length: ${json.length}`], json));
        assert.deepEqual(rest.statuses, [400], kind);
        assert.equal(rest.body.error.code, 'invalid_request', kind);

        const plain = await openPlain(server.url, token);
        for (const frame of [json, `{"id":${json},"event":"account.get"}`, `{"id":1,"event":"room.create","data":${json}}`]) {
            const before = plain.frames.length;
            plain.send(frame);
            const answer = await plain.next((found) => plain.frames.indexOf(found) >= before && (found.error || found.id !== undefined));
            assert.ok(['invalid_request', 'validation_failed'].includes(answer.error?.code), kind);
        }
        assert.ok((await plain.call('account.get', {})).ok);
        await plain.close();

        for (const packet of [`40${json}`, `42["room.create",${json}]`, `4212["room.create",${json}]`, `42${json}`]) {
            const polling = await PollingSession.connected(server, token);
            await polling.isEndedBy(packet);
        }
    }
    await witness.isServed();
});

test('JSON that is wide', async () => {
    for (const item of ['[]', '{}', '0', '""', '{"a":0}']) {
        const wide = `[${Array(Math.floor(900_000 / (item.length + 1))).fill(item).join()}]`;
        const answer = await server.api('POST', '/api/v1/rooms', { name: JSON.parse(wide) }, token);
        assert.equal(answer.body.error.code, 'validation_failed');
        const plain = await openPlain(server.url, token);
        assert.equal((await plain.call('room.create', JSON.parse(wide))).error.code, 'validation_failed');
        await plain.close();
    }
    await witness.isServed();
});

const notUtf8 = { 'lone byte': '\xff', 'overlong slash': '\xc0\xaf', surrogate: '\xed\xa0\x80', 'beyond Unicode': '\xf4\x90\x80\x80',
    'cut off': '\xe2\x82', continuation: '\x80' };

test('bytes that are no UTF-8', async () => {
    for (const [kind, text] of Object.entries(notUtf8)) {
        const json = `{"name":"a${text}"}`;
        const rest = await send(server, request('POST /api/v1/rooms HTTP/1.1', [bearer, `Content-Length: ${json.length}`], json));
        assert.deepEqual(rest.statuses, [400], kind);
        assert.equal(rest.body.error.code, 'invalid_request', kind);

        const plain = await openPlain(server.url, token);
        plain.send(Buffer.from(`{"id":1,"event":"a${text}"}`, 'latin1'), { binary: false });
        assert.equal((await plain.closed).code, 1007, kind);
        const engine = await rawWebSocket(server, '/socket.io/?EIO=4&transport=websocket');
        engine.send(Buffer.from(`42["a${text}"]`, 'latin1'), { binary: false });
        assert.equal(await engine.closed, 1007, kind);

        const polling = await PollingSession.connected(server, token);
        await polling.isEndedBy(Buffer.from(`42["a${text}"]`, 'latin1'));
    }
    await witness.isServed();
});

test('packets that are none end the session', async () => {
    for (const packet of ['', '9', 'x', '0', '2', '5', '3\x1e', '\x1e', 'b!!!', 'bAAAA', '4', '4x', '49', '42', '42{', '42{}', '42[]',
        '42[{}]', '42[null]', '42["a"', '42["a"]x', '42-["a"]', '4299999999999999999999["a"]', '42["connect"]', '42["disconnecting"]',
        '42["newListener"]', '40', '40{"token":1}', '41/other', '42/other,["a"]', '43', '43["a"]', '43{}', '44{}', '45["a"]', '451-["a"]\x1e42["b"]',
        '45999-["a"]', '451-["a",{"_placeholder":true,"num":1}]\x1ebAAAA', '451-["a",{"_placeholder":true,"num":"0"}]\x1ebAAAA', '46[]']) {
        const polling = await PollingSession.connected(server, token);
        await polling.isEndedBy(packet);
    }
    await witness.isServed();
});

test('frames of /ws that are no calls are answered, and the connection stays', async () => {
    const socket = await openPlain(server.url, token);
    for (const [text, code] of [['', 'invalid_request'], ['x', 'invalid_request'], ['5', 'invalid_request'], ['[]', 'invalid_request'],
        ['null', 'invalid_request'], ['{"id":1', 'invalid_request'], ['{}', 'validation_failed'], ['{"id":1}', 'validation_failed'],
        ['{"id":1,"event":5}', 'validation_failed'], ['{"id":1,"event":null}', 'validation_failed'],
        ['{"id":1,"event":{"$ne":null}}', 'validation_failed'], ['{"id":{"a":[1]},"event":"x"}', 'unknown_operation'],
        ['{"event":"x"}', 'unknown_operation'], ['{"id":null,"event":"x","data":[]}', 'unknown_operation']]) {
        const before = socket.frames.length;
        socket.send(text);
        const answer = await socket.next((frame) => socket.frames.indexOf(frame) >= before && frame.error);
        assert.equal(answer.error.code, code, text);
        if (code === 'unknown_operation')
            assert.deepEqual(answer.id, JSON.parse(text).id);
    }
    assert.ok((await socket.call('account.get')).ok);
    socket.send(Buffer.from('{"id":1,"event":"account.get"}'), { binary: true });
    assert.equal((await socket.closed).code, 1003);
    await witness.isServed();
});

const mask = [1, 2, 3, 4];
const badFrames = {
    'no mask': [0x81, 1, 0x78], 'a reserved bit': [0xc1, 0x80, ...mask], 'an unknown opcode': [0x83, 0x80, ...mask],
    'an unknown control opcode': [0x8b, 0x80, ...mask], 'a fragmented ping': [0x09, 0x80, ...mask],
    'a long ping': [0x89, 0xfe, 0, 126, ...mask], 'a continuation of nothing': [0x80, 0x80, ...mask],
    'a message within a message': [0x01, 0x80, ...mask, 0x81, 0x80, ...mask], 'a length not in its shortest form': [0x81, 0xfe, 0, 5, ...mask],
    'a length below zero': [0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, ...mask], 'a close of one byte': [0x88, 0x81, ...mask, 0],
    'a close with a reserved code': [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed], 'a mask bit and no mask': [0x88, 0x02, 0x03, 0xe8],
};

test('frames that break the protocol', async () => {
    for (const [kind, bytes] of Object.entries(badFrames)) {
        const code = await rawFrame(server, '/ws', Buffer.from(bytes));
        assert.equal(code, 1002, kind);
    }
    const huge = Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, ...mask]);
    assert.equal(await rawFrame(server, '/ws', huge), 1009);
    await witness.isServed();
});

test('nothing of all this was logged', () => witness.isDiscreet(token));
