// SPDX-License-Identifier: GPL-3.0-or-later
// What commands for administrators refuse: bad arguments, and what even those may not do who may run them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { auditMark, auditSince, commandsOfServer, doors, newVictim, overRest, startStaffed, stateOf } from './support/administrators.mjs';

const unknownId = '0123456789abcdef01234567';
const statuses = {
    validation_failed: 400, invalid_request: 400, forbidden: 403, user_not_found: 404, session_not_found: 404, connection_not_found: 404,
    username_taken: 409, conflict: 409,
};

let place;
let victim;
before(async () => {
    place = await startStaffed();
    victim = await newVictim(place);
});
after(async () => {
    victim.socket.close();
    await place.stop();
});

/** The user V is the victim. */
const filled = (args) => JSON.parse(JSON.stringify(args).replaceAll('"V"', JSON.stringify(victim.username)));

/** Refused with this code, logged as refused, and nothing has changed. */
async function assertRefused(run, { command, args, code, pattern = /./, whom = victim.username }) {
    const what = `${command} ${JSON.stringify(args).slice(0, 100)}`;
    const was = await stateOf(place, whom);
    const mark = await auditMark(place);
    const { status, error, ok } = await run(command, args);
    assert.equal(error?.code, code, `${what}: ${JSON.stringify(ok ?? error)}`);
    assert.match(error.message, pattern, what);
    assert.equal(status ?? statuses[code], statuses[code], what);
    assert.deepEqual(await stateOf(place, whom), was, what);
    const entries = await auditSince(place, mark);
    assert.deepEqual(entries.map((entry) => [entry.command, entry.outcome]), [[command, code]], what);
    return entries[0];
}

/** Of a role, through every door, and without a token too for administrators. */
const throughDoors = (role) => [
    ...Object.values(doors).map((run) => (command, args) => run(place, command, args, place.staff[role].token)),
    ...(role === 'administrator' ? [(command, args) => place.local.call(command, args)] : []),
];

/** Rows: [command, arguments, pattern of the message, code]. */
function refuses(title, rows, code = 'validation_failed') {
    test(title, async () => {
        for (const [command, args, pattern, other] of rows) {
            for (const run of throughDoors('administrator'))
                await assertRefused(run, { command, args: filled(args), code: other ?? code, pattern });
        }
    });
}

refuses('arguments that the command has not', [
    ['users.show', { user: 'V', colour: 'red' }, /"colour" is no argument/],
    ['users.show', { user: 'V', dryRun: 'true' }, /"dryRun" is no argument/],
    ['users.list', { reason: 'curious' }, /"reason" is no argument/],
    ['users.ban', { user: 'V', for: '1h' }, /"for" is no argument/],
    ['users.ban', { user: 'V', User: 'V' }, /"User" is no argument/],
    ['audit.list', { user: 'V' }, /"user" is no argument/],
]);

refuses('arguments that are missing', [
    ['users.show', {}, /"user" is missing/],
    ['users.show', { user: '' }, /"user" must not be empty/],
    ['users.create', {}, /"name" is missing/],
    ['users.set-role', { user: 'V' }, /"role" is missing/],
    ['users.set-role', { role: 'auditor' }, /"user" is missing/],
    ['users.set-role', { user: 'V', role: '' }, /"role" must not be empty/],
    ['users.suspend', { user: 'V', for: '', until: '' }, /"for" must not be empty/],
    ['users.suspend', { user: 'V' }, /"for" or "until" is needed/],
    ['users.mute', { user: 'V', for: '' }, /"for" must not be empty/],
    ['users.mute', { user: 'V', until: '' }, /"until" must not be empty/],
    ['users.mute', { user: 'V', for: '+5s' }, /"for" must be a duration/],
    ['users.mute', { user: 'V', until: '9999-12-31T23:59:59-23:59' }, /"until" must be a time/],
    ['users.suspend', { for: '1h' }, /"user" is missing/],
    ['connections.show', {}, /"connection" is missing/],
    ['rooms.purge', { room: 'V' }, /"before" is missing/],
    ['connections.disconnect', {}, /"connection" is missing/],
    ['sessions.end', {}, /"user" or "session" is needed/],
    ['sessions.end', { user: 'V', session: unknownId }, /"user" or "session" is needed, not both/],
]);

