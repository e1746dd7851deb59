// SPDX-License-Identifier: GPL-3.0-or-later
// Consoles: how they connect and log in, what their role allows, and how their session ends.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { unique } from '../dialects/support/values.mjs';
import { run } from '../integration/support/process.mjs';
import { badTokens } from '../integration/support/tokens.mjs';
import { auditMark, auditSince, eventually, newVictim, startStaffed } from './support/administrators.mjs';
import { Console, ConsoleError } from './support/console.mjs';
import { protocol, WebSocketLink } from './support/consolelink.mjs';

const secret = 'a key for tests of more than 32 bytes';
const page = 'https://console.example.org';

let place;
/** A link that never logs in. */
let silent;
before(async () => {
    place = await startStaffed({ env: { PARLANCE_JWT_SECRET: secret } });
    silent = new Console(() => WebSocketLink.open(place.server.url));
    silent.link = await silent.connect();
    silent.link.receive((text) => silent.messages.push(JSON.parse(text)));
});
after(() => place.stop());

const passwordOf = (role) => ({ username: place.staff[role].username, password: `secret of ${place.staff[role].username}` });
const tokenOf = (role) => ({ token: place.staff[role].token });

/** A console of a new account with this role. */
async function newConsole(t, role) {
    const person = await newVictim(place, role);
    await place.local.ok('users.set-role', { user: person.username, role });
    const console = await Console.open(place.server, { token: person.token });
    t.after(() => console.close());
    return { ...person, console };
}

/** A file with this configuration. */
function configured(text) {
    const file = join(place.server.dir, 'test.toml');
    writeFileSync(file, text);
    return file;
}

const refusedBy = (code) => (error) => error instanceof ConsoleError && error.code === code;

test('every role from auditor on, with password or token', async () => {
    for (const role of ['auditor', 'operator', 'administrator']) {
        for (const credentials of [passwordOf(role), tokenOf(role)]) {
            const console = await Console.open(place.server, credentials);
            const { welcome } = console;
            assert.deepEqual([welcome.role, welcome.user, welcome.protocol], [role, place.staff[role].username, protocol]);
            assert.equal(welcome.token !== undefined, 'password' in credentials);
            assert.ok(Date.parse(welcome.expiresAt) > Date.now() && Math.abs(Date.parse(welcome.time) - Date.now()) < 60000);
            assert.match(welcome.epoch, /^[0-9a-f]{24}$/);
            assert.ok(['sessions', 'status'].every((view) => welcome.views.includes(view)));
            assert.equal(welcome.commands.includes('users.suspend'), role !== 'auditor');
            assert.equal(welcome.permissions.includes('manage_users'), role === 'administrator');
            assert.equal((await console.ok('users.show', { user: welcome.user })).role, role);
            await console.close();
        }
    }
});

test('users, wrong passwords and wrong tokens are refused', async () => {
    const { username } = place.staff.auditor;
    const rows = [[passwordOf('user'), 'forbidden'], [tokenOf('user'), 'forbidden'],
        [{ username, password: 'wrong' }, 'invalid_credentials'], [{ username: unique('nobody'), password: 'wrong' }, 'invalid_credentials'],
        ...Object.values(badTokens(place.staff.administrator.token, secret)).map((token) => [token === '' ? { token: ' ' } : { token }, 'invalid_token'])];
    for (const [credentials, code] of rows) {
        const console = new Console(() => WebSocketLink.open(place.server.url), credentials);
        await assert.rejects(console.start(), refusedBy(code), JSON.stringify(credentials));
        assert.deepEqual((({ reason, code: close }) => [reason, close])(await console.goodbye()), ['login_failed', 1008]);
    }
    // Who may not use the console has no session from it either.
    const { items } = await place.local.ok('sessions.list', { user: place.staff.user.username });
    assert.equal(items.length, 1);
});

test('who leaves while logging in has no session', async () => {
    const { username } = await place.server.register(unique('hasty')).then(({ account }) => account);
    await place.local.ok('users.set-role', { user: username, role: 'auditor' });
    const links = await Promise.all(Array.from({ length: 12 }, () => WebSocketLink.open(place.server.url)));
    for (const link of links) {
        link.send(JSON.stringify({ type: 'login', username, password: `secret of ${username}` }));
        link.socket.terminate();
    }
    // The passwords are checked in order.
    const console = await Console.open(place.server, { username, password: `secret of ${username}` });
    // That of the registration, and this one.
    await eventually(async () => (await place.local.ok('sessions.list', { user: username })).items.length === 2, 'no further session');
    await console.close();
});

test('who has to change the password does that first', async () => {
    const { user: { username }, password } = await place.local.ok('users.create', { name: unique('new'), role: 'auditor' });
    await assert.rejects(Console.open(place.server, { username, password }), refusedBy('password_change_required'));
});

