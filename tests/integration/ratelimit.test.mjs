// SPDX-License-Identifier: GPL-3.0-or-later
// The limits as they are by default, without any, and behind a proxy.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { connect, transportModes } from '../clients/support/sockets.mjs';
import { temporaryDirectory } from './support/process.mjs';
import { RawConnection } from './support/rawhttp.mjs';

const password = 'correct horse battery';

/** A server of its own, with the defaults but for `config`. */
async function withServer(body, { config = '', env = {} } = {}) {
    const file = join(temporaryDirectory(), 'parlance.toml');
    writeFileSync(file, config);
    const server = await startServer({ args: ['--config', file], env: { PARLANCE_RATE_LIMITS: 'on', ...env } });
    try {
        await body(server);
    } finally {
        await server.stop();
    }
}

const proxied = { config: '[http]\ntrusted_proxies = ["127.0.0.1"]\n' };
const from = (address) => ({ 'X-Forwarded-For': address });

const login = (server, headers = {}, login = 'nobody') => server.api('POST', '/api/v1/sessions', { login, password }, undefined, headers);

function assertLimited({ status, body, headers }, limit, mostSeconds) {
    assert.equal(status, 429, JSON.stringify(body));
    assert.equal(body.error.code, 'rate_limited');
    const wait = Number(headers.get('retry-after'));
    assert.ok(wait >= 1 && wait <= mostSeconds, `Retry-After: ${wait}`);
    assert.equal(body.error.retryAfter, wait);
    assert.equal(headers.get('ratelimit-limit'), String(limit));
    assert.equal(headers.get('ratelimit-remaining'), '0');
    assert.ok(Number(headers.get('ratelimit-reset')) >= wait);
}

test('log-ins, registrations and new passwords: 20 an address', async () => {
    await withServer(async (server) => {
        const ann = await server.register('ann', { password });
        const socket = await connect(server.url, ann.token);
        const wrong = { currentPassword: 'wrong password', newPassword: 'another password' };
        for (let left = 18; left >= 0; --left) {
            const kinds = [
                () => login(server, from('192.0.2.1')),
                () => server.api('POST', '/api/v1/accounts', { username: '', password }),
                () => server.api('PUT', '/api/v1/accounts/me/password', wrong, ann.token),
            ];
            const { status, headers } = await kinds[left % 3]();
            assert.ok([400, 401].includes(status));
            assert.equal(headers.get('ratelimit-limit'), '20');
            assert.equal(headers.get('ratelimit-remaining'), String(left));
            assert.ok(Number(headers.get('ratelimit-reset')) <= 900);
        }
        // One comes back every 45 seconds.
        assertLimited(await login(server), 20, 45);
        assertLimited(await login(server, from('192.0.2.2'), 'ann'), 20, 45);
        assertLimited(await server.api('POST', '/api/v1/accounts', { username: 'ben', password }), 20, 45);
        assertLimited(await server.api('PUT', '/api/v1/accounts/me/password', wrong, ann.token), 20, 45);
        // A socket is no way around it.
        for (const guess of [await socket.emitWithAck('account.password', wrong),
            await (await openPlain(server.url, ann.token)).call('account.password', wrong)]) {
            assert.equal(guess.error?.code, 'rate_limited');
            assert.ok(guess.error.retryAfter >= 1 && guess.error.retryAfter <= 45);
        }
        // What needs no password is not concerned.
        assert.equal((await server.api('GET', '/api/v1/accounts/me', undefined, ann.token)).status, 200);
        socket.close();
    });
});

/** Calls until refused: { allowed, refused }. Some come back while we call. */
async function exhaust(callOnce, most) {
    for (let allowed = 0; ; allowed += 50) {
        const answers = await Promise.all(Array.from({ length: 50 }, callOnce));
        const refused = answers.findIndex((answer) => answer.status === 429 || answer.error);
        if (refused >= 0)
            return { allowed: allowed + answers.filter((answer) => answer.status !== 429 && !answer.error).length, refused: answers[refused] };
        assert.ok(allowed < most, 'never refused');
    }
}

