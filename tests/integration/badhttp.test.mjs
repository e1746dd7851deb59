// SPDX-License-Identifier: GPL-3.0-or-later
// Bad HTTP on the raw socket: paths, framing, two requests in one, and clients that take their time.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../clients/support/server.mjs';
import { RawConnection, request, send } from './support/rawhttp.mjs';
import { marker, Witness } from './support/witness.mjs';

let server;
let witness;
const directory = mkdtempSync(join(tmpdir(), 'parlance-test-'));

before(async () => {
    const config = join(directory, 'parlance.toml');
    writeFileSync(config, '[http]\nheader_timeout_s = 2\nidle_timeout_s = 5\n');
    server = await startServer({ args: ['--config', config], env: { PARLANCE_LOG_LEVEL: 'debug' } });
    witness = await Witness.of(server);
});
after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
});

const bearer = () => `Authorization: Bearer ${witness.user.token}`;

const badPaths = {
    '/%': 400, '/%2': 400, '/%zz': 400, '/%ff': 400, '/%c0%ae%c0%ae/': 400, '/%ed%a0%80': 400, '/%00': 400,
    '/api/v1/rooms/%00': 400, '/api/v1/rooms/a%': 400, '/api/v1/rooms?limit=%zz': 400, '/api/v1/users?prefix=%ff': 400,
    '//': 404, '//api/v1/rooms': 404, '/api//v1/rooms': 404, '/api/v1//rooms': 404, '/api/v1/./rooms': 404,
    '/api/v1/../v1/rooms': 404, '/..': 404, '/../../etc/passwd': 404, '/%2e%2e/%2e%2e/etc/passwd': 404,
    '/..%2f..%2fetc%2fpasswd': 404, '/%2fetc/passwd': 404, '/..%5c..%5cetc': 404, '/index.html/..': 404,
    '/.env': 404, '/.git/config': 404, '/parlance.db': 404, '/%61pi/v2': 404, '/api/v1/rooms/%2e%2e/%2e%2e': 404,
    [`/${'a/'.repeat(3000)}`]: 404, [`/${'a'.repeat(9000)}`]: 414, [`/api/v1/rooms?search=${'a'.repeat(9000)}`]: 414,
    [`/${'%2e'.repeat(2000)}`]: 404, '/api/v1/rooms/..': 400, '/api/v1/rooms/%2e': 400, '/api/v1/rooms/%2f': 400,
};

test('bad paths are refused and lead nowhere', async () => {
    for (const [path, status] of Object.entries(badPaths)) {
        const answer = await send(server, request(`GET ${path} HTTP/1.1`, [bearer()]));
        assert.deepEqual(answer.statuses, [status], path.slice(0, 60));
        assert.ok(['invalid_request', 'unknown_operation', 'validation_failed', 'payload_too_large']
            .includes(answer.body.code ?? answer.body.error.code), path.slice(0, 60));
    }
    await witness.isServed();
});

