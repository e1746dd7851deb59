// SPDX-License-Identifier: GPL-3.0-or-later
// Suspended and banned users: their clients, and log-ins over the native API and in every dialect.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, next, transportModes } from '../clients/support/sockets.mjs';
import { assertError } from '../dialects/support/golden.mjs';
import { dialects, newUser, tryLogin } from '../dialects/support/users.mjs';
import { assertKind, unique } from '../dialects/support/values.mjs';
import { eventually, startStaffed } from './support/administrators.mjs';
import { assertEnded, openClients } from '../integration/support/sessionclients.mjs';

let place;
let server;
let local;
before(async () => {
    place = await startStaffed();
    ({ server, local } = place);
});
after(() => place.stop());

async function newNative() {
    const username = unique('rowdy');
    return { username, password: `secret of ${username}`, ...await server.register(username) };
}

const nativeLogin = ({ username, password }) => server.api('POST', '/api/v1/sessions', { login: username, password });
const me = (token) => server.api('GET', '/api/v1/accounts/me', undefined, token);

for (const [command, more, until] of [['users.suspend', { for: '1h' }, /until \d{4}-\d\d-\d\dT[^ ]+Z: be kinder$/], ['users.ban', {}, /banned: be kinder$/]]) {
    test(`${command} ends what is open, and the user stays outside`, async (t) => {
        const user = await newNative();
        const clients = await openClients(t, server, user.token);
        const ban = () => local.ok(command, { user: user.username, ...more, reason: 'be kinder' });
        const { endedSessions } = await assertEnded(clients, ban, { reason: 'suspended', message: 'be kinder' });
        assert.equal(endedSessions, 1);

        for (const mode of Object.values(transportModes))
            await assert.rejects(connect(server.url, user.token, { ...mode, reconnection: false }), ({ data }) => data.code === 'session_ended');
        assert.equal((await me(user.token)).body.error.code, 'session_ended');
        const { status, body } = await nativeLogin(user);
        assert.deepEqual([status, body.error.code, body.token], [403, 'account_suspended', undefined]);
        assert.match(body.error.message, until);
        // Only who knows the password learns of it.
        assert.equal((await nativeLogin({ ...user, password: 'another' })).body.error.code, 'invalid_credentials');
        const { items } = await local.ok('users.list', { state: 'suspended', search: user.username });
        assert.deepEqual(items.map(({ username, reason, sessions }) => [username, reason, sessions]), [[user.username, 'be kinder', 0]]);

        await local.ok(command === 'users.ban' ? 'users.unban' : 'users.unsuspend', { user: user.username });
        const { token, account } = (await nativeLogin(user)).body;
        assert.equal(account.username, user.username);
        assert.equal((await me(token)).status, 200);
        assert.equal((await me(user.token)).status, 401);
        const shown = await local.ok('users.show', { user: user.username });
        assert.deepEqual([shown.state, shown.until, shown.reason], ['active', null, '']);
    });
}

test('without a reason there is no message', async (t) => {
    const user = await newNative();
    const clients = await openClients(t, server, user.token);
    await assertEnded(clients, () => local.ok('users.ban', { user: user.username }), { reason: 'suspended' });
    assert.match((await nativeLogin(user)).body.error.message, /banned$/);
});

test('others are not concerned', async (t) => {
    const [user, other] = [await newNative(), await newNative()];
    const { official } = await openClients(t, server, other.token);
    await local.ok('users.ban', { user: user.username });
    assert.equal((await nativeLogin(user)).status, 403);
    for (const socket of official)
        assert.equal((await socket.emitWithAck('account.get', {})).ok.username, other.username);
});

async function assertRefusedInDialect(user) {
    const { status, body, headers } = await tryLogin(server, user);
    const what = `${user.dialect}: ${status} ${JSON.stringify(body)}`;
    assert.ok(status >= 400 && status < 500, what);
    assertError(body);
    assert.match(body.message, /suspended|banned/, what);
    assert.ok(!JSON.stringify([body, ...headers]).match(/eyJ[\w-]+\./), what);
}