test('REST: 600 a minute and account, or address', async () => {
    await withServer(async (server) => {
        const [ann, ben] = await Promise.all(['ann', 'ben'].map((name) => server.register(name)));
        const again = await server.login('ann');
        const get = (token) => server.api('GET', '/api/v1/rooms', undefined, token);
        const first = await get(ann.token);
        assert.equal(first.headers.get('ratelimit-limit'), '600');
        assert.equal(first.headers.get('ratelimit-remaining'), '599');
        const since = Date.now();
        const { allowed, refused } = await exhaust(() => get(ann.token), 2000);
        const comeBack = Math.ceil((Date.now() - since) / 100);
        assert.ok(allowed >= 599 && allowed <= 599 + comeBack, `${allowed} were allowed`);
        assertLimited(refused, 600, 1);
        // Every session of the account, and nobody else.
        assert.ok((await exhaust(() => get(again.token), 2000)).allowed < 300);
        assert.equal((await get(ben.token)).status, 200);
        // Without an account, and with wrong tokens, the address counts.
        assert.ok((await exhaust(() => get('wrong'), 2000)).allowed >= 600);
        assert.ok((await exhaust(() => get(undefined), 2000)).allowed < 300);
        assert.equal((await get(ben.token)).status, 200);
    });
});

test('calls over sockets: bursts of 60 an account, then 20 a second', async () => {
    await withServer(async (server) => {
        const [ann, ben] = await Promise.all(['ann', 'ben'].map((name) => server.register(name)));
        const sockets = await Promise.all(['polling', 'websocket'].map((mode) => connect(server.url, ann.token, transportModes[mode])));
        const plain = await openPlain(server.url, ann.token);
        await plain.call('account.get');
        const ways = [...sockets.map((socket) => () => socket.emitWithAck('account.get', {})), () => plain.call('account.get', {})];
        // All ways draw on one allowance; what is above it waits for its turn.
        const since = Date.now();
        const answers = await Promise.all(Array.from({ length: 150 }, (_, i) => ways[i % 3]()));
        answers.forEach((answer) => assert.ok(answer.ok, JSON.stringify(answer)));
        const earliest = 1000 * ((150 - 60) / 20 - 1);
        assert.ok(Date.now() - since >= earliest, `${Date.now() - since} ms`);
        // Only so many wait on one connection; nobody else is held up.
        const burst = Array.from({ length: 400 }, () => sockets[1].emitWithAck('account.get', {}));
        const other = await connect(server.url, ben.token);
        assert.ok((await other.emitWithAck('account.get', {})).ok);
        const refused = await Promise.race(burst.map((call) => call.then((answer) => (answer.error ? answer : new Promise(() => {})))));
        assert.equal(refused.error.code, 'rate_limited');
        assert.equal(refused.error.retryAfter, 1);
        // REST is counted apart.
        assert.equal((await server.api('GET', '/api/v1/rooms', undefined, ann.token)).status, 200);
        const all = await Promise.all(burst);
        const served = all.filter((answer) => answer.ok).length;
        assert.ok(served >= 256 && served < 400, `${served} were served`);
        [...sockets, other].forEach((socket) => socket.close());
    });
});

const hold = (server, count) => Promise.all(Array.from({ length: count }, () => new RawConnection(server).opened()));

test('connections: 100 an address', async () => {
    await withServer(async (server) => {
        const ann = await server.register('ann');
        const socket = await openPlain(server.url, ann.token);
        await socket.call('account.get');
        // One connection of fetch() is still open; the sockets count too.
        const held = await hold(server, 98);
        const refused = await new RawConnection(server).opened();
        await refused.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n').ended;
        assert.deepEqual(refused.statuses, [429]);
        assert.equal(refused.body.error.code, 'rate_limited');
        assert.match(refused.text, /^Retry-After: [1-9]\d*\r$/m);
        await assert.rejects(openPlain(server.url, ann.token), /429/);
        // Those that are in are served, and one that goes makes room.
        assert.ok((await socket.call('account.get')).ok);
        held[0].write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
        await held[0].ended;
        assert.deepEqual(held[0].statuses, [200]);
        const late = await untilServed(server);
        assert.deepEqual(late.statuses, [200]);
        held.forEach((connection) => connection.destroy());
        await socket.close();
    });
});

