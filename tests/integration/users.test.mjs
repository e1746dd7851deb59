// SPDX-License-Identifier: GPL-3.0-or-later
// The command `user`, while no server runs and while one does.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { Server, startServer } from '../clients/support/server.mjs';
import { call, connect, next, transportModes } from '../clients/support/sockets.mjs';
import { run, temporaryDirectory } from './support/process.mjs';

const exit = { usage: 64, data: 65 };
const password = 'correct horse battery';

const userCommand = (data, words, input = '') => run(['--data', data, 'user', ...words], { input });

async function succeeds(data, words, input) {
    const { code, stdout, stderr } = await userCommand(data, words, input);
    assert.deepEqual([code, stderr], [0, ''], words.join(' '));
    return stdout;
}

async function fails(data, words, input, code, pattern) {
    const result = await userCommand(data, words, input);
    assert.equal(result.code, code, `${words.join(' ')}: ${result.stderr}`);
    assert.match(result.stderr, pattern);
    if (code === exit.data)
        assert.match(result.stderr, /^parlance-server: [^\n]+\n$/);
    assert.equal(result.stdout, '');
}

test('users are managed while no server runs', async () => {
    const data = join(temporaryDirectory(), 'data');
    assert.equal(await succeeds(data, ['list']), '');
    assert.match(await succeeds(data, ['add', 'Ann', '--email', 'ann@example.org', '--administrator'], `${password}\n`), /^Added Ann \([0-9a-f]{24}\)\n$/);
    await succeeds(data, ['add', 'ben', '--email=ben@example.org'], `${password}\r\nmore`);
    assert.match(await succeeds(data, ['list']),
        /^[0-9a-f]{24}\tAnn\tadministrator\tann@example\.org\tnever\n[0-9a-f]{24}\tben\tuser\tben@example\.org\tnever\n$/);
    await fails(data, ['set-role', 'ann', 'user'], '', exit.data, /last administrator/);
    assert.match(await succeeds(data, ['set-role', 'ben', 'administrator']), /ben is now administrator/);
    assert.match(await succeeds(data, ['set-role', 'ANN', 'user']), /Ann is now user/);
    assert.match(await succeeds(data, ['set-password', 'ben'], 'another password\n'), /password of ben/);

    const server = await startServer({ dir: data });
    const me = `cli:${userInfo().username}(${process.getuid()})`;
    const { items } = JSON.parse((await run(['admin', '--data', data, 'audit', 'list', '--json'])).stdout);
    assert.deepEqual(items.map(({ command, target, outcome }) => [command, target, outcome].join(' ')), [
        'users.set-password ben ok', 'users.set-role Ann ok', 'users.set-role ben ok', 'users.set-role ann conflict',
        'users.create ben ok', 'users.create Ann ok',
    ]);
    assert.ok(items.every(({ actor, actorId, address }) => actor === me && actorId === null && address === me));
    assert.deepEqual([items[1].before, items[1].after], [{ role: 'administrator' }, { role: 'user' }]);
    for (const secret of [password, 'another password', 'argon2'])
        assert.ok(!JSON.stringify(items).includes(secret));
    // There are users: nobody needs a first administrator.
    assert.ok(!existsSync(join(data, 'initial-password')));
    const { account } = await server.login('ann@example.org', password);
    assert.deepEqual([account.username, account.role, account.mustChangePassword], ['Ann', 'user', false]);
    assert.equal((await server.login('ben', 'another password')).account.role, 'administrator');
    await assert.rejects(server.login('ben', password), /401/);
    await server.stop();
    await server.stop();
});

test('what cannot be is refused', async () => {
    const data = join(temporaryDirectory(), 'data');
    await succeeds(data, ['add', 'ann', '--email', 'ann@example.org'], password);
    for (const [words, input, pattern] of [
        [['add', 'ANN'], password, /user name is taken/], [['add', 'ben', '--email', 'ANN@example.org'], password, /e-mail address is taken/],
        [['add', 'ben'], 'short\n', /shorter than 8/], [['add', 'ben'], '', /no password/], [['add', 'ben'], 'x'.repeat(1025), /longer than 1024/],
        [['add', 'Admin'], password, /reserved/], [['add', 'CLI:root(0)'], password, /reserved/], [['add', ''], password, /empty/], [['add', 'a\u0007'], password, /cannot be shown/],
        [['add', 'ben', '--email', 'nonsense'], password, /not valid/], [['add', `b${'\u0315\u0300'.repeat(20000)}`], password, /longer than 64/],
        [['set-password', 'nobody'], password, /no such user/], [['set-role', 'nobody', 'user'], '', /no such user/],
        [['set-password', 'ann'], 'short', /shorter/],
    ])
        await fails(data, words, input, exit.data, pattern);
    for (const words of [[], ['add'], ['add', 'a', 'b'], ['list', 'more'], ['set-role', 'ann'], ['set-role', 'ann', 'emperor'],
        ['set-password'], ['remove', 'ann'], ['list', '--nonsense']])
        await fails(data, words, '', exit.usage, /./);
    const server = await startServer({ dir: data });
    const { items } = JSON.parse((await run(['admin', '--data', data, 'audit', 'list', '--json'])).stdout);
    // A wrong command line is no attempt.
    assert.equal(items.length, 15);
    assert.deepEqual(items.slice(0, 3).map(({ command, target, outcome }) => [command, target, outcome].join(' ')),
        ['users.set-password ann validation_failed', 'users.set-role nobody user_not_found', 'users.set-password nobody user_not_found']);
    await server.stop();
    assert.match(await succeeds(data, ['list']), /^[^\n]*\tann\tuser\tann@example\.org\tnever\n$/);
});