for (const dialect of dialects) {
    test(`${dialect}: a suspended user cannot log in until the end`, async (t) => {
        const user = await newUser(dialect, server);
        const socket = await connect(server.url, user.token);
        t.after(() => socket.close());
        const gone = next(socket, 'disconnect');
        await local.ok('users.suspend', { user: user.username, for: '2d', reason: 'be kinder' });
        assert.equal((await gone)[0], 'io server disconnect');
        assert.ok(!socket.active);
        await assertRefusedInDialect(user);
        await local.ok('users.unsuspend', { user: user.username });
        const { status, body } = await tryLogin(server, user);
        assert.equal(status, 200);
        assertKind('token', body.token);

        await local.ok('users.ban', { user: user.username });
        await assertRefusedInDialect(user);
        const refused = await connect(server.url, body.token, { reconnection: false }).then(() => undefined, (error) => error);
        assert.ok(refused, 'the token of before still works');
    });
}

test('a suspension ends by itself', async () => {
    const users = [await newNative(), ...await Promise.all(dialects.map((dialect) => newUser(dialect, server)))];
    const login = (user) => (user.dialect ? tryLogin(server, user) : nativeLogin(user));
    const ends = [];
    for (const { username } of users)
        ends.push(Date.parse((await local.ok('users.suspend', { user: username, for: '2s' })).user.until));
    for (const [i, user] of users.entries()) {
        const { status, body } = await login(user);
        assert.ok(status >= 400 || Date.now() >= ends[i], JSON.stringify(body));
    }
    for (const [i, user] of users.entries()) {
        await eventually(async () => (await login(user)).status < 300, `${user.username} logs in`);
        assert.ok(Date.now() >= ends[i], user.username);
        const { items } = await local.ok('users.list', { search: user.username, state: 'active' });
        for (const shown of [...items, await local.ok('users.show', { user: user.username })])
            assert.deepEqual([shown.username, shown.state, shown.until], [user.username, 'active', null]);
        assert.equal(items.length, 1);
    }
});

test('a further suspension replaces the first', async () => {
    const user = await newNative();
    await local.ok('users.ban', { user: user.username, reason: 'first' });
    const { user: changed } = await local.ok('users.suspend', { user: user.username, until: '2099-01-31T09:00:00+01:00', reason: 'second' });
    assert.deepEqual([changed.until, changed.reason], ['2099-01-31T08:00:00.000Z', 'second']);
    assert.match((await nativeLogin(user)).body.error.message, /2099-01-31T08:00:00.*: second$/);
    const { items: [entry] } = await local.ok('audit.list', { target: user.username, limit: 1 });
    assert.deepEqual(entry.before, { state: 'suspended', reason: 'first' });
    assert.deepEqual(entry.after, { state: 'suspended', until: '2099-01-31T08:00:00.000Z', reason: 'second' });
});

test('an account that waits for approval cannot log in', async (t) => {
    const other = await startStaffed({ registration: 'approval' });
    t.after(() => other.stop());
    const { server: waiting, local: socket } = other;
    const user = { username: unique('newcomer'), password: 'a long password' };
    const registered = await waiting.api('POST', '/api/v1/accounts', user);
    assert.deepEqual([registered.status, registered.body.error.code], [403, 'account_pending']);
    const login = () => waiting.api('POST', '/api/v1/sessions', { login: user.username, password: user.password });
    assert.deepEqual([(await login()).status, (await login()).body.error.code], [403, 'account_pending']);
    const { status, body } = await tryLogin(waiting, { dialect: 'rooms', ...user });
    assert.ok(status >= 400 && status < 500 && !body.token, JSON.stringify(body));
    assertError(body);
    const { items } = await socket.ok('users.list', { state: 'pending' });
    assert.deepEqual(items.map(({ username }) => username), [user.username]);
    for (const command of ['users.ban', 'users.unban', 'users.suspend'])
        assert.equal((await socket.call(command, { user: user.username, ...command === 'users.suspend' && { for: '1h' } })).error?.code, 'conflict', command);
    await socket.ok('users.reject', { user: user.username });
    assert.deepEqual([(await login()).status, (await login()).body.error.code], [401, 'invalid_credentials']);
    assert.equal((await waiting.api('POST', '/api/v1/accounts', user)).body.error.code, 'account_pending');
    await socket.ok('users.approve', { user: user.username });
    assert.equal((await login()).body.account.username, user.username);
    assert.equal((await tryLogin(waiting, { dialect: 'rooms', ...user })).status, 200);
});

test('it outlasts a restart', async () => {
    const user = await newNative();
    await local.ok('users.ban', { user: user.username });
    await place.restart();
    ({ local } = place);
    assert.equal((await nativeLogin(user)).body.error.code, 'account_suspended');
    assert.equal((await me(user.token)).body.error.code, 'session_ended');
});