test('log-ins count against the limit of every log-in', async () => {
    const file = configured('[rate_limits.authentication]\ncount = 4\nper_seconds = 600\n');
    const server = await startServer({ env: { PARLANCE_RATE_LIMITS: 'on', PARLANCE_CONFIG: file } });
    await server.register('ann');
    for (let i = 0; i < 3; ++i)
        await assert.rejects(Console.open(server, { username: 'ann', password: 'wrong' }), refusedBy('invalid_credentials'));
    const limited = await Console.open(server, { username: 'ann', password: 'secret of ann' }).catch((error) => error);
    assert.equal(limited.code, 'rate_limited');
    assert.ok(limited.retryAfter > 0);
    assert.equal((await server.api('POST', '/api/v1/sessions', { login: 'ann', password: 'secret of ann' })).status, 429);
    await server.stop();
});

test('the handshake: subprotocol and origin', async () => {
    const { url } = place.server;
    const refused = async (options, status, pattern) => {
        const error = await WebSocketLink.open(url, options).then(() => assert.fail(`opened with ${JSON.stringify(options)}`), (reason) => reason);
        assert.equal(error.status, status, error.message);
        assert.match(JSON.parse(error.body).error.message, pattern);
    };
    for (const protocols of [[], ['parlance.admin.v2'], ['Parlance.Admin.v1'], ['chat', 'parlance.admin.v1.1']])
        await refused({ protocols }, 400, /subprotocol parlance\.admin\.v1/);
    for (const origin of [page, url, 'null', 'http://localhost'])
        await refused({ headers: { Origin: origin } }, 403, /origin/);
    const link = await WebSocketLink.open(url, { protocols: ['chat', protocol, 'parlance.admin.v2'] });
    assert.equal(link.socket.protocol, protocol);
    link.close();
    // Other sockets know no subprotocol.
    const plain = await WebSocketLink.open(url, { path: '/ws', protocols: [] });
    assert.equal(plain.socket.protocol, '');
    plain.close();
});

test('pages that are allowed, where nobody else is', async () => {
    const file = configured(`[admin]\nallowed_origins = ["${page}"]\n[http]\nallowed_origins = ["https://chat.example.org"]\n`);
    const server = await startServer({ env: { PARLANCE_CONFIG: file } });
    for (const [origin, path, protocols, opens] of [[page, '/admin', [protocol], true], ['https://chat.example.org', '/admin', [protocol], false],
        [page, '/ws', [], false], ['https://chat.example.org', '/ws', [], true]]) {
        const link = await WebSocketLink.open(server.url, { path, protocols, headers: { Origin: origin } }).catch(({ status }) => status);
        assert.equal(link instanceof WebSocketLink ? true : link, opens || 403, `${origin} ${path}`);
        link.close?.();
    }
    await server.stop();
    for (const wrong of ['*', 'console.example.org', 'https://console.example.org/page', '']) {
        configured(`[admin]\nallowed_origins = ["${wrong}"]\n`);
        assert.match((await run(['--config', file, 'check-config'])).stderr, /admin\.allowed_origins .*is no origin/, wrong);
    }
});

test('the listener for administrators has it alone', async () => {
    const server = await startServer({ env: { PARLANCE_ADMIN_LISTEN: '127.0.0.1:0' } });
    const adminUrl = server.stdout.match(/(http:\/\/\S+) \(administrators\)/)[1];
    assert.equal((await WebSocketLink.open(server.url).catch((error) => error)).status, 404);
    assert.equal((await fetch(`${server.url}/admin/asyncapi.json`)).status, 404);
    assert.equal((await fetch(`${adminUrl}/admin/asyncapi.json`)).status, 200);
    const link = await WebSocketLink.open(adminUrl);
    assert.equal(link.socket.protocol, protocol);
    await server.stop();
    assert.equal((await link.closed).code, 1013);
});

test('over the local socket nobody logs in', async () => {
    const console = await Console.openLocal(place.server);
    assert.match(console.welcome.user, /^local:/);
    assert.deepEqual([console.welcome.role, console.welcome.expiresAt, console.welcome.token], ['administrator', undefined, undefined]);
    const mark = await auditMark(place);
    assert.ok(await console.ok('announce', { text: 'Tea', reason: 'test' }));
    const [entry] = await auditSince(place, mark);
    assert.deepEqual([entry.actor, entry.address, entry.command], [console.welcome.user, console.welcome.user, 'announce']);
    await console.close();
    const asAuditor = await Console.openLocal(place.server, place.staff.auditor.token);
    assert.equal(asAuditor.welcome.user, place.staff.auditor.username);
    assert.equal((await asAuditor.call('announce', { text: 'Tea' })).error.code, 'forbidden');
    await asAuditor.close();
    for (const token of ['', 'nonsense', null, 5, {}])
        await assert.rejects(Console.openLocal(place.server, token), refusedBy('invalid_token'), JSON.stringify(token));
    await assert.rejects(Console.openLocal(place.server, place.staff.user.token), refusedBy('forbidden'));
});

