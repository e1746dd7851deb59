// SPDX-License-Identifier: GPL-3.0-or-later
// Behaviour of the original backends that the configuration restores (section [legacy]), and disabled
// dialects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPinned } from './support/listeners.mjs';
import { Server, startServer } from '../clients/support/server.mjs';
import { assertError } from './support/golden.mjs';
import { open } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';

test('rate_limit: 100 calls of dialects under /api in 15 minutes, for all users together', async (t) => {
    const { server } = await startPinned('legacy.rate_limit = true\n');
    t.after(() => server.stop());
    await server.stop();
    server.env.PARLANCE_RATE_LIMITS = 'on';
    await server.start();
    // These are three of the hundred calls.
    const users = [await newUser('named-rooms', server), await newUser('chatroom', server), await newUser('chatroom', server, 'bob')];
    for (let n = 0; n < 97; ++n) {
        const { status, headers } = await server.api('GET', '/api/rooms', undefined, users[n % 3].token);
        assert.equal(status, 200, `call ${n}`);
        assert.equal(headers.get('ratelimit-limit'), '100');
    }
    for (const path of ['/api/rooms', '/api/auth/me', '/api/chat/rooms']) {
        const { status, body, headers } = await server.api('GET', path, undefined, users[0].token);
        assert.equal(status, 429, path);
        assertError(body, undefined, path);
        assert.ok(Number(headers.get('retry-after')) >= 1, path);
    }
    // The native API, and paths outside of /api, have their own limits.
    assert.equal((await server.api('GET', '/api/v1/accounts/me', undefined, users[0].token)).status, 200);
    assert.equal((await server.api('POST', '/logout', {}, users[0].token)).status, 400);
});

test('rate_limit is off by default, and if all limits are off', async (t) => {
    const byDefault = await startServer({ env: { PARLANCE_RATE_LIMITS: 'on' } });
    t.after(() => byDefault.stop());
    const { server: lifted } = await startPinned('legacy.rate_limit = true\n');
    t.after(() => lifted.stop());
    for (const server of [byDefault, lifted]) {
        for (let n = 0; n < 110; ++n)
            assert.equal((await server.api('GET', '/api/rooms')).status, 200);
    }
});

for (const [timestamps, form] of [['iso', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/], ['clock', /^(0\d|1[0-2]):[0-5]\d (AM|PM)$/]]) {
    test(`timestamps = "${timestamps}"`, async (t) => {
        const { server } = await startPinned(`legacy.timestamps = "${timestamps}"\n`);
        t.after(() => server.stop());
        const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
        const a = await open(t, server.url, alice.token);
        const b = await open(t, server.url, bob.token);
        b.emit('register', bob.id);
        a.emit('sendMessage', { senderId: alice.id, receiverId: bob.id, content: 'Hello' });
        assert.match((await b.until('receiveMessage')).timestamp, form);
    });
}

test('password_min_bytes', async (t) => {
    const { server } = await startPinned('legacy.password_min_bytes = 10\n');
    t.after(() => server.stop());
    const { status, body } = await server.api('POST', '/api/auth/register', { username: 'ann', password: 'nine char' });
    assert.equal(status, 400);
    assertError(body);
    assert.equal((await server.api('POST', '/api/auth/register', { username: 'ann', password: 'ten chars!' })).status, 201);
});

test('a disabled dialect is not served', async (t) => {
    const server = await startServer({ env: { PARLANCE_DIALECTS: 'rooms' } });
    t.after(() => server.stop());
    for (const path of ['/api/user/register', '/api/users/register', '/register'])
        assert.equal((await server.api('POST', path, {})).status, 404, path);
    const carol = await newUser('rooms', server, 'carol');
    const socket = await open(t, server.url, carol.token);
    await socket.isRefused('joinRoom', { username: carol.username, room: 'hall' });
    const none = await startServer({ env: { PARLANCE_DIALECTS: '' } });
    t.after(() => none.stop());
    assert.equal((await none.api('POST', '/api/auth/register', {})).status, 404);
    assert.equal((await none.api('GET', '/healthz')).status, 200);
});

test('with an unknown dialect the server does not start', async () => {
    const wrong = [
        [{ env: { PARLANCE_DIALECTS: 'esperanto' } }, /PARLANCE_DIALECTS: there is no dialect "esperanto"/],
        [{ args: ['--listen', '127.0.0.1:0=esperanto'] }, /--listen: there is no dialect "esperanto"/],
        [{ args: ['--listen', '127.0.0.1:0=phone'], env: { PARLANCE_DIALECTS: 'rooms' } }, /is to speak the dialect "phone"/],
    ];
    for (const [options, message] of wrong)
        await assert.rejects(new Server(options).start(), message);
});
