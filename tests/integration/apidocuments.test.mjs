// SPDX-License-Identifier: GPL-3.0-or-later
// Compares /openapi.json and /asyncapi.json with a running server: each operation over each transport,
// each status and each push. The last test fails if anything described was not observed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { connect } from '../clients/support/sockets.mjs';
import { unique } from '../dialects/support/values.mjs';
import { commandSamples, commandTour, signInAdministrator } from '../admin/support/commands/index.mjs';
import { tour, tourLimits } from './support/apitour.mjs';
import { temporaryDirectory } from './support/process.mjs';
import { ServedApi } from './support/servedapi.mjs';
import { commands, operations, restRequest } from './support/transports.mjs';

const patience = 15000;
const mostBodyBytes = 2000;
const unknownId = '0123456789abcdef01234567';

const section = (name, values) => `[${name}]\n${Object.entries(values).map(([key, value]) => `${key} = ${value}\n`).join('')}`;

async function startWith(config, env) {
    const file = join(temporaryDirectory(), 'parlance.toml');
    writeFileSync(file, config);
    return startServer({ args: ['--config', file], env });
}

let server;
let api;
/** A token. */
let administrator;
before(async () => {
    server = await startWith(section('limits', tourLimits) + section('http', { max_body_bytes: mostBodyBytes }));
    api = await ServedApi.of(server);
    administrator = await signInAdministrator(server);
});
after(() => server.stop());

/** A REST call, checked: { ok, status } or { error, status }. */
async function rest(name, args, token, to = server) {
    const { method, path, body } = restRequest(name, args);
    const answer = await to.api(method, path, body, token);
    api.checkAnswer(name, answer, body);
    return answer.status < 300 ? { status: answer.status, ok: answer.body } : { status: answer.status, ...answer.body };
}

/** A socket that checks its pushes. `call` checks the answers. */
async function socketIo(token) {
    const socket = await connect(server.url, token, { reconnection: false });
    const wrong = [];
    socket.onAny((event, ...args) => note(wrong, () => api.checkPush('socketio', event, args[0])));
    return {
        async call(name, args = {}) {
            const answer = await socket.timeout(patience).emitWithAck(name, args);
            api.checkCall('socketio', name, args, answer);
            return answer;
        },
        emit: (name, args) => socket.emit(name, args),
        close: () => socket.close(),
        wrong,
    };
}

async function plain(token, showsInFrame = false) {
    const socket = await openPlain(server.url, showsInFrame ? undefined : token);
    const wrong = [];
    socket.socket.on('message', (text) => {
        const frame = JSON.parse(text);
        if (frame.event)
            note(wrong, () => api.checkPush('websocket', frame.event, frame));
        else if (frame.id === undefined)
            note(wrong, () => api.checkAck('websocket', 'session.authenticate', frame));
    });
    const call = async (name, args = {}) => {
        const answer = await socket.call(name, args);
        api.checkCall('websocket', name, { id: answer.id, event: name, data: args }, answer);
        return answer;
    };
    if (showsInFrame)
        assert.ok((await call('session.authenticate', { token })).ok);
    return { call, close: () => socket.close(), wrong };
}

/** Listeners must not throw, so errors are stored and checked by the test. */
function note(wrong, check) {
    try {
        check();
    } catch (error) {
        wrong.push(error.message);
    }
}

/** Users with both kinds of socket: { token, id, socketIo, plain } by name. */
async function people(prefix) {
    const entries = ['alice', 'bob', 'carol'].map(async (name) => {
        const { status, ok } = await rest('account.register', { username: `${prefix}-${name}`, password: 'a good password' });
        assert.equal(status, 201);
        const { token, account } = ok;
        return [name, { token, id: account.id, socketIo: await socketIo(token), plain: await plain(token, true) }];
    });
    return Object.fromEntries(await Promise.all(entries));
}

