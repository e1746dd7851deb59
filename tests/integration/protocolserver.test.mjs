// SPDX-License-Identifier: GPL-3.0-or-later
// The fixture server as a command: its flags, what it listens on and whom it lets in.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import https from 'node:https';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from '../clients/support/certificates.mjs';

const built = fileURLToPath(new URL('../../build/release/tests/fixtures/protocol-server', import.meta.url));
const program = process.env.PARLANCE_FIXTURE ?? built;
const patience = 20000;

function start(...args) {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'])
        child[stream].setEncoding('utf8').on('data', (text) => { output[stream] += text; });
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    const ended = once(child, 'close').then(([code, signal]) => {
        clearTimeout(timer);
        return { code, signal, ...output };
    });
    return { child, output, ended };
}

/** Calls `body` with the URL of a server on a free port; answers how it ended. */
async function whileServing(args, body) {
    const { child, output, ended } = start('--port', '0', ...args);
    while (!output.stdout.includes('\n'))
        await once(child.stdout, 'data');
    const [, url] = output.stdout.match(/^protocol-server listening on (https?:\/\/127\.0\.0\.1:\d+)\n$/);
    try {
        await body(url);
    } finally {
        child.kill('SIGTERM');
    }
    return ended;
}

async function handshake(url, path = 'socket.io') {
    const response = await fetch(`${url}/${path}/?EIO=4&transport=polling`, { headers: { Origin: 'https://elsewhere.example' } });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    return JSON.parse((await response.text()).slice(1));
}

/** The answer to a CONNECT to `namespace`, over polling. */
async function connect(url, namespace = '') {
    const { sid } = await handshake(url);
    const session = `${url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    await (await fetch(session, { method: 'POST', body: `40${namespace}` })).text();
    return (await fetch(session)).text();
}

const wrong = [
    ['--port', '65536'], ['--port', 'x'], ['--port'], ['--ping-interval', '0'], ['--ping-timeout', '-1'],
    ['--max-payload', '1.5'], ['--recovery', 'yes'], ['--eio3', ''], ['--unknown'], ['word'],
    ['--tls-key', 'file'],
];
for (const args of wrong) {
    test(`wrong: ${args.join(' ')}`, async () => {
        const { code, stdout, stderr } = await start(...args).ended;
        assert.equal(code, 2);
        assert.equal(stdout, '');
        assert.match(stderr, /^protocol-server: [^\n]+\n$/);
    });
}

test('says what it can', async () => {
    const { code, stdout } = await start('--help').ended;
    assert.equal(code, 0);
    for (const flag of ['port', 'ping-interval', 'ping-timeout', 'max-payload', 'recovery', 'eio3', 'tls-certificate', 'tls-key'])
        assert.match(stdout, new RegExp(`--${flag}`));
});

test('tells who has the port', async () => {
    await whileServing([], async (url) => {
        const { code, stderr } = await start('--port', new URL(url).port).ended;
        assert.equal(code, 1);
        assert.match(stderr, /^protocol-server: port \d+: [^\n]+\n$/);
    });
});

test('defaults', async () => {
    const { code, stderr } = await whileServing([], async (url) => {
        const health = await fetch(`${url}/healthz`);
        assert.equal(health.status, 200);
        for (const path of ['socket.io', 'engine.io']) {
            const { sid, ...rest } = await handshake(url, path);
            assert.equal(typeof sid, 'string');
            assert.deepEqual(rest, { upgrades: ['websocket'], pingInterval: 25000, pingTimeout: 20000, maxPayload: 1000000 });
        }
        assert.match(await connect(url), /^40\{"sid":"[^"]+"\}\x1e42\["auth",\{\}\]$/);
        assert.equal((await fetch(`${url}/socket.io/?EIO=3&transport=polling`)).status, 400);
    });
    assert.equal(code, 0);
    assert.equal(stderr, '');
});

test('flags', async () => {
    const flags = ['--ping-interval', '30000', '--ping-timeout', '15000', '--max-payload', '1000', '--recovery', 'on'];
    await whileServing(flags, async (url) => {
        const { sid, pingInterval, pingTimeout, maxPayload } = await handshake(url, 'engine.io');
        assert.deepEqual({ pingInterval, pingTimeout, maxPayload }, { pingInterval: 30000, pingTimeout: 15000, maxPayload: 1000 });
        const post = (size) => fetch(`${url}/engine.io/?EIO=4&transport=polling&sid=${sid}`, { method: 'POST', body: '4'.repeat(size) });
        assert.equal((await post(1000)).status, 200);
        assert.equal((await post(1001)).status, 413);
        assert.match(await connect(url), /^40\{"sid":"[^"]+","pid":"[^"]+"\}\x1e42\["auth",\{\},"[^"]+"\]$/);
    });
});

test('namespaces', async () => {
    await whileServing([], async (url) => {
        assert.match(await connect(url, '/custom,'), /^40\/custom,/);
        assert.equal(await connect(url, '/random,'), '44/random,{"message":"Invalid namespace"}');
        assert.equal(await connect(url, '/secure,'), '44/secure,{"message":"invalid token","data":{"code":"E_TOKEN"}}');
        assert.match(await connect(url, '/secure,{"token":"good-token"}'), /^40\/secure,/);
    });
});

test('one address may have as many sessions as it likes', async () => {
    await whileServing([], async (url) => {
        const sids = await Promise.all(Array.from({ length: 300 }, () => handshake(url, 'engine.io')));
        assert.equal(new Set(sids.map(({ sid }) => sid)).size, 300);
        const polls = new AbortController();
        const hanging = sids.map(({ sid }) => fetch(`${url}/engine.io/?EIO=4&transport=polling&sid=${sid}`, { signal: polls.signal }));
        hanging.forEach((poll) => poll.catch(() => {}));
        assert.equal((await fetch(`${url}/healthz`)).status, 200);
        polls.abort();
    });
});

test('TLS', async () => {
    const { certificate, key, ca } = makeCertificate();
    await whileServing(['--tls-certificate', certificate, '--tls-key', key], async (url) => {
        assert.match(url, /^https:/);
        const [response] = await once(https.get(`${url}/healthz`, { ca, agent: false }), 'response');
        assert.equal(response.resume().statusCode, 200);
    });
    const { code, stderr } = await start('--port', '0', '--tls-certificate', key, '--tls-key', key).ended;
    assert.equal(code, 1);
    assert.match(stderr, /^protocol-server: [^\n]+\n$/);
});