/** Tries again until a connection is let in: the server hears of a closed one a moment later. */
async function untilServed(server) {
    for (let tries = 0; tries < 100; ++tries) {
        const connection = await new RawConnection(server).opened();
        await connection.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n').ended;
        if (connection.statuses[0] === 200)
            return connection;
    }
    throw new Error('nobody was let in any more');
}

test('PARLANCE_RATE_LIMITS=off lifts all', async () => {
    await withServer(async (server) => {
        const ann = await server.register('ann', { password });
        const answers = await Promise.all(Array.from({ length: 25 }, () => login(server)));
        answers.forEach(({ status, headers }) => {
            assert.equal(status, 401);
            assert.equal(headers.get('ratelimit-limit'), null);
        });
        for (let i = 0; i < 7; ++i) {
            const page = await Promise.all(Array.from({ length: 100 }, () => server.api('GET', '/api/v1/rooms', undefined, ann.token)));
            page.forEach(({ status }) => assert.equal(status, 200));
        }
        const socket = await connect(server.url, ann.token);
        const acks = await Promise.all(Array.from({ length: 300 }, () => socket.emitWithAck('account.get', {})));
        acks.forEach((ack) => assert.ok(ack.ok));
        const held = await hold(server, 150);
        assert.equal((await server.api('GET', '/healthz')).status, 200);
        held.forEach((connection) => connection.destroy());
        socket.close();
    }, { env: { PARLANCE_RATE_LIMITS: 'off' } });
});

test('behind a trusted proxy each client counts for itself', async () => {
    await withServer(async (server) => {
        for (let i = 0; i < 20; ++i) {
            assert.equal((await login(server, from('192.0.2.1'))).status, 401);
            // Only what the proxy itself has seen counts: the right-most address.
            assert.equal((await login(server, from(`192.0.2.${100 + i}, 192.0.2.2`))).status, 401);
            // Of IPv6 the first 64 bits count.
            assert.equal((await login(server, from(`2001:db8::${i + 1}`))).status, 401);
        }
        for (const address of ['192.0.2.1', '198.51.100.1, 192.0.2.1', '192.0.2.1, 127.0.0.1', '192.0.2.2', '::ffff:192.0.2.1', '2001:db8::ffff:1'])
            assertLimited(await login(server, from(address)), 20, 45);
        for (const address of ['192.0.2.3', '192.0.2.1, 192.0.2.4', '2001:db8:0:1::1'])
            assert.equal((await login(server, from(address))).status, 401);
        // A proxy's own connections are not limited; and Engine.IO sessions are, by client.
        const held = await hold(server, 150);
        assert.equal((await login(server, from('192.0.2.5'))).status, 401);
        held.forEach((connection) => connection.destroy());
        const open = (address) => fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: from(address) }).then(({ status }) => status);
        const opened = await Promise.all(Array.from({ length: 100 }, () => open('192.0.2.6')));
        assert.ok(opened.every((status) => status === 200));
        assert.equal(await open('192.0.2.6'), 429);
        assert.equal(await open('192.0.2.7'), 200);
    }, proxied);
});

test('what a stranger says of its address is not believed', async () => {
    await withServer(async (server) => {
        for (let i = 0; i < 20; ++i)
            assert.equal((await login(server, from(`192.0.2.${i}`))).status, 401);
        assertLimited(await login(server, from('192.0.2.99')), 20, 45);
        assertLimited(await login(server, { Forwarded: 'for=192.0.2.98', 'X-Real-IP': '192.0.2.98' }), 20, 45);
    });
    await withServer(async (server) => {
        // A trusted proxy that says nonsense counts itself.
        for (let i = 0; i < 20; ++i)
            assert.equal((await login(server, from(['nonsense', '1.2', '192.0.2.1, x', '', '192.0.2.1:80'][i % 5]))).status, 401);
        assertLimited(await login(server, from('nonsense')), 20, 45);
    }, proxied);
});