refuses('values that cannot be', [
    ['users.set-role', { user: 'V', role: 'emperor' }, /"role" must be user, auditor/],
    ['users.set-role', { user: 'V', role: 'Operator' }, /"role" must be user, auditor/],
    ['users.list', { state: 'sleeping' }, /"state" must be pending/],
    ['users.list', { role: 'emperor' }, /"role" must be user/],
    ['users.list', { limit: 'many' }, /"limit" must be an integer/],
    ['users.list', { limit: '-1' }, /"limit" must (not be negative|be an integer)/],
    ['users.list', { after: 'x' }, /"after" must be an id/],
    ['users.list', { search: 'x'.repeat(1000) }, /longer than 64/],
    ['users.list', { inactive: 'long ago' }, /"inactive" must be a time/],
    ['connections.show', { connection: 'x' }, /"connection" must be an integer/],
    ['sessions.end', { session: 'x' }, /"session" must be an id/],
    ['users.create', { name: 'Admin' }, /reserved/],
    ['users.create', { name: 'a@b' }, /must not contain/],
    ['users.create', { name: 'x'.repeat(65) }, /longer than 64/],
    ['users.create', { name: 'V' }, /./, 'username_taken'],
    ['users.ban', { user: 'V', reason: 'x'.repeat(501) }, /"reason" must be one line of at most 500/],
    ['users.ban', { user: 'V', reason: 'a\nb' }, /"reason" must be one line/],
    ['users.ban', { user: 'V', reason: 'a\u0000b' }, /"reason" must be one line/],
    ...['\u001b[31m', '\u202e', '\u2066', '\u2028', '\u2029', '\ufeff'].flatMap((hidden) => [
        ['users.ban', { user: 'V', reason: `a${hidden}b` }, /"reason" must be one line/],
        ['users.list', { search: `a${hidden}b` }, /"search" must be one line/],
        ['users.create', { name: `a${hidden}b` }, /"name" must be one line/],
    ]),
    ...['yesterday', '2026-01-31', '2026-01-31T09:00:00', '2026-13-01T00:00:00Z', '1e9', '292278994-08-17T07:12:55Z']
        .map((since) => ['audit.list', { since }, /"since" must be a time/]),
]);

refuses('values of the wrong type', [
    ...[5, true, {}, ['V'], { $ne: null }].map((user) => ['users.ban', { user }, /"user" must be a string/]),
    ['users.ban', { user: null }, /"user" is missing/],
    ['users.ban', { user: 'V', reason: 5 }, /"reason" must be a string/],
    ['users.suspend', { user: 'V', for: 3600 }, /"for" must be a string/],
    ['users.suspend', { user: 'V', until: 1893456000000 }, /"until" must be a string/],
    ['users.set-role', { user: 'V', role: 1 }, /"role" must be a string/],
    ...['one', 1.5, 1e300, true, [1]].map((connection) => ['connections.disconnect', { connection }, /"connection" must be an integer/]),
    ['connections.disconnect', { connection: -1 }, /"connection" must not be negative/],
    ...['yes', 1, {}].map((dryRun) => ['users.ban', { user: 'V', dryRun }, /"dryRun" must be true or false/]),
]);

refuses('ends of suspensions that cannot be', [
    ...['5', 'h', '0s', '-5m', '+', '1y', '1.5h', '1h30m', '101y', '36501d', '876001h', '9223372036854775807w', '99999999999999999999s']
        .map((length) => ['users.suspend', { user: 'V', for: length }, /"for" must be a duration/]),
    ...['tomorrow', '2099-01-31', '2099-01-31T09:00:00', '2099-02-30T00:00:00Z']
        .map((until) => ['users.suspend', { user: 'V', until }, /"until" must be a time/]),
    ...['2020-01-31T09:00:00Z', '1970-01-01T00:00:00Z', '1900-01-01T00:00:00+01:00', '7d', '1s']
        .map((until) => ['users.suspend', { user: 'V', until }, /"until" is in the past/]),
    ['users.suspend', { user: 'V', for: '1h', until: '2099-01-31T09:00:00Z' }, /exclude each other/],
]);