test('commands are those of REST: permissions, errors, audit log', async (t) => {
    const { console, username } = await newConsole(t, 'operator');
    const victim = await newVictim(place);
    const mark = await auditMark(place);
    const [done, refused, unknown, wrong] = await Promise.all([
        console.call('connections.disconnect', { connection: victim.connection, reason: 'stuck' }),
        console.call('users.set-role', { user: victim.username, role: 'operator' }),
        console.call('users.explode', {}),
        console.call('connections.disconnect', { connection: 'x' })]);
    assert.equal(done.ok.connection.username, victim.username);
    assert.deepEqual([refused, unknown, wrong].map(({ error }) => error.code), ['forbidden', 'unknown_operation', 'validation_failed']);
    await victim.socket.closed;
    const logged = (await auditSince(place, mark)).map(({ actor, command, outcome }) => `${actor} ${command} ${outcome}`).sort();
    assert.deepEqual(logged, [`${username} connections.disconnect ok`, `${username} connections.disconnect validation_failed`,
        `${username} users.set-role forbidden`]);
});

test('a new role is in force at once', async (t) => {
    const { console, username } = await newConsole(t, 'operator');
    const sessions = await console.watch('sessions', { filter: { username } });
    await place.local.ok('users.set-role', { user: username, role: 'auditor' });
    const access = await console.next(({ type }) => type === 'access');
    assert.deepEqual([access.role, access.commands.includes('users.suspend')], ['auditor', false]);
    assert.equal((await console.call('users.unmute', { user: username })).error.code, 'forbidden');
    assert.equal(sessions.total, 1);
    await place.local.ok('users.set-role', { user: username, role: 'user' });
    assert.deepEqual((({ reason, code }) => [reason, code])(await console.goodbye()), ['forbidden', 1008]);
});

test('a role that the command line has changed is in force too', async (t) => {
    const { console, username } = await newConsole(t, 'auditor');
    const { code, stderr } = await run(['--data', place.server.dir, 'user', 'set-role', username, 'user']);
    assert.equal(code, 0, stderr);
    assert.equal((await console.goodbye()).reason, 'forbidden');
});

test('a session that ends takes its console along', async (t) => {
    const ends = {
        'sessions.end': ({ username }) => place.local.ok('sessions.end', { user: username }),
        'users.suspend': ({ username }) => place.local.ok('users.suspend', { user: username, for: '1h', reason: 'A leave' }),
        'users.reset-password': ({ username }) => place.local.ok('users.reset-password', { user: username }),
        'REST log-out': ({ token }) => place.server.api('DELETE', '/api/v1/sessions/current', undefined, token),
    };
    for (const [name, end] of Object.entries(ends)) {
        const person = await newConsole(t, 'auditor');
        await end(person);
        const { reason, message, code } = await person.console.goodbye();
        assert.deepEqual([reason, code], ['session_ended', 1008], name);
        if (name === 'users.suspend')
            assert.match(message, /A leave/);
    }
});

test('logging out ends the session', async () => {
    const console = await Console.open(place.server, passwordOf('auditor'));
    const { token } = console.welcome;
    console.send({ type: 'logout' });
    assert.equal((await console.goodbye()).reason, 'logged_out');
    await eventually(async () => (await place.server.api('GET', '/api/v1/accounts/me', undefined, token)).status === 401, 'the session is gone');
    await assert.rejects(Console.open(place.server, { token }), refusedBy('session_ended'));
});

test('a banned address has no console', async (t) => {
    const file = configured('[http]\ntrusted_proxies = ["127.0.0.1"]\n');
    const server = await startServer({ env: { PARLANCE_CONFIG: file } });
    t.after(() => server.stop());
    const local = await Console.openLocal(server);
    const { token, account } = await server.register('ann');
    await local.ok('users.set-role', { user: account.username, role: 'auditor' });
    const console = await Console.open(server, { token }, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    await local.ok('bans.add', { address: '203.0.113.9' });
    const watching = await Console.open(server, { token }, { headers: { 'X-Forwarded-For': '203.0.113.8' } });
    await watching.watch('status');
    await local.ok('bans.add', { address: '203.0.113.8' });
    assert.equal((await watching.goodbye()).reason, 'address_banned');
    console.send({ type: 'refresh', id: 1 });
    assert.equal((await console.goodbye()).reason, 'address_banned');
    await local.close();
});

test('who does not log in has to go', async () => {
    const { code } = await silent.link.closed;
    assert.equal(code, 1008);
    assert.deepEqual(silent.messages.map(({ type, reason }) => [type, reason]), [['bye', 'login_timeout']]);
});
