// SPDX-License-Identifier: GPL-3.0-or-later
// permessage-deflate as the field's clients speak it, and as nobody should.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import { PlainSocket, WebSocket, openPlain } from './support/plainsocket.mjs';
import { startServer } from './support/server.mjs';
import { call, connect, next } from './support/sockets.mjs';

const agreed = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover';
const longText = 'It was a dark and stormy night. '.repeat(400);

let server;
let user;
before(async () => {
    server = await startServer();
    // The data directory is the server's own: the file lies there before the second start.
    const file = join(server.dir, 'compression.toml');
    writeFileSync(file, '[websocket]\ncompression = true\n');
    const plain = await openPlain(server.url);
    assert.equal(plain.socket.extensions, '', 'off unless switched on');
    await plain.close();
    server.env.PARLANCE_CONFIG = file;
    await server.restart();
    user = await server.register('alice');
});
after(() => server.stop());

function bytesRead(plain) {
    return plain.socket._socket.bytesRead;
}

const offers = {
    'as it is': [{}, agreed],
    'with its own context takeover switched off': [{ clientNoContextTakeover: true, serverNoContextTakeover: true }, agreed],
    'with small windows': [{ serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
        `${agreed}; server_max_window_bits=9; client_max_window_bits=9`],
    'with a window that zlib cannot do': [{ serverMaxWindowBits: 8 }, undefined],
};
for (const [how, [perMessageDeflate, extensions]] of Object.entries(offers)) {
    test(`ws talks ${how}`, async () => {
        const alice = new PlainSocket(server.url, user.token, { perMessageDeflate });
        const [{ headers }] = await once(alice.socket, 'upgrade');
        assert.equal(headers['sec-websocket-extensions'], extensions);
        await alice.opened();
        const { ok: room } = await alice.call('room.create', { name: `room ${how}` });
        const before = bytesRead(alice);
        for (let i = 0; i < 5; ++i) {
            const { ok } = await alice.call('message.post', { roomId: room.id, text: `${i}: ${longText}` });
            assert.equal(ok.text, `${i}: ${longText}`);
            const push = await alice.next(({ event, data }) => event === 'message.posted' && data.message.id === ok.id);
            assert.deepEqual(push.data.message, ok);
        }
        const factor = 10 * longText.length / (bytesRead(alice) - before);
        assert.ok(extensions ? factor > 10 : factor < 1, `only ${factor} times smaller`);
        const { ok: page } = await alice.call('message.list', { roomId: room.id });
        assert.equal(JSON.stringify(page).split(longText).length, 6);
        assert.equal((await alice.close()).code, 1005);
    });
}

test('those with and those without compression hear the same', async (t) => {
    const bob = await server.register('bob');
    const packed = await openPlain(server.url, user.token);
    const plain = await openPlain(server.url, bob.token, { perMessageDeflate: false });
    const socket = await connect(server.url, bob.token, { transports: ['websocket'] });
    t.after(() => socket.close());
    assert.equal(plain.socket.extensions, '');
    assert.equal(socket.io.engine.transport.ws.extensions, 'permessage-deflate');
    const { ok: room } = await packed.call('room.create', { name: 'Hall' });
    await call(socket, 'room.join', { roomId: room.id });
    const heard = next(socket, 'message.posted');
    const { ok: posted } = await packed.call('message.post', { roomId: room.id, text: longText });
    const isIt = ({ event, data }) => event === 'message.posted' && data.message.id === posted.id;
    for (const { data } of await Promise.all([packed.next(isIt), plain.next(isIt)]))
        assert.deepEqual(data.message, posted);
    assert.deepEqual((await heard)[0].message, posted);
    const posting = await call(socket, 'message.post', { roomId: room.id, text: `${longText} too` });
    assert.equal(posting.text, `${longText} too`);
    await Promise.all([packed.close(), plain.close()]);
});

test('a compressed message in fragments', async () => {
    const alice = await openPlain(server.url, user.token, { perMessageDeflate: { threshold: 0 } });
    const text = JSON.stringify({ id: 'parts', event: 'account.get', data: {} });
    for (const [at, part] of [...text].entries())
        alice.send(part, { fin: at === text.length - 1, compress: true });
    assert.ok((await alice.next(({ id }) => id === 'parts')).ok);
    await alice.close();
});

/** A masked frame, whatever is in it; the key is 0. */
function frame(first, payload) {
    const length = payload.length < 126 ? Buffer.of(0x80 | payload.length) : Buffer.alloc(payload.length < 65536 ? 3 : 9);
    if (length.length > 1) {
        length[0] = 0x80 | (length.length === 3 ? 126 : 127);
        length.writeUIntBE(payload.length, length.length === 3 ? 1 : 3, length.length === 3 ? 2 : 6);
    }
    return Buffer.concat([Buffer.of(first), length, Buffer.alloc(4), payload]);
}

function deflated(data) {
    return deflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

const message = deflated(Buffer.from('{"id":1,"event":"account.get"}'));
const malformed = {
    'a bomb': [[frame(0xc1, deflated(Buffer.alloc(50_000_000, ' ')))], 1009],
    'a bomb in fragments': [[frame(0x41, deflated(Buffer.alloc(900_000, ' '))),
        frame(0x00, Buffer.from([0, 0, 0xff, 0xff])), frame(0x80, deflated(Buffer.alloc(900_000, ' ')))], 1009],
    'data that is not compressed': [[frame(0xc1, Buffer.from('{"id":1}'))], 1007],
    'no data': [[frame(0xc1, Buffer.alloc(0))], 1007],
    'half a message': [[frame(0xc1, message.subarray(0, message.length >> 1))], 1007],
    'garbage behind the message': [[frame(0xc1, Buffer.concat([message, Buffer.from('garbage')]))], 1007],
    'compressed text that is not UTF-8': [[frame(0xc1, deflated(Buffer.from([0x22, 0xff, 0x22])))], 1007],
    'RSV1 on a continuation': [[frame(0x41, message.subarray(0, 5)), frame(0xc0, message.subarray(5))], 1002],
    'RSV1 on a ping': [[frame(0xc9, Buffer.from('p'))], 1002],
    'RSV1 and RSV2': [[frame(0xe1, message)], 1002],
};
for (const [what, [frames, code]] of Object.entries(malformed)) {
    test(`${what} closes with ${code}`, async () => {
        const alice = await openPlain(server.url, user.token);
        alice.socket._socket.write(Buffer.concat(frames));
        assert.equal((await alice.closed).code, code);
        const next = await openPlain(server.url, user.token);
        assert.ok((await next.call('account.get', {})).ok);
        await next.close();
    });
}

test('bombs do not take memory', { skip: process.platform !== 'linux' }, async () => {
    const peak = () => Number(readFileSync(`/proc/${server.child.pid}/status`, 'utf8').match(/VmHWM:\s*(\d+)/)[1]);
    const before = peak();
    const bomb = frame(0xc1, deflated(Buffer.alloc(50_000_000, ' ')));
    await Promise.all(Array.from({ length: 10 }, async () => {
        const alice = await openPlain(server.url, user.token);
        alice.socket._socket.write(bomb);
        assert.equal((await alice.closed).code, 1009);
    }));
    assert.ok(peak() - before < 20_000, `${peak() - before} KB more`);
});

test('an offer that breaks the grammar is refused', async () => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/ws`, {
        perMessageDeflate: false, headers: { 'Sec-WebSocket-Extensions': 'permessage-deflate; =' },
    });
    const [, response] = await once(socket, 'unexpected-response');
    assert.equal(response.statusCode, 400);
    socket.on('error', () => {});
    socket.terminate();
});