refuses('users, sessions and connections that are not there', [
    ...['nobody', unknownId].flatMap((user) => [
        ['users.show', { user }], ['sessions.list', { user }], ['sessions.end', { user }], ['users.set-role', { user, role: 'auditor' }],
        ['users.reset-password', { user }], ['users.suspend', { user, for: '1h' }], ['users.unsuspend', { user }], ['users.ban', { user }],
        ['users.unban', { user }],
    ]).map(([command, args]) => [command, args, /./, 'user_not_found']),
    ['sessions.end', { session: unknownId }, /./, 'session_not_found'],
    ['connections.show', { connection: 4000000000 }, /./, 'connection_not_found'],
    ['connections.disconnect', { connection: 4000000000 }, /./, 'connection_not_found'],
]);

refuses('accounts that are in another state', [
    ['users.approve', { user: 'V' }, /The account is active/],
    ['users.reject', { user: 'V' }, /The account is active/],
    ['users.unsuspend', { user: 'V' }, /The account is active/],
    ['users.unban', { user: 'V' }, /The account is active/],
], 'conflict');

test('nobody locks himself out, or changes his own role', async () => {
    const { username, token, account } = place.staff.administrator;
    const own = { code: 'conflict', pattern: /your own account/, whom: username };
    for (const run of Object.values(doors)) {
        for (const user of [username, username.toUpperCase(), account.id]) {
            for (const [command, more] of [['users.suspend', { for: '1h' }], ['users.ban', {}], ['users.set-role', { role: 'user' }],
                ['users.unsuspend', {}]]) {
                await assertRefused((...call) => run(place, ...call, token), { ...own, command, args: { user, ...more } });
                const dry = await run(place, command, { user, ...more, dryRun: true }, token);
                assert.equal(dry.error?.code, 'conflict', command);
            }
        }
    }
});

test('the last administrator stays', async () => {
    const { username } = place.staff.administrator;
    const last = { code: 'conflict', pattern: /last administrator/, whom: username };
    const changes = [['users.set-role', { role: 'operator' }], ['users.suspend', { for: '1h' }], ['users.ban', {}]];
    const assertLast = async () => {
        for (const [command, more] of changes)
            await assertRefused((...call) => place.local.call(...call), { ...last, command, args: { user: username, ...more } });
    };
    // One who cannot log in does not count.
    await place.local.ok('users.ban', { user: 'operator' });
    await assertLast();
    await place.local.ok('users.unban', { user: 'operator' });
    await place.local.ok('users.set-role', { user: 'operator', role: 'user' });
    await assertLast();
    await place.local.ok('users.set-role', { user: username, role: 'administrator' });
    await place.local.ok('users.set-role', { user: 'operator', role: 'administrator' });
    for (const [command, more] of changes)
        await place.local.ok(command, { user: username, ...more, dryRun: true });
});

test('an operator does nothing to an administrator', async () => {
    const boss = await newVictim(place, 'boss');
    await place.local.ok('users.set-role', { user: boss.username, role: 'administrator' });
    const user = boss.username;
    for (const run of throughDoors('operator')) {
        for (const [command, args] of [['users.suspend', { user, for: '1h' }], ['users.ban', { user }], ['users.unsuspend', { user }],
            ['users.unban', { user }], ['sessions.end', { user }], ['sessions.end', { session: boss.session }],
            ['connections.disconnect', { connection: boss.connection }]])
            await assertRefused(run, { command, args, code: 'forbidden', whom: user });
    }
    assert.equal((await boss.socket.call('account.get')).ok.role, 'administrator');
    boss.socket.close();
});

test('nobody gives a role above his own', async () => {
    for (const role of ['user', 'auditor', 'operator']) {
        const { username } = place.staff[role];
        for (const run of throughDoors(role)) {
            for (const args of [{ user: username, role: 'administrator' }, { user: victim.username, role: 'administrator' }])
                await assertRefused(run, { command: 'users.set-role', args, code: 'forbidden', whom: args.user });
            await assertRefused(run, { command: 'users.create', args: { name: 'crony', role: 'administrator' }, code: 'forbidden' });
        }
    }
    assert.equal((await place.local.call('users.show', { user: 'crony' })).error.code, 'user_not_found');
});

