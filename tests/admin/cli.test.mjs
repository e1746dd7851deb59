// SPDX-License-Identifier: GPL-3.0-or-later
// The command `admin`, against a running server and against sockets that behave badly.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { connect, next } from '../clients/support/sockets.mjs';
import { executable, run, temporaryDirectory } from '../integration/support/process.mjs';

const exit = { usage: 64, data: 65, unavailable: 69, storage: 74, tryLater: 75, noPermission: 77, config: 78 };
const nobody = 65534;
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
/** Root may become nobody; but a build below root's own directory is out of nobody's reach. */
const canBeNobody = process.getuid() === 0 && spawnSync(asNobody[0], [...asNobody.slice(1), executable, '--version'], { cwd: '/' }).status === 0;

function assertFailed({ code, stdout, stderr }, expected, pattern) {
    assert.equal(code, expected, stderr);
    assert.match(stderr, /^parlance-server: [^\n]+\n$/, 'one line says why');
    assert.match(stderr, pattern);
    assert.equal(stdout, '');
}

function succeeded({ code, stdout, stderr }) {
    assert.deepEqual([code, stderr], [0, '']);
    return stdout;
}

describe('with a running server', () => {
    let server;
    const people = {};
    const admin = (words, options) => run(['admin', '--data', server.dir, ...words], options);
    const shown = async (...words) => succeeded(await admin(words));
    const json = async (...words) => JSON.parse(await shown(...words, '--json'));
    const fails = async (words, code, pattern, options) => assertFailed(await admin(words, options), code, pattern);
    before(async () => {
        server = await startServer();
        for (const name of ['ann', 'ben', 'cyd', 'dan'])
            people[name] = await server.register(name);
    });
    after(() => server?.stop());

    test('accounts are listed and shown', async () => {
        const list = await shown('users', 'list', '--search', 'an');
        assert.match(list, /^id {24}username {2}role {2}state {3}until {2}sessions {2}lastSeenAt\n[0-9a-f]{24} {2}ann {7}user {2}active {2}- {6}1 .*\n[0-9a-f]{24} {2}dan .*\n$/);
        assert.deepEqual((await json('users', 'list', '--role', 'administrator')).items.map(({ username }) => username), ['operator']);
        const first = await shown('users', 'list', '--limit', '2');
        const [, cursor] = first.match(/^More: --after ([0-9a-f]{24})\n$/m);
        const rest = await json('users', 'list', '--after', cursor);
        assert.equal(rest.items.length, 3);
        assert.equal(rest.next, undefined);
        assert.match(await shown('users', 'show', 'ann'), /^role: user$[^]*^username: ann$/m);
        assert.equal((await json('users', 'show', people.ann.account.id)).username, 'ann');
    });

    test('options may stand before and after the command', async () => {
        const socket = join(server.dir, 'admin.sock');
        const file = join(temporaryDirectory(), 'parlance.toml');
        writeFileSync(file, `data = "${server.dir}"\n`);
        for (const args of [
            ['--data', server.dir, 'admin'], ['admin', `--data=${server.dir}`], ['--config', file, 'admin'], ['admin', '--config', file],
            ['admin', '--socket', socket], ['--data', '/nonexistent', 'admin', '--data', server.dir],
        ])
            assert.match(succeeded(await run([...args, 'users', 'list'])), /\bann\b/, args.join(' '));
        const words = ['users', 'show', 'ann', '--json'];
        assert.match(succeeded(await run(['admin', ...words, '--socket', 'admin.sock'], { cwd: server.dir })), /"username":"ann"/);
        assert.match(succeeded(await run(['admin', ...words], { env: { PARLANCE_ADMIN_SOCKET: socket } })), /"username":"ann"/);
    });

    test('an account is created, and its password replaced', async () => {
        const { password, user } = await json('users', 'create', 'eve', '--role', 'auditor', '--reason', 'a new colleague');
        assert.deepEqual([user.username, user.role, user.mustChangePassword], ['eve', 'auditor', true]);
        assert.equal((await server.login('eve', password)).account.mustChangePassword, true);
        const [, second] = (await shown('users', 'reset-password', 'eve')).match(/^password: (\S+)$/m);
        await assert.rejects(server.login('eve', password), /401/);
        await server.login('eve', second);
        await fails(['users', 'create', 'EVE'], exit.data, /user name is taken/);
    });

    test('a dry run only tells', async () => {
        const told = await json('users', 'ban', 'ben', '--dry-run');
        assert.deepEqual([told.dryRun, told.user.state, told.endedSessions], [true, 'suspended', 1]);
        assert.equal((await json('users', 'show', 'ben')).state, 'active');
        assert.equal((await json('users', 'create', 'nobody', '--dry-run')).password, undefined);
        await fails(['users', 'show', 'nobody'], exit.data, /no such user/);
    });

    test('users are locked out for a time and for good', async () => {
        const socket = await connect(server.url, people.ben.token);
        const [ended, gone] = [next(socket, 'session.ended'), next(socket, 'disconnect')];
        assert.match(await shown('users', 'suspend', 'ben', '--for', '2h', '--reason', 'spam'), /^endedSessions: 1$[^]*^user\.reason: spam$[^]*^user\.state: suspended$/m);
        assert.equal((await ended)[0].reason, 'suspended');
        await gone;
        await assert.rejects(server.login('ben'), /403.*suspended until.*spam/);
        assert.deepEqual((await json('users', 'list', '--state', 'suspended')).items.map(({ username }) => username), ['ben']);
        await shown('users', 'unsuspend', 'ben');
        await server.login('ben');
        assert.equal((await json('users', 'ban', 'ben')).user.until, null);
        await assert.rejects(server.login('ben'), /403.*banned/);
        await shown('users', 'unban', 'ben');
        await server.login('ben');
        await fails(['users', 'suspend', 'ben'], exit.data, /"for"/);
        await fails(['users', 'suspend', 'ben', '--for', 'ever'], exit.data, /"for" must be a duration/);
    });

    test('sessions and connections are listed and ended', async () => {
        const { token } = await server.login('cyd');
        const socket = await connect(server.url, token);
        const open = (await json('connections', 'list', '--user', 'cyd')).items;
        assert.equal(open.length, 1);
        assert.match(await shown('connections', 'list'), /^id +username +dialect +protocol +transport +address +openedAt +idleMs +roundTripMs\n\d+ +cyd +native +socket\.io 5 +websocket +/);
        assert.match(await shown('connections', 'show', String(open[0].id)), /^username: cyd$/m);
        const gone = next(socket, 'disconnect');
        assert.match(await shown('connections', 'disconnect', String(open[0].id)), /^connection\.username: cyd$/m);
        await gone;
        socket.close();
        await fails(['connections', 'disconnect', String(open[0].id)], exit.data, /no such connection/);

        const sessions = (await json('sessions', 'list', '--user', 'cyd')).items;
        assert.equal(sessions.length, 2);
        const { id } = sessions.find((each) => each.id === open[0].sessionId);
        assert.equal((await json('sessions', 'end', '--session', id)).endedSessions, 1);
        assert.equal((await server.api('GET', '/api/v1/accounts/me', undefined, token)).body.error.code, 'session_ended');
        assert.match(await shown('sessions', 'end', '--user', 'cyd'), /^endedSessions: 1$/m);
        assert.match(await shown('sessions', 'list', '--user', 'cyd'), /^id {2}username.*\n$/, 'nothing below the heading');
        await fails(['sessions', 'end'], exit.data, /"user" or "session" is needed/);
    });

    test('rooms are listed and shown', async () => {
        const { body } = await server.api('POST', '/api/v1/rooms', { name: 'Gardening', private: true }, people.dan.token);
        await server.api('POST', '/api/v1/rooms', { name: 'cooking' }, people.dan.token);
        const first = await shown('rooms', 'list', '--limit', '1');
        assert.match(first, /^id {24}name {5}kind {4}owner {2}members {2}frozen {2}slowMode {2}createdAt\n[0-9a-f]{24} {2}cooking {2}public {2}dan {4}1 {8}false {3}0 {9}/);
        const [, cursor] = first.match(/^More: --after (.+)\n$/m);
        assert.deepEqual((await json('rooms', 'list', '--after', cursor)).items.map(({ name }) => name), ['Gardening']);
        assert.equal((await json('rooms', 'list', '--search', 'GARD')).items[0].id, body.id);
        for (const room of ['gardening', body.id])
            assert.match(await shown('rooms', 'show', room), /^kind: private$[^]*^name: Gardening$[^]*^owner: dan$/m);
        await fails(['rooms', 'show', 'Nowhere'], exit.data, /no such room/);
    });

    test('rooms are frozen and users muted', async () => {
        const { body: { id } } = await server.api('POST', '/api/v1/rooms', { name: 'Chess' }, people.dan.token);
        const { token } = await server.login('cyd');
        await server.api('POST', `/api/v1/rooms/${id}/join`, undefined, token);
        const post = async () => (await server.api('POST', `/api/v1/rooms/${id}/messages`, { text: 'Hi' }, token)).body;
        assert.match(await shown('rooms', 'freeze', 'chess', '--reason', 'a quarrel'), /^room\.frozen: true$/m);
        assert.equal((await post()).error.code, 'room_frozen');
        await fails(['rooms', 'freeze', 'chess'], exit.data, /frozen already/);
        await shown('rooms', 'unfreeze', 'chess');
        assert.match(await shown('users', 'mute', 'cyd', '--room', 'Chess', '--for', '2h', '--reason', 'spam'), /^mute\.room: Chess$/m);
        assert.match((await post()).error.message, /^You are muted in this room until .*: spam$/);
        assert.match(await shown('mutes', 'list'), /^username {2}room {3}until {21,}reason\ncyd {7}Chess {2}\S+Z {2}spam\n$/);
        await fails(['users', 'unmute', 'cyd'], exit.data, /not muted everywhere/);
        await shown('users', 'unmute', 'cyd', '--room', 'chess');
        assert.equal((await post()).text, 'Hi');
        await fails(['users', 'mute', 'cyd', '--for', '1h', '--until', '2099-01-01T00:00:00Z'], exit.data, /exclude/);
        await fails(['users', 'mute', 'cyd', '--until', '1d'], exit.data, /in the past/);
        const { items } = await json('audit', 'list', '--target', 'cyd', '--command', 'users.mute');
        const { before: was, after: is } = items.find(({ outcome }) => outcome === 'ok');
        assert.deepEqual([was, is], [{ muted: false, room: 'Chess' }, { muted: true, room: 'Chess', until: is.until, reason: 'spam' }]);
    });

    test('a token has the rights of its account', async () => {
        const token = async (name) => (await server.login(name)).token;
        await shown('users', 'set-role', 'ann', 'operator');
        await shown('users', 'set-role', 'dan', 'auditor');
        const [operator, auditor, user] = [await token('ann'), await token('dan'), await token('ben')];
        const withToken = (value) => ({ env: { PARLANCE_ADMIN_TOKEN: value } });
        await shown('users', 'suspend', 'ben', '--for', '1m', '--as', operator);
        await shown('users', 'unsuspend', 'ben', '--as', operator);
        await fails(['users', 'set-role', 'ben', 'operator', '--as', operator], exit.noPermission, /not allowed/);
        succeeded(await admin(['audit', 'list'], withToken(auditor)));
        await fails(['users', 'ban', 'ben'], exit.noPermission, /not allowed/, withToken(auditor));
        await fails(['users', 'ban', 'operator', '--as', operator], exit.noPermission, /./);
        await fails(['users', 'list', '--as', user], exit.noPermission, /ended/);
        await fails(['users', 'list', '--as', await token('ben')], exit.noPermission, /not allowed/);
        await fails(['users', 'list'], exit.noPermission, /token is not valid/, withToken('nonsense'));
        await fails(['users', 'list'], exit.usage, /PARLANCE_ADMIN_TOKEN is empty/, withToken(''));
        await fails(['users', 'list', '--as', ''], exit.usage, /--as is empty/);
    });

    test('what was done is logged', async () => {
        const { items } = await json('audit', 'list', '--target', 'ben');
        const told = items.map(({ command, actor, reason, outcome }) => [command, actor.replace(/:.*/, ''), reason, outcome].join(' ').trim());
        for (const line of ['users.suspend local spam ok', 'users.unban local  ok', 'users.suspend ann  ok'])
            assert.ok(told.includes(line), `${line} in\n${told.join('\n')}`);
        const refused = (await json('audit', 'list', '--actor', 'dan')).items;
        assert.deepEqual(refused.map(({ command, outcome }) => [command, outcome]), [['users.ban', 'forbidden']]);
        const page = await shown('audit', 'list', '--limit', '1');
        const [, cursor] = page.match(/^More: --before (\d+)\n$/m);
        assert.equal((await json('audit', 'list', '--limit', '1', '--before', cursor)).items[0].position, Number(cursor) - 1);
    });

    test('the log as CSV', async () => {
        await fails(['users', 'mute', 'ben', '--reason', 'x'.repeat(501)], exit.data, /reason/);
        await shown('users', 'mute', 'ben', '--reason', '=HYPERLINK("https://x.example","a, b")');
        const { items } = await json('audit', 'list', '--target', 'ben', '--limit', '200');
        const csv = await shown('audit', 'list', '--target', 'ben', '--csv');
        const [header, ...records] = csv.split('\r\n');
        assert.equal(header, 'position,at,actor,actorId,role,address,command,target,arguments,before,after,reason,outcome');
        assert.equal(records.pop(), '');
        assert.deepEqual(records.map((record) => Number(record.split(',')[0])), items.map(({ position }) => position));
        assert.ok(records[0].endsWith(`,"'=HYPERLINK(""https://x.example"",""a, b"")",ok`), records[0]);
        const newest = await shown('audit', 'list', '--target', 'ben', '--csv', '--command', 'users.mute', '--since', '1h');
        assert.equal(newest.split('\r\n').length, 4);
        assert.equal((await shown('audit', 'list', '--actor', 'nobody', '--csv')), `${header}\r\n`);
        await fails(['audit', 'list', '--csv', '--since', 'yesterday'], exit.data, /"since" must be a time/);
        await fails(['audit', 'list', '--csv', '--json'], exit.usage, /exclude each other/);
        await fails(['users', 'list', '--csv'], exit.usage, /csv/);
    });

    test('nothing is opened beside the server', async () => {
        const files = readdirSync(server.dir).sort();
        await shown('users', 'list');
        assert.deepEqual(readdirSync(server.dir).sort(), files);
    });

    test('others may not use the socket', { skip: !canBeNobody && 'this needs root, and a build that others can read' }, async () => {
        await fails(['users', 'list'], exit.unavailable, /admin\.sock: permission denied/, { before: asNobody, cwd: '/' });
    });

    test('members of the group of the socket are administrators', { skip: !canBeNobody && 'this needs root, and a build that others can read' }, async () => {
        const group = 4711;
        const socket = join(temporaryDirectory(), 'admin.sock');
        const shared = await startServer({ env: { PARLANCE_ADMIN_SOCKET: socket } });
        try {
            assert.equal((statSync(socket).mode & 0o777).toString(8), '660');
            chownSync(socket, 0, group);
            await shared.register('ann');
            const locally = (before, ...words) => run(['admin', '--socket', socket, ...words], { before, cwd: '/' });
            const asMember = [...asNobody.slice(0, -1), `--groups=${group}`];
            succeeded(await locally(asMember, 'users', 'mute', 'ann'));
            const { items: [entry] } = JSON.parse(succeeded(await locally([], 'audit', 'list', '--target', 'ann', '--json')));
            assert.deepEqual([entry.actor, entry.role, entry.address], ['local:nobody(65534)', 'administrator', 'local:nobody(65534)']);
            assertFailed(await locally(asNobody, 'users', 'list'), exit.unavailable, /admin\.sock: permission denied/);
            // The kernel is asked, not only the file.
            chmodSync(socket, 0o666);
            assertFailed(await locally(asNobody, 'users', 'list'), exit.noPermission, /may not use the socket/);
            // A file that its group may not write is only for its user.
            chmodSync(socket, 0o606);
            assertFailed(await locally([...asNobody.slice(0, -1), `--groups=${group + 1}`], 'users', 'list'), exit.noPermission, /may not use the socket/);
        } finally {
            await shared.stop();
        }
    });

    test('a killed server leaves a socket that the next one replaces', async () => {
        await server.kill();
        await fails(['users', 'list'], exit.unavailable, /admin\.sock: no server listens there/);
        await server.start();
        await shown('users', 'list');
        await server.stop();
        await fails(['users', 'list'], exit.unavailable, /admin\.sock: there is no such socket; is the server running/);
        await server.start();
    });
});