const line = 'POST /api/v1/rooms HTTP/1.1';
const smuggled = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
const badRequests = {
    'length and chunked': [400, request(line, ['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`)],
    'chunked and length': [400, request(line, ['Transfer-Encoding: chunked', 'Content-Length: 6'], `0\r\n\r\n${smuggled}`)],
    'two lengths': [400, request(line, ['Content-Length: 0', 'Content-Length: 36'], smuggled)],
    'the same length twice': [400, request(line, ['Content-Length: 0', 'Content-Length: 0'], smuggled)],
    ...Object.fromEntries(['0, 36', '+0', '-0', '-1', '0x0', '', '0;', '0 0', '1e1', '\u00b2'].map((length) => (
        [`length "${length}"`, [400, request(line, [`Content-Length: ${length}`], smuggled)]]))),
    ...Object.fromEntries(['chunked, chunked', 'identity', 'gzip, chunked', 'xchunked', 'chunked;q=1', '"chunked"',
        'chunked\u00a0', ',chunked', ''].map((coding) => (
        [`coding "${coding}"`, [400, request(line, [`Transfer-Encoding: ${coding}`], `0\r\n\r\n${smuggled}`)]]))),
    'two codings': [400, request(line, ['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`)],
    'space before the colon': [400, request(line, ['Transfer-Encoding : chunked'], `0\r\n\r\n${smuggled}`)],
    'folded line': [400, request(line, ['Transfer-Encoding:', ' chunked'], `0\r\n\r\n${smuggled}`)],
    'line without a colon': [400, request(line, ['Content-Length 0'], smuggled)],
    'empty name': [400, request(line, [': 0'], smuggled)],
    'bare LF in the head': [400, request(line, ['X: a\nContent-Length: 36'], smuggled)],
    'bare CR in the head': [400, request(line, ['X: a\rContent-Length: 36'], smuggled)],
    'NUL in the head': [400, request(line, ['X: a\0b'], smuggled)],
    'LF only': [400, Buffer.from('GET / HTTP/1.1\nHost: x\n\n')],
    'chunked in HTTP/1.0': [400, request('POST /api/v1/rooms HTTP/1.0', ['Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`)],
    ...Object.fromEntries(['0x0', '-0', '+0', '', ' 0', 'g', 'FFFFFFFFFFFFFFFF0', '0\n', '0;\0', '0\r'].map((size) => (
        [`chunk size ${JSON.stringify(size)}`,
            [400, request(line, ['Transfer-Encoding: chunked'], `${size}\r\n\r\n${smuggled}`)]]))),
    'chunk longer than it says': [400, request(line, ['Transfer-Encoding: chunked'], `1\r\n{}\r\n0\r\n\r\n${smuggled}`)],
    'bad trailer': [400, request(line, ['Transfer-Encoding: chunked'], `0\r\nX y\r\n\r\n${smuggled}`)],
    'no host': [400, Buffer.from(`GET / HTTP/1.1\r\n\r\n${smuggled}`)],
    'two hosts': [400, request('GET / HTTP/1.1', ['Host: y'], smuggled)],
    'bad host': [400, Buffer.from(`GET / HTTP/1.1\r\nHost: a/b\r\n\r\n${smuggled}`)],
    ...Object.fromEntries(['GET  / HTTP/1.1', 'GET / HTTP/1.1 ', 'GET /', 'GET', ' GET / HTTP/1.1', 'GET\t/\tHTTP/1.1',
        'GET / http/1.1', 'GET / HTTP/1.11', 'GET / HTTP/11', 'GET healthz HTTP/1.1', 'GET /a b HTTP/1.1', 'G(T / HTTP/1.1',
        'GET /\u00e4 HTTP/1.1', 'GET /#a HTTP/1.1', 'GET http:///x HTTP/1.1', 'GET ftp://x/ HTTP/1.1'].map((first) => (
        [`"${first}"`, [400, request(first, [], smuggled)]]))),
    'HTTP/2': [505, request('GET / HTTP/2.0', [], smuggled)],
    'HTTP/0.9': [505, request('GET / HTTP/0.9', [], smuggled)],
    'unknown method': [501, request('BREW / HTTP/1.1', [], smuggled)],
    'lower case method': [501, request('get / HTTP/1.1', [], smuggled)],
    CONNECT: [501, request('CONNECT / HTTP/1.1', [], smuggled)],
    TLS: [400, Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])],
    'unknown expectation': [417, request(line, ['Expect: 200-ok'], smuggled)],
    'long header': [431, request('GET / HTTP/1.1', [`X: ${'a'.repeat(40000)}`], smuggled)],
    'many headers': [431, request('GET / HTTP/1.1', Array.from({ length: 200 }, (_, i) => `X-${i}: a`), smuggled)],
    'WebSocket and a body': [400, request('GET /ws HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==', 'Content-Length: 2'], '{}')],
    'WebSocket and more': [400, request('GET /ws HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='], smuggled)],
    'WebSocket of old': [426, request('GET /ws HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Version: 8', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='])],
    'WebSocket without a key': [400, request('GET /ws HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Version: 13'])],
    'WebSocket elsewhere': [404, request('GET /wss HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade',
        'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=='])],
};

test('bad requests get one answer, and nothing behind them gets another', async () => {
    for (const [name, [status, bytes]] of Object.entries(badRequests)) {
        const answer = await send(server, bytes);
        assert.deepEqual(answer.statuses, [status], name);
        assert.match(answer.text, /^Connection: close\r$/m, name);
    }
    await witness.isServed();
});

test('good requests in unusual clothes are served', async () => {
    for (const bytes of [
        request('GET http://example.org/healthz HTTP/1.1'), request('GET /healthz?a=b&a&=&%20 HTTP/1.1'),
        Buffer.from('\r\nGET /healthz HTTP/1.1\r\nhOST:x\r\nconnection:close\r\n\r\n'),
        Buffer.from('GET /healthz HTTP/1.0\r\n\r\n'), request('GET /healthz HTTP/1.1', ['Upgrade: h2c']),
        request('GET /healthz HTTP/1.1', ['Transfer-Encoding: ChunKed'], '2;x=y\r\n{}\r\n0\r\nX: y\r\n\r\n'),
        request('GET /healthz HTTP/1.1', ['Content-Length: 000002'], '{}'), request('GET /%68ealthz HTTP/1.1'),
    ])
        assert.deepEqual((await send(server, bytes)).statuses, [200], bytes.toString());
    const head = await server.api('HEAD', '/api/v1/users?prefix=w', undefined, witness.user.token);
    assert.equal(head.status, 200);
});

test('a method that a path does not have', async () => {
    const answer = await server.api('PATCH', '/api/v1/rooms', {}, witness.user.token);
    assert.equal(answer.status, 405);
    assert.equal(answer.body.error.code, 'method_not_allowed');
    assert.equal(answer.headers.get('allow'), 'GET, HEAD, POST, OPTIONS');
    const unknown = await server.api('GET', '/api/v1/nonsense', undefined, witness.user.token);
    assert.equal(unknown.status, 404);
    assert.equal(unknown.body.error.code, 'unknown_operation');
});

/** Goes on writing `piece` until the server hangs up. */
async function dribble(connection, piece) {
    const timer = setInterval(() => connection.write(piece), 50);
    await connection.ended;
    clearInterval(timer);
    return connection;
}

test('clients that take their time are cut off, and hold up nobody', async () => {
    const open = () => new RawConnection(server).opened();
    const silent = await Promise.all(Array.from({ length: 50 }, open));
    const begun = await Promise.all(Array.from({ length: 50 }, open));
    begun.forEach((connection) => connection.write('GET /api/v1/rooms HTTP/1.1\r\nHost: x\r\nX-'));
    const slow = dribble(await open(), 'X');
    const slowLines = open().then((connection) => dribble(connection.write('GET / HTTP/1.1\r\n'), 'X: y\r\n'));
    const body = (await open()).write(request(line, [bearer(), 'Content-Length: 100000'], marker));
    const slowBody = open().then((connection) => (
        dribble(connection.write(request(line, [bearer(), 'Content-Length: 100000'])), 'x')));
    const halfClosed = await open();
    halfClosed.socket.end('GET /api/v1/rooms HTTP/1.1\r\nHo');
    const left = await open();
    left.write(request(line, [bearer(), 'Content-Length: 1000'], '{"name":')).destroy();
    const kept = (await open()).write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    await witness.isServed();

    await Promise.all([...silent, ...begun, kept, halfClosed].map(({ ended }) => ended));
    silent.forEach(({ text }) => assert.equal(text, ''));
    begun.forEach(({ statuses }) => assert.deepEqual(statuses, [408]));
    assert.deepEqual(kept.statuses, [200]);
    assert.deepEqual((await slow).statuses, [408]);
    assert.deepEqual((await slowLines).statuses, [408]);
    assert.deepEqual((await body.ended).statuses, [408]);
    assert.deepEqual((await slowBody).statuses, [408]);
    await witness.isServed();
});

test('nothing of all this was logged', () => witness.isDiscreet());
