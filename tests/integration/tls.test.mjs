// SPDX-License-Identifier: GPL-3.0-or-later
// TLS: everything over https and wss, a new certificate under open connections, and clients that
// make a mess of their handshakes.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:https';
import { connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { makeCertificate, replaceCertificate, tlsEnvironment } from '../clients/support/certificates.mjs';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { call, connect, next, transportModes } from '../clients/support/sockets.mjs';
import { listening, start, temporaryDirectory } from './support/process.mjs';

const headerTimeout = 2000;
const patience = 15000;

/** A server that listens on https. */
class TlsServer {
    static async start(certificate, { listen = ['https://127.0.0.1:0'] } = {}) {
        const server = new TlsServer();
        server.certificate = certificate;
        server.ca = certificate.ca;
        const args = ['--data', join(temporaryDirectory(), 'data'), ...listen.flatMap((address) => ['--listen', address])];
        server.process = start(args, { env: { ...tlsEnvironment(certificate), PARLANCE_RATE_LIMITS: 'off' } });
        const [, urls] = await server.process.said(listening);
        server.urls = urls.split(', ');
        [server.url] = server.urls;
        server.port = Number(new URL(server.url).port);
        return server;
    }

    /** { status, headers, body } of a request; options as those of https.request. */
    async api(method, path, body, token, options = {}) {
        const sent = request(this.url + path, {
            method, ca: this.ca, ...options, headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...options.headers },
        });
        sent.end(body === undefined ? undefined : JSON.stringify(body));
        const [response] = await once(sent, 'response');
        const text = (await response.setEncoding('utf8').toArray()).join('');
        const isJson = /json/.test(response.headers['content-type']);
        return { status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    }

    async register(username) {
        const { status, body } = await this.api('POST', '/api/v1/accounts', { username, password: `secret of ${username}` });
        assert.equal(status, 201);
        return body;
    }

    /** An encrypted connection on which nothing was said. */
    async connection(options = {}) {
        const socket = connectTls({ port: this.port, host: '127.0.0.1', ca: this.ca, ...options });
        socket.on('error', () => {});
        await once(socket, 'secureConnect');
        return socket;
    }

    /** How a TLS client with these options fails. */
    failure(options) {
        const socket = connectTls({ port: this.port, host: '127.0.0.1', ca: this.ca, ...options });
        return new Promise((resolve, reject) => {
            socket.once('secureConnect', () => reject(new Error('connected')));
            socket.once('error', resolve);
        });
    }

    async fingerprint(ca) {
        const socket = await this.connection({ ca });
        const { fingerprint256 } = socket.getPeerCertificate();
        socket.destroy();
        return fingerprint256;
    }

    async stop() {
        this.process.child.kill('SIGTERM');
        return this.process.ended;
    }
}

let server;
before(async () => { server = await TlsServer.start(makeCertificate()); });
after(async () => {
    const { code, stderr } = await server.stop();
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /PRIVATE|secret of/);
});

/** What came until the other side closed, and how long that took. */
async function untilClosed(socket) {
    const since = Date.now();
    let text = '';
    socket.on('data', (data) => { text += data.toString('latin1'); });
    socket.on('error', () => {});
    const late = setTimeout(() => socket.destroy(), patience);
    await new Promise((resolve) => { socket.once('close', resolve); });
    clearTimeout(late);
    return { text, ms: Date.now() - since };
}

function rawTcp(bytes) {
    const socket = connectTcp({ port: server.port, host: '127.0.0.1' }).on('error', () => {});
    socket.write(bytes);
    return socket;
}

test('REST', async () => {
    const user = await server.register('rest');
    const room = await server.api('POST', '/api/v1/rooms', { name: 'rest' }, user.token);
    assert.equal(room.status, 201);
    assert.equal((await server.api('GET', `/api/v1/rooms/${room.body.id}`, undefined, user.token)).body.name, 'rest');
    assert.match(server.url, /^https:\/\/127\.0\.0\.1:\d+$/);
});