/** Waits until the pushes have arrived over both kinds of socket. */
async function pushed(...names) {
    const keys = names.flatMap((name) => [`socketio push.${name}`, `websocket push.${name}`]);
    const end = Date.now() + patience;
    while (!keys.every((key) => api.seen.has(key))) {
        assert.ok(Date.now() < end, `not pushed: ${keys.filter((key) => !api.seen.has(key))}`);
        await sleep(20);
    }
}

function close(users) {
    const sockets = Object.values(users).flatMap((user) => [user.socketIo, user.plain]);
    sockets.forEach((socket) => socket.close());
    assert.deepEqual(sockets.flatMap((socket) => socket.wrong), []);
}

test('the examples fit the schemas', () => api.checkExamples());

for (const [transport, call] of Object.entries({
    rest: ({ token }, name, args) => rest(name, args, token),
    socketio: (user, name, args) => user.socketIo.call(name, args),
    websocket: (user, name, args) => user.plain.call(name, args),
})) {
    test(`answers and pushes of operations: ${transport}`, async () => {
        const users = await people(transport);
        const ids = Object.fromEntries(Object.entries(users).map(([name, { id }]) => [name, id]));
        await tour((who, name, args) => call(users[who], name, args), ids, transport);
        await Promise.all([users.bob.socketIo.close(), users.bob.plain.close()]);
        await pushed('message.posted', 'message.edited', 'message.deleted', 'room.updated', 'room.deleted',
            'member.joined', 'member.left', 'member.updated', 'invitation.created', 'room.read',
            'presence.changed', 'typing.changed');
        close(users);
    });

    test(`operations that end sessions: ${transport}`, async () => {
        const login = { login: `${transport}-carol`, password: 'a good password' };
        const open = async () => {
            const { ok } = await rest('session.create', login);
            return { token: ok.token, socketIo: await socketIo(ok.token), plain: await plain(ok.token) };
        };
        const users = { first: await open(), second: await open(), third: await open() };
        if (transport !== 'rest') {
            const { ok } = await rest('session.create', login);
            assert.ok((await call(users.first, 'session.prolong', { token: ok.token })).ok);
            assert.equal((await call(users.first, 'session.prolong', { token: 'x' })).error.code, 'invalid_token');
        }
        const change = { currentPassword: 'a good password', newPassword: 'a better password' };
        assert.equal((await call(users.first, 'account.password', { ...change, currentPassword: 'wrong' })).error.code, 'invalid_credentials');
        assert.ok((await call(users.first, 'session.delete')).ok);
        assert.ok((await call(users.second, 'account.password', change)).ok);
        assert.ok((await call(users.second, 'session.deleteAll')).ok);
        await pushed('session.ended');
        close(users);
    });
}

test('a session that expires', async () => {
    const users = { dora: { token: (await server.register('dora')).token } };
    const soon = `UPDATE sessions SET expires_at = ${Date.now() + 10000} WHERE user_id = (SELECT id FROM users WHERE username = 'dora')`;
    await server.stop();
    execFileSync('sqlite3', [join(server.dir, 'parlance.db'), soon]);
    await server.start();
    Object.assign(users.dora, { socketIo: await socketIo(users.dora.token), plain: await plain(users.dora.token) });
    await pushed('session.expiring');
    close(users);
});

test('a call without an acknowledgement', async () => {
    const { token } = await server.register('emil');
    const socket = await socketIo(token);
    socket.emit('message.post', {});
    const end = Date.now() + patience;
    while (!api.seen.has('socketio push.error') && Date.now() < end)
        await sleep(20);
    socket.close();
    assert.deepEqual(socket.wrong, []);
});

/** Valid arguments that refer to nonexistent objects. */
// A new required argument needs an entry.
const samples = {
    username: 'nobody', password: 'a good password', login: 'nobody', currentPassword: 'a good password',
    newPassword: 'another password', prefix: 'n', userId: unknownId, roomId: unknownId, messageId: unknownId,
    name: 'no room', seq: 1, typing: true, role: 'member', text: 'No', since: 0, rooms: [],
};
const argumentsOf = ({ fields }, values) => Object.fromEntries(
    fields.filter(({ required }) => required).map(({ name }) => [name, values[name]]));