test('what is refused cannot fill the log', async () => {
    const { token } = place.staff.user;
    const run = (command, args) => overRest(place.server, command, args, token);
    const long = { user: 'x'.repeat(20000), reason: 'y'.repeat(20000) };
    const logged = await assertRefused(run, { command: 'users.ban', args: long, code: 'forbidden' });
    assert.ok(JSON.stringify(logged).length < 5000);
    for (const hidden of ['\u0000', '\n', '\u001b', '\u202e', '\u2028']) {
        const entry = await assertRefused(run, { command: 'users.ban', args: { user: `a${hidden}b`, reason: 'c' }, code: 'forbidden' });
        assert.deepEqual([entry.target, entry.reason], ['ab', '']);
        const args = { user: `a${hidden}b`, reason: `c${hidden}d` };
        const wrong = await assertRefused((command, given) => place.local.call(command, given), { command: 'users.ban', args, code: 'validation_failed' });
        assert.deepEqual([wrong.target, wrong.reason], ['ab', 'cd']);
    }
});

test('many refusals of one account are counted, also when the server stops', async () => {
    const own = await startStaffed();
    try {
        const { token, username } = own.staff.user;
        const entriesOf = async (actor) => {
            const found = [];
            for (let next; ;) {
                const page = await own.local.ok('audit.list', { actor, limit: 200, ...(next ? { before: next } : {}) });
                found.push(...page.items);
                next = page.next;
                if (!next)
                    return found;
            }
        };
        const count = 700;
        for (let i = 0; i < count; ++i)
            assert.equal((await own.local.call('users.ban', { user: 'x' }, { as: token })).error.code, 'forbidden');
        const logged = (await entriesOf(username)).length;
        // The allowance grows a little meanwhile.
        assert.ok(logged >= 600 && logged < 650, `${logged} entries`);
        assert.equal((await own.local.call('users.ban', { user: 'x' }, { as: own.staff.auditor.token })).error.code, 'forbidden');
        assert.equal((await entriesOf(own.staff.auditor.username)).length, 1);
        await own.restart();
        const entries = await entriesOf(username);
        assert.ok(entries.every(({ outcome }) => outcome === 'forbidden'));
        assert.ok(entries[0].arguments.refusals > 0);
        assert.equal(entries.reduce((sum, { arguments: { refusals = 1 } }) => sum + refusals, 0), count);
    } finally {
        await own.stop();
    }
});

test('requests that are none', async () => {
    const { token } = place.staff.administrator;
    const ask = async (method, path, body) => {
        const { status, body: answer } = await place.server.api(method, `/api/v1/admin/${path}`, body, token);
        return [status, answer.error?.code];
    };
    const was = await stateOf(place, victim.username);
    for (const [command, reads] of commandsOfServer) {
        for (const method of [reads ? 'POST' : 'GET', 'PUT', 'PATCH', 'DELETE'])
            assert.deepEqual(await ask(method, command.replace('.', '/')), [405, 'method_not_allowed'], `${method} ${command}`);
    }
    for (const path of ['users/explode', 'users', 'users.ban', 'users/ban/more', ''])
        assert.deepEqual(await ask('POST', path, { user: victim.username }), [404, 'unknown_operation'], path);
    for (const query of ['dryRun=true', `user=${victim.username}`, 'x'])
        assert.deepEqual(await ask('POST', `users/ban?${query}`, { user: victim.username }), [400, 'invalid_request'], query);
    for (const body of [[], ['V'], 'V', 5, null])
        assert.equal((await ask('POST', 'users/ban', body))[0], 400, JSON.stringify(body));
    const broken = await fetch(`${place.server.url}/api/v1/admin/users/ban`,
        { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: `{"user":"${victim.username}"` });
    assert.deepEqual([broken.status, (await broken.json()).error.code], [400, 'invalid_request']);
    assert.deepEqual(await stateOf(place, victim.username), was);
});