for (const [mode, options] of Object.entries(transportModes)) {
    test(`the official client over ${mode}`, async () => {
        const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.register(`${name}_${mode}`)));
        const [a, b] = await Promise.all([ann, bob].map(({ token }) => connect(server.url, token, { ...options, ca: server.ca })));
        if (mode === 'upgrade' && a.io.engine.transport.name !== 'websocket')
            await once(a.io.engine, 'upgrade');
        const room = await call(a, 'room.create', { name: mode });
        await call(b, 'room.join', { roomId: room.id });
        const text = 'x'.repeat(16000);
        for (let i = 0; i < 20; ++i) {
            const heard = next(b, 'message.posted');
            const posted = await call(a, 'message.post', { roomId: room.id, text });
            assert.deepEqual((await heard)[0].message, posted);
        }
        assert.equal(a.io.engine.transport.name, mode === 'polling' ? 'polling' : 'websocket');
        a.close();
        b.close();
    });
}

test('a plain WebSocket, and a large message in both directions', async () => {
    const user = await server.register('plain');
    const socket = await openPlain(server.url, user.token, { ca: server.ca });
    const { ok: room } = await socket.call('room.create', { name: 'plain' });
    const text = 'ü'.repeat(8000);
    const { ok: posted } = await socket.call('message.post', { roomId: room.id, text });
    assert.equal(posted.text, text);
    assert.equal((await socket.next(({ event }) => event === 'message.posted')).data.message.text, text);
    assert.equal((await socket.close()).code, 1005);
});

test('plain and encrypted listeners side by side', async () => {
    const both = await TlsServer.start(server.certificate, { listen: ['127.0.0.1:0', 'https://127.0.0.1:0'] });
    assert.deepEqual(both.urls.map((url) => new URL(url).protocol), ['http:', 'https:']);
    assert.equal((await fetch(`${both.urls[0]}/healthz`)).status, 200);
    both.url = both.urls[1];
    assert.equal((await both.api('GET', '/healthz')).status, 200);
    assert.equal((await both.stop()).code, 0);
});

test('versions and protocols', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3']) {
        const socket = await server.connection({ minVersion: version, maxVersion: version, ALPNProtocols: ['h2', 'http/1.1'] });
        assert.equal(socket.getProtocol(), version);
        assert.equal(socket.alpnProtocol, 'http/1.1');
        socket.destroy();
    }
    const cipher = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-CHACHA20-POLY1305' };
    (await server.connection(cipher)).destroy();
    for (const ciphers of ['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA', 'ECDHE-ECDSA-AES128-CCM'])
        assert.match(String(await server.failure({ ...cipher, ciphers })), /handshake failure/);
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' };
    assert.match(String(await server.failure(old)), /protocol version|unsupported protocol/i);
});

test('a client may not negotiate again', async () => {
    const socket = await server.connection({ maxVersion: 'TLSv1.2' });
    const closed = untilClosed(socket);
    socket.renegotiate({}, () => {});
    assert.equal((await closed).text, '');
    assert.equal((await server.api('GET', '/healthz')).status, 200);
});