const withArguments = (list, values) => list.map((one) => ({ ...one, args: argumentsOf(one, values) }));
const usersOperations = withArguments(operations, samples);
const allCommands = withArguments(commands, commandSamples);
const allOperations = [...usersOperations, ...allCommands];
const has = ({ name }, status) => api.operations.get(name).responses[status];

async function refusals(status, token, change = (args) => args, list = allOperations) {
    for (const operation of list.filter((one) => has(one, status))) {
        const answer = await rest(operation.name, change(operation.args, operation), token);
        assert.equal(answer.status, status, `${operation.name}: ${JSON.stringify(answer)}`);
    }
}

test('refusals: no token, invalid arguments, unknown objects, large bodies', async () => {
    const { token } = await server.register('finn');
    const ended = (await server.login('finn')).token;
    await rest('session.delete', {}, ended);
    for (const none of [undefined, 'no token', ended])
        await refusals(401, none);
    await refusals(404, token, undefined, usersOperations);
    await refusals(400, token, (args, { fields }) => {
        const { name, place } = fields.find(({ place, schema }) => place === 'body' || schema.pattern || schema.type === 'integer');
        return { ...args, [name]: place === 'body' ? {} : 'x' };
    }, usersOperations);
    await refusals(413, token, (args) => ({ ...args, padding: 'x'.repeat(mostBodyBytes) }));
});

/** A member of the room that it is first called with, and how to call as this user: see commandTour. */
async function writer(name) {
    const { token } = await server.register(name);
    let messageId;
    const asWriter = (operation, args) => rest(operation, args, token);
    const written = async (roomId, code) => {
        await rest('room.join', { roomId }, token);
        const posted = await rest('message.post', { roomId, text: 'Hello' }, token);
        if (posted.ok)
            messageId = posted.ok.id;
        const edited = await rest('message.edit', { messageId, text: 'Hello again' }, token);
        assert.deepEqual([posted.error?.code, edited.error?.code], [code, code]);
    };
    return [asWriter, written];
}

/** Each report is somebody else's. */
const reporter = (userId) => async () => {
    const { token } = await server.register(unique('reporter'));
    return (await rest('user.report', { userId, reason: 'spam' }, token)).ok.id;
};

test('commands of administrators', async () => {
    const { token, account } = await server.register('ivan', { password: 'a good password' });
    const ivan = { socketIo: await socketIo(token), plain: await plain(token, true) };
    await rest('room.create', { name: 'Gardening' }, token);
    await rest('room.create', { name: 'Cooking' }, (await server.register('kate')).token);
    const password = 'a good password';
    const register = async (username, more, code) =>
        assert.equal((await rest('account.register', { username, password, ...more })).error?.code, code, username);
    await commandTour((name, args) => rest(name, args, administrator), 'ivan',
        (login) => rest('session.create', { login, password }), register, 'liam', ...await writer('liam'), reporter(account.id));
    await pushed('room.purged');
    close({ ivan });
});

test('an erased user', async () => {
    const { token } = await server.register('oda');
    const oda = { socketIo: await socketIo(token), plain: await plain(token, true) };
    const { ok: room } = await rest('room.create', { name: 'Sewing' }, token);
    const paul = await server.register('paul');
    await rest('room.join', { roomId: room.id }, paul.token);
    const { ok: direct } = await rest('direct.open', { userId: paul.account.id }, token);
    await rest('users.erase', { user: 'paul', messages: 'delete' }, administrator);
    await pushed('user.erased');
    const post = { roomId: direct.id, text: 'Are you there?' };
    const ways = [(name, args) => rest(name, args, token), oda.socketIo.call, oda.plain.call];
    for (const call of ways)
        assert.equal((await call('message.post', post)).error?.code, 'user_not_found');
    close({ oda });
});