test('a wrong command line', async () => {
    const cwd = temporaryDirectory();
    for (const [words, pattern] of [
        [[], /a command is missing/], [['nonsense'], /no command "nonsense"/], [['users'], /wants one of: list, show/],
        [['users', 'nonsense'], /"nonsense" of users, only: list/], [['users', 'show'], /USER is missing/], [['users', 'show', 'a', 'b'], /"b"/],
        [['users', 'list', '--nonsense'], /nonsense/], [['users', 'list', '--limit', 'x'], /--limit must be a whole number/],
        [['users', 'show', '\u001b[2J', '\u202e'], /"\\u\{202e\}" is one word too many/], [['completion', 'fish'], /completion bash/],
        [['users', 'ban', 'ann', '--reason', 'x'.repeat(65536)], /too long/],
    ])
        assertFailed(await run(['admin', ...words], { cwd }), exit.usage, pattern);
    const config = ['admin', 'users', 'list', '--config', join(cwd, 'none.toml')];
    assertFailed(await run(config), exit.config, /none\.toml/);
    const long = join(cwd, 'x'.repeat(100));
    mkdirSync(long);
    assertFailed(await run(['--data', long, 'admin', 'users', 'list']), exit.unavailable, /longer than the 100 bytes/);
});

test('help and completion', async () => {
    const help = succeeded(await run(['admin', '--help']));
    assert.match(help, /^ {2}users set-role USER ROLE {2,}\S/m);
    assert.match(succeeded(await run(['admin', 'users', 'suspend', '--help'])), /^ {2}--for DURATION {2,}How long/m);
    assert.match(succeeded(await run(['--help'])), /^ {2}admin {2,}/m);
    const script = succeeded(await run(['admin', 'completion', 'bash']));
    assert.equal(spawnSync('bash', ['-n'], { input: script }).status, 0);
    for (const [, noun, verb] of help.matchAll(/^ {2}([\w-]+) ([a-z][\w-]*)(?: [A-Z]+)* {2,}/gm))
        assert.match(script, new RegExp(`'admin ${noun}'\\) offered='(?:.* )?${verb}\\b`), `${noun} ${verb}`);
});