test('HTTP on the port is told so, garbage is dropped', async () => {
    const plain = await untilClosed(rawTcp('GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    assert.match(plain.text, /^HTTP\/1\.1 400 .*This port speaks TLS: use https/s);
    assert.ok(plain.ms < headerTimeout);
    for (const bytes of ['\0\0\0\0', '\x80\x2e\x01\x03\x01', `\x16\x03\x01\x10\x10${'x'.repeat(5000)}`, `\x17\x03\x03\x00\x05hello`]) {
        const { text, ms } = await untilClosed(rawTcp(Buffer.from(bytes, 'latin1')));
        assert.doesNotMatch(text, /HTTP/);
        assert.ok(ms < headerTimeout, `${ms} ms`);
    }
});

test('who leaves its poll is gone at once, however it leaves', async () => {
    for (const leave of [(poll) => poll.end(), (poll) => poll.destroy(), (poll, tcp) => tcp.resetAndDestroy(), (poll, tcp) => tcp.end()]) {
        const opening = await server.connection();
        opening.write('GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
        const { sid } = JSON.parse((await untilClosed(opening)).text.match(/\{.*\}/)[0]);
        const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
        const tcp = connectTcp({ port: server.port, host: '127.0.0.1' }).on('error', () => {});
        const poll = await server.connection({ socket: tcp });
        poll.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
        // The answer to another request behind it shows that the poll was read.
        await server.api('GET', '/readyz');
        leave(poll, tcp);
        // A pong is welcome as long as the session is there; its heartbeat would end it much later.
        let answer;
        for (let tries = 0; tries < 500 && answer?.status !== 400; ++tries)
            answer = await server.api('POST', path, 3);
        assert.deepEqual(answer.body, { code: 1, message: 'Session ID unknown' });
    }
});

test('SIGHUP shows new clients a new certificate and drops nobody', async () => {
    const used = makeCertificate();
    const renewed = await TlsServer.start(used);
    const user = await renewed.register('ann');
    const socket = await openPlain(renewed.url, user.token, { ca: used.ca });
    const old = await renewed.fingerprint(used.ca);
    const fresh = makeCertificate(['rsa:2048']);
    const log = (pattern) => renewed.process.said(pattern);

    replaceCertificate(used, { certificate: fresh.certificate, key: server.certificate.key });
    renewed.process.child.kill('SIGHUP');
    await log(/ERROR .*certificate stays as it was: tls\.key: .* does not belong to the certificate/);
    assert.equal(await renewed.fingerprint(used.ca), old);

    replaceCertificate(used, fresh);
    renewed.process.child.kill('SIGHUP');
    await log(/certificate was read again/);
    assert.notEqual(await renewed.fingerprint(fresh.ca), old);
    assert.match(String(await renewed.failure({ ca: used.ca })), /self.signed/);
    assert.equal((await socket.call('account.get')).ok.username, 'ann', 'the old connection goes on');
    for (let i = 0; i < 500; ++i)
        renewed.process.child.kill('SIGHUP');
    assert.equal((await socket.call('account.get')).ok.username, 'ann');
    const { code, stderr } = await renewed.stop();
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /PRIVATE/);
    assert.equal((await socket.closed).code, 1001);
});

test('SIGHUP does not end a server without TLS', async () => {
    const plain = start(['--listen', '127.0.0.1:0', '--data', join(temporaryDirectory(), 'data')]);
    const [, url] = await plain.said(listening);
    plain.child.kill('SIGHUP');
    await plain.said(/no TLS certificate to read again/);
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    plain.child.kill('SIGTERM');
    assert.equal((await plain.ended).code, 0);
});

test('a server without TLS does not outlive its terminal', async () => {
    const args = ['--listen', '127.0.0.1:0', '--data', join(temporaryDirectory(), 'data')];
    const terminal = start(args, { before: ['sh', '-c', 'exec script -qfec "exec $*" /dev/null', 'sh'] });
    const [, url] = await terminal.said(listening);
    const answers = () => fetch(`${url.trim()}/healthz`).then(() => true, () => false);
    assert.equal(await answers(), true);
    terminal.child.kill('SIGKILL');
    for (const late = Date.now() + patience; await answers();)
        assert.ok(Date.now() < late, 'it still answers');
});

test('many handshakes at once, and some that never end', async () => {
    const stalled = Array.from({ length: 50 }, () => rawTcp(Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])));
    const sockets = await Promise.all(Array.from({ length: 200 }, () => server.connection()));
    assert.equal((await server.api('GET', '/healthz')).status, 200);
    for (const socket of sockets)
        socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    for (const { text } of await Promise.all(sockets.map(untilClosed)))
        assert.match(text, /^HTTP\/1\.1 200 /);
    stalled.forEach((socket) => socket.destroy());
});

test('SIGTERM ends it in time and says 1001', async () => {
    const stopped = await TlsServer.start(server.certificate);
    const user = await stopped.register('ann');
    const socket = await openPlain(stopped.url, user.token, { ca: stopped.ca });
    await socket.call('account.get');
    const engine = await connect(stopped.url, user.token, { ...transportModes.websocket, ca: stopped.ca, reconnection: false });
    const left = next(engine, 'disconnect');
    const idle = await stopped.connection();
    const stalled = connectTcp({ port: stopped.port, host: '127.0.0.1' }).on('error', () => {});
    await once(stalled, 'connect');
    const since = Date.now();
    assert.equal((await stopped.stop()).code, 0);
    assert.ok(Date.now() - since < 5000);
    assert.equal((await socket.closed).code, 1001);
    assert.match((await left)[0], /^transport close$/);
    [idle, stalled].forEach((connection) => connection.destroy());
});