test('a server that is locked down, announcements, and a mute', async () => {
    const [mia, noa] = [await server.register('mia'), await server.register('noa')];
    const { ok: room } = await rest('room.create', { name: 'Hiking' }, noa.token);
    await rest('room.join', { roomId: room.id }, mia.token);
    const { ok: message } = await rest('message.post', { roomId: room.id, text: 'Hello' }, mia.token);
    await rest('room.leave', { roomId: room.id }, mia.token);
    await rest('lockdown', { state: 'on' }, administrator);
    const refused = {
        'account.register': { username: 'olaf', password: 'a good password' },
        'room.create': { name: 'Swimming' },
        'room.join': { roomId: room.id },
        'direct.open': { userId: noa.account.id },
        'message.edit': { messageId: message.id, text: 'Hello again' },
    };
    for (const [name, args] of Object.entries(refused)) {
        const { status, error } = await rest(name, args, mia.token);
        assert.deepEqual([status, error?.code], [403, 'locked_down'], name);
    }
    assert.equal((await rest('message.post', { roomId: room.id, text: 'Hello' }, noa.token)).status, 201);
    await rest('lockdown', { state: 'off' }, administrator);
    const official = { socketIo: await socketIo(noa.token), plain: await plain(noa.token) };
    await official.plain.call('account.get');
    assert.equal((await rest('announce', { text: 'Welcome back', user: 'noa' }, administrator)).ok.connections, 2);
    await pushed('announcement');
    await rest('users.mute', { user: 'noa', for: '2h', reason: 'spam' }, administrator);
    await pushed('mute.changed');
    await rest('users.unmute', { user: 'noa' }, administrator);
    close({ official });
    assert.equal((await rest('room.join', { roomId: room.id }, mia.token)).status, 200);
});

test('refusals: commands', async () => {
    await refusals(403, (await server.register('judy')).token, undefined, allCommands);
    // A field that is missing or, if none is required, one with a wrong value.
    await refusals(400, administrator, (args, { fields }) => {
        const missing = fields.find(({ required }) => required);
        const wrong = fields.find(({ schema }) => ['integer', 'boolean'].includes(schema.type) || schema.enum);
        return missing ? { ...args, [missing.name]: undefined } : { ...args, [wrong.name]: 'x' };
    }, allCommands.filter(({ fields }) => fields.length));
});

test('refusals: a one-time password', async () => {
    const [login, password] = readFileSync(join(server.dir, 'initial-password'), 'utf8').split('\n');
    const { ok } = await rest('session.create', { login, password });
    // Logging in and registering are refused for other reasons.
    const others = ['session.create', 'account.register'];
    await refusals(403, ok.token, undefined, allOperations.filter(({ name }) => !others.includes(name)));
});

test('refusals: names that are taken', async () => {
    const account = { username: 'finn', password: 'a good password' };
    assert.equal((await rest('account.register', account)).error.code, 'username_taken');
    await rest('account.register', { ...account, username: 'gina', email: 'gina@example.org' });
    assert.equal((await rest('account.register', { ...account, username: 'hal', email: 'gina@example.org' })).error.code, 'email_taken');
});

test('refusals: too many requests', async () => {
    const one = { count: 1, per_seconds: 1000 };
    const config = section('rate_limits.authentication', one) + section('rate_limits.rest', one);
    const limited = await startWith(config, { PARLANCE_RATE_LIMITS: 'on' });
    try {
        const { token } = await limited.register('alice');
        assert.ok((await rest('account.get', {}, token, limited)).ok);
        for (const { name, args } of allOperations)
            assert.equal((await rest(name, args, token, limited)).status, 429, name);
    } finally {
        await limited.stop();
    }
});

test('health', async () => {
    for (const path of ['/healthz', '/readyz'])
        api.checkAnswer(path.slice(1), await server.api('GET', path));
});

test('everything described was observed', () => {
    assert.deepEqual(api.unseen(), [],
        `call it in support/apitour.mjs, or list it in outOfReach: ${api.unseen().join(', ')}`);
});