test('the first administrator has a password in a file, and has to change it', async () => {
    const server = await startServer();
    const [name, oneTime, rest] = readFileSync(join(server.dir, 'initial-password'), 'utf8').split('\n');
    assert.deepEqual([name, rest], ['operator', '']);
    assert.ok(!server.stderr.includes(oneTime));
    const { items: [entry] } = JSON.parse((await run(['admin', '--data', server.dir, 'audit', 'list', '--json'])).stdout);
    assert.deepEqual([entry.actor, entry.command, entry.target, entry.after], ['local:server', 'users.create', 'operator', { role: 'administrator' }]);
    const { token, account } = await server.login(name, oneTime);
    assert.deepEqual([account.role, account.mustChangePassword], ['administrator', true]);
    assert.equal((await server.api('GET', '/api/v1/rooms', undefined, token)).body.error.code, 'password_change_required');
    const change = (newPassword) => server.api('PUT', '/api/v1/accounts/me/password', { currentPassword: oneTime, newPassword }, token);
    assert.equal((await change(oneTime)).body.error.code, 'validation_failed');
    assert.equal((await change(password)).status, 200);
    assert.equal((await server.api('GET', '/api/v1/rooms', undefined, token)).status, 200);
    await server.restart();
    assert.ok(!server.stderr.includes('one-time'));
    assert.equal((await server.login(name, password)).account.mustChangePassword, false);
    await server.stop();
});

test('a running server hears of it at once', async () => {
    const server = await startServer();
    const ann = await server.register('ann');
    const ben = await server.register('ben');
    const sockets = await Promise.all(['polling', 'websocket'].map((mode) => connect(server.url, ann.token, transportModes[mode])));
    const plain = await openPlain(server.url, ann.token);
    await plain.call('account.get');
    const other = await connect(server.url, ben.token);

    // A role ends nothing, and shows at once.
    await succeeds(server.dir, ['set-role', 'ann', 'administrator']);
    const role = async () => (await server.api('GET', '/api/v1/accounts/me', undefined, ann.token)).body.role;
    assert.equal(await role(), 'administrator');
    assert.equal((await call(sockets[0], 'account.get', {})).role, 'administrator');
    await succeeds(server.dir, ['set-role', 'ann', 'user']);
    assert.equal(await role(), 'user');
    await succeeds(server.dir, ['add', 'cyd'], password);
    await server.login('cyd', password);
    assert.match(await succeeds(server.dir, ['list']), /\tcyd\tuser\t-\tnever\n/);

    const told = sockets.map((socket) => next(socket, 'session.ended'));
    const gone = sockets.map((socket) => next(socket, 'disconnect'));
    const since = Date.now();
    await succeeds(server.dir, ['set-password', 'ann'], password);
    for (const [push] of await Promise.all(told))
        assert.equal(push.reason, 'revoked');
    for (const [why] of await Promise.all(gone))
        assert.equal(why, 'io server disconnect');
    assert.equal((await plain.next((frame) => frame.event === 'session.ended')).data.reason, 'revoked');
    assert.equal((await plain.closed).code, 1008);
    assert.ok(Date.now() - since < 8000, `${Date.now() - since} ms`);
    assert.equal((await server.api('GET', '/api/v1/accounts/me', undefined, ann.token)).body.error.code, 'session_ended');
    await server.login('ann', password);
    // Nobody else is concerned.
    assert.equal((await call(other, 'account.get', {})).username, 'ben');
    assert.ok(other.connected);
    other.close();
    await server.stop();
});

test('the first user may be added before the first start', async () => {
    const server = new Server();
    await succeeds(server.dir, ['add', 'ann'], password);
    await server.start();
    await server.login('ann', password);
    await server.stop();
});