/** Runs `admin` against a socket that answers with these bytes and closes. */
async function answered(bytes, words) {
    const path = join(temporaryDirectory(), 'fake.sock');
    const fake = createServer((socket) => socket.once('data', () => socket.end(bytes)));
    await new Promise((resolve) => fake.listen(path, resolve));
    try {
        return await run(['admin', '--socket', path, ...words]);
    } finally {
        fake.close();
    }
}

test('answers of a server in trouble', async () => {
    const error = (code, more) => `${JSON.stringify({ error: { code, message: `It is ${code}`, ...more } })}\n`;
    assertFailed(await answered(error('overloaded', { retryAfter: 3 }), ['users', 'list']), exit.tryLater, /It is overloaded \(try again in 3 s\)/);
    assertFailed(await answered(error('shutting_down'), ['users', 'list']), exit.tryLater, /./);
    assertFailed(await answered(error('storage_failed'), ['users', 'list']), exit.storage, /./);
    assertFailed(await answered(error('conflict', { message: 'a\u001b[2J\nb' }), ['users', 'list']), exit.data, /: a\\u\{1b\}\[2J\\nb$/m);
    assertFailed(await answered('', ['users', 'list']), exit.unavailable, /closed the connection before it answered$/m);
    assertFailed(await answered('{"ok":', ['users', 'ban', 'ann']), exit.unavailable, /may have been executed, see: parlance-server admin audit list/);
    assertFailed(await answered('nonsense\n', ['users', 'list']), exit.unavailable, /not that of a Parlance server/);
    const forged = { items: [{ id: '1', username: 'x\u001b[1A\n2  root\u202e' }] };
    assert.match(succeeded(await answered(`${JSON.stringify({ ok: forged })}\n`, ['users', 'list'])), /^id .*\n1 {3}x\\u\{1b\}\[1A\\n2 {2}root\\u\{202e\} .*\n$/);
});
