// SPDX-License-Identifier: GPL-3.0-or-later
// Imports `mongoexport` files of each backend. Users then log in with their existing passwords, over the
// API of their backend, and find their messages. PARLANCE_IMPORT_USERS and _MESSAGES set the size.
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { io } from '../clients/node_modules/socket.io-client/build/esm-debug/index.js';
import { Server } from '../clients/support/server.mjs';
import { makeExport, messageId, objectId, passwordOf, profileId, recordsOf, roomId, userId } from '../bench/makeexport.mjs';
import { run, start, temporaryDirectory } from './support/process.mjs';

const users = Number(process.env.PARLANCE_IMPORT_USERS ?? 40);
const messages = Number(process.env.PARLANCE_IMPORT_MESSAGES ?? 600);
const sample = Math.min(users, 100);
const names = ['named-rooms', 'direct', 'rooms', 'chatroom', 'phone'];

function doImport(dir, folder, ...options) {
    return run(['--data', dir, 'import', '--from', 'mongoexport', ...options, folder]);
}

/** The counts in "3 imported, 0 already there, 0 refused" of a kind of records. */
function counts(stderr, kind) {
    const [, added, known, refused] = stderr.match(new RegExp(`^${kind}s: (\\d+) \\D+(\\d+) already there, (\\d+) refused`, 'm')).map(Number);
    return { added, known, refused };
}

async function imported(folder, options = []) {
    const dir = temporaryDirectory();
    const { code, stderr } = await doImport(dir, folder, ...options);
    assert.equal(code, 0, stderr);
    return { dir, stderr };
}

async function served(t, dir) {
    const server = await new Server({ dir }).start();
    t.after(() => server.stop());
    return server;
}

async function answer(server, method, path, body, token) {
    const { status, body: answered } = await server.api(method, path, body, token);
    assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(answered)}`);
    return answered;
}

/** How user n logs in, by dialect. */
const logIns = {
    'named-rooms': (n) => ['/api/auth/login', { email: `user${n}@example.org` }],
    direct: (n) => ['/api/user/login', { email: `user${n}@example.org` }],
    rooms: (n) => ['/api/auth/login', { username: `user ${n}` }],
    chatroom: (n) => ['/api/users/login', { email: `USER${n}@example.org` }],
    phone: (n) => ['/login', { phoneNumber: `+49 ${n}` }],
};

async function logIn(server, dialect, n) {
    const [path, who] = logIns[dialect](n);
    return answer(server, 'POST', path, { ...who, password: passwordOf(n) });
}

/** The id of message n in the export. */
const histories = {
    'named-rooms': async (server, token, n) => {
        const list = await answer(server, 'GET', `/api/chat/messages/room%20${n % 100}`, undefined, token);
        const found = list.find(({ _id }) => _id === messageId(n, 0));
        assert.equal(found.user.username, `user ${n % users}`);
        assert.equal(found.createdAt, new Date(Date.UTC(2023, 0, 1) + n * 100).toISOString());
    },
    direct: async (server, token, n) => {
        const list = await answer(server, 'GET', `/api/chat/messages/${userId(n % users, 1)}`, undefined, token);
        assert.ok(list.some(({ _id, sender }) => _id === messageId(n, 1) && sender === userId(n % users, 1)));
    },
    rooms: async (server, token, n) => {
        const list = await answer(server, 'GET', `/api/chat/messages/${roomId(n % 100, 2)}`, undefined, token);
        assert.deepEqual(list.find(({ _id }) => _id === messageId(n, 2)).sender, { _id: userId(n % users, 2), username: `user ${n % users}` });
        assert.deepEqual(list.map(({ createdAt }) => createdAt), list.map(({ createdAt }) => createdAt).sort());
    },
};

/** The undelivered messages of user n, in order. */
function registered(server, token, n, wanted) {
    const socket = io(server.url, { auth: { token }, forceNew: true });
    const heard = [];
    return new Promise((resolve) => {
        socket.on('receiveMessage', (message) => {
            heard.push(message);
            if (heard.length === wanted) {
                socket.disconnect();
                resolve(heard);
            }
        });
        socket.emit('register', profileId(n));
    });
}

for (const dialect of names) {
    test(`${dialect}: all users log in and find their messages`, async (t) => {
        const folder = join(temporaryDirectory(), 'export');
        await makeExport(folder, { dialect, users, messages });
        const { dir, stderr } = await imported(folder);
        assert.match(stderr, new RegExp(`^${dialect} from `, 'm'));
        assert.deepEqual(counts(stderr, 'user'), { added: users, known: 0, refused: 0 });
        assert.deepEqual(counts(stderr, 'message'), { added: messages, known: 0, refused: 0 });
        const server = await served(t, dir);
        for (let n = 0; n < sample; ++n) {
            const { token } = await logIn(server, dialect, n);
            // The newest message of user n that a list of a thousand always contains.
            const last = messages - users + n;
            await histories[dialect]?.(server, token, last - (last % users) + n >= messages ? last - users : last);
        }
        // A second time, because the first log-in has replaced the hash.
        await logIn(server, dialect, 1);
    });
}

test('chatroom: members, private rooms', async (t) => {
    const folder = join(temporaryDirectory(), 'export');
    await makeExport(folder, { dialect: 'chatroom', users, messages });
    const server = await served(t, (await imported(folder)).dir);
    const { token } = await logIn(server, 'chatroom', 1);
    const rooms = await answer(server, 'GET', '/api/rooms', undefined, token);
    const own = rooms.find(({ name }) => name === 'Room 1');
    assert.deepEqual({ _id: own._id, isPrivate: own.isPrivate, members: own.members }, { _id: roomId(1, 3), isPrivate: true, members: 2 });
    assert.ok(!rooms.some(({ name }) => name === 'Room 3'));
});

test('phone: all messages are undelivered, and users keep their former id', async (t) => {
    const folder = join(temporaryDirectory(), 'export');
    await makeExport(folder, { dialect: 'phone', users: 3, messages: 60 });
    const server = await served(t, (await imported(folder)).dir);
    const own = await logIn(server, 'phone', 0);
    assert.equal(own.profileId, profileId(0));
    const record = recordsOf('phone', { users: 3 }).messages;
    const wanted = Array.from({ length: 60 }, (_, n) => record(n)).filter(({ receiverId }) => receiverId === profileId(0));
    const heard = await registered(server, own.token, 0, wanted.length);
    assert.deepEqual(heard.map(({ _id }) => _id), wanted.map(({ _id }) => _id.$oid));
    assert.deepEqual(heard.map(({ senderId, receiverId, content }) => ({ senderId, receiverId, content })),
        wanted.map(({ senderId, receiverId, content }) => ({ senderId, receiverId, content })));
});

test('a second run adds nothing, and a killed run is continued', async (t) => {
    const folder = join(temporaryDirectory(), 'export');
    await makeExport(folder, { dialect: 'rooms', users: 200, messages: 40000 });
    const dir = temporaryDirectory();
    const first = start(['--data', dir, 'import', '--from', 'mongoexport', folder]);
    await first.said(/^rooms from/m);
    // Some commits may already have happened: any moment is valid.
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await doImport(dir, folder);
    assert.equal(second.code, 0, second.stderr);
    const { added, known } = counts(second.stderr, 'message');
    assert.equal(added + known, 40000);
    const third = await doImport(dir, folder);
    assert.deepEqual(counts(third.stderr, 'message'), { added: 0, known: 40000, refused: 0 });
    assert.deepEqual(counts(third.stderr, 'user'), { added: 0, known: 200, refused: 0 });
    const server = await served(t, dir);
    const { token } = await logIn(server, 'rooms', 7);
    const list = await answer(server, 'GET', `/api/chat/messages/${roomId(7, 2)}`, undefined, token);
    assert.deepEqual(list.map(({ _id }) => _id), Array.from({ length: 400 }, (_, i) => messageId(7 + 100 * i, 2)));
});

test('all five at once, in their own folders, both forms of extended JSON', async (t) => {
    const folder = temporaryDirectory();
    for (const [i, dialect] of names.entries())
        await makeExport(join(folder, dialect), { dialect, users: 5, messages: 20, array: i % 2 === 0, v1: i > 2 });
    const trial = temporaryDirectory();
    const dry = await doImport(trial, folder, '--dry-run');
    assert.equal(dry.code, 0, dry.stderr);
    const { dir, stderr } = await imported(folder);
    // The dry run reports the same lines as the import, and stores nothing.
    const lines = (text) => text.split('\n').filter((line) => / named | without /.test(line)).sort();
    assert.deepEqual(lines(dry.stderr), lines(stderr));
    assert.ok(lines(stderr).length > 10);
    assert.deepEqual(counts(dry.stderr, 'message'), counts(stderr, 'message'));
    assert.deepEqual(counts((await doImport(trial, folder)).stderr, 'message'), counts(stderr, 'message'));
    const server = await served(t, dir);
    // Two of the backends have repeated names, which are shown unchanged.
    assert.equal((await logIn(server, 'phone', 2)).username, 'user 2');
});

test('for a taken e-mail address, the address or the account is refused', async (t) => {
    const folder = temporaryDirectory();
    const users = recordsOf('direct', { users: 3 }).users;
    const lines = [users(0), { ...users(1), email: 'USER0@Example.org' }, { ...users(2), email: 'none' }];
    writeFileSync(join(folder, 'users.json'), lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const skip = await doImport(temporaryDirectory(), folder, '--dialect=direct', '--on-conflict=skip');
    assert.equal(skip.code, 65);
    assert.match(skip.stderr, /users\.json:2: refused user: the e-mail address is taken/);
    assert.deepEqual(counts(skip.stderr, 'user'), { added: 2, known: 0, refused: 1 });
    const { dir, stderr } = await imported(folder, ['--dialect=direct']);
    assert.match(stderr, /users\.json:2: without its e-mail address: it is taken; it logs in as /);
    assert.match(stderr, /^2 accounts without their e-mail address/m);
    const name = stderr.match(/it is taken; it logs in as (.+)$/m)[1];
    const server = await served(t, dir);
    await logIn(server, 'direct', 0);
    const { body } = await server.api('POST', '/api/user/login', { email: name, password: passwordOf(1) });
    assert.equal(body.id ?? body._id ?? body.user?.id ?? body.user?._id ?? body.userId, userId(1, 1), JSON.stringify(body));
});

test('phone: every call accepts the former id, but only that of the caller', async (t) => {
    const folder = join(temporaryDirectory(), 'export');
    await makeExport(folder, { dialect: 'phone', users: 3, messages: 0 });
    const server = await served(t, (await imported(folder)).dir);
    const [own, other] = [await logIn(server, 'phone', 0), await logIn(server, 'phone', 1)];
    const sender = io(server.url, { auth: { token: own.token }, forceNew: true });
    const receiver = io(server.url, { auth: { token: other.token }, forceNew: true });
    t.after(() => [sender, receiver].forEach((socket) => socket.disconnect()));
    await receiver.emitWithAck('register', profileId(1));
    const heard = new Promise((resolve) => { receiver.on('receiveMessage', resolve); });
    const forged = await sender.emitWithAck('sendMessage', { senderId: profileId(2), receiverId: profileId(1), content: 'forged' });
    assert.ok(forged.error, JSON.stringify(forged));
    await sender.emitWithAck('sendMessage', { senderId: profileId(0), receiverId: profileId(1), content: 'own' });
    const { senderId, receiverId, content } = await heard;
    assert.deepEqual({ senderId, receiverId, content }, { senderId: profileId(0), receiverId: profileId(1), content: 'own' });
    assert.ok((await server.api('POST', '/logout', { profileId: profileId(1) }, own.token)).status >= 400);
    const gone = new Promise((resolve) => { sender.on('disconnect', resolve); });
    assert.equal((await server.api('POST', '/logout', { profileId: profileId(0) }, own.token)).status, 200);
    await gone;
});

test('colliding names are renamed or skipped', async (t) => {
    const folder = temporaryDirectory();
    const record = recordsOf('rooms', { users: 3 }).users;
    const lines = [record(0), { ...record(1), username: 'USER 0' }, { ...record(2), username: 'admin' }];
    writeFileSync(join(folder, 'users.json'), lines.map((each) => `${JSON.stringify(each)}\n`).join(''));
    const skip = await doImport(temporaryDirectory(), folder, '--on-conflict=skip');
    assert.equal(skip.code, 65);
    assert.match(skip.stderr, /users\.json:2: refused user: the user name is taken/);
    assert.deepEqual(counts(skip.stderr, 'user'), { added: 2, known: 0, refused: 1 });
    const { dir, stderr } = await imported(folder, ['--on-conflict=rename']);
    assert.match(stderr, /users\.json:2: named USER 0-[0-9a-f]{6}: the user name is taken/);
    assert.match(stderr, /users\.json:3: named user-[0-9a-f]{6}: The user name is reserved/);
    const server = await served(t, dir);
    const renamed = stderr.match(/USER 0-[0-9a-f]{6}/)[0];
    await answer(server, 'POST', '/api/auth/login', { username: renamed, password: passwordOf(1) });
});

test('invalid records are refused with file and line, and reported without secrets', async () => {
    const folder = temporaryDirectory();
    const { users: user, messages: message } = recordsOf('rooms', { users: 2 });
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'users.json');
    const bad = [
        '{"_id": {"$oid": "nonsense"}, "username": "a"}', 'not json', '{"unfinished": ', '[]', '"text"',
        JSON.stringify({ ...user(1), password: 'plain secret' }), JSON.stringify({ ...user(1), password: { $ne: null } }),
        `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`,
    ];
    writeFileSync(file, `\ufeff${JSON.stringify(user(0))}\r\n\r\n${bad.join('\n')}\n`);
    writeFileSync(join(folder, 'messages.json'), [
        message(1), { ...message(3), sender: { $oid: objectId(1, 1) } }, { ...message(0), content: 5 },
        { ...message(2), content: 'secret body'.repeat(2000) }, { ...message(4), content: '\ud800 secret body' },
    ].map((each) => `${JSON.stringify(each)}\n`).join(''));
    appendFileSync(join(folder, 'messages.json'), JSON.stringify(message(6)).slice(0, 50));
    const { code, stderr } = await doImport(temporaryDirectory(), folder, '--dialect=rooms');
    assert.equal(code, 65, stderr);
    assert.deepEqual(counts(stderr, 'user'), { added: 1, known: 0, refused: bad.length });
    assert.deepEqual(counts(stderr, 'message'), { added: 0, known: 0, refused: 6 });
    for (let line = 3; line < 3 + bad.length; ++line)
        assert.match(stderr, new RegExp(`users\\.json:${line}: refused user: `));
    assert.doesNotMatch(stderr, /secret|\$2b\$/);
    assert.ok(readFileSync(file, 'utf8').startsWith('\ufeff'));
});

test('invalid command lines, and a running server', async (t) => {
    const folder = temporaryDirectory();
    const dir = temporaryDirectory();
    for (const [args, code] of [
        [[], 64], [['--from', 'mysql', folder], 64], [['--from', 'mongoexport'], 64], [['--from', 'mongoexport', folder, 'more'], 64],
        [['--from', 'mongoexport', '--on-conflict=guess', folder], 64], [['--from', 'mongoexport', '--dialect=esperanto', folder], 64],
        [['--from', 'mongoexport', '--bogus', folder], 64], [['--from', 'mongoexport', folder], 65], [['--from', 'mongoexport', join(folder, 'none')], 65],
    ]) {
        const ended = await run(['--data', dir, 'import', ...args]);
        assert.equal(ended.code, code, args.join(' '));
        assert.match(ended.stderr, /^parlance-server: [^\n]+\n$/, args.join(' '));
    }
    await makeExport(folder, { dialect: 'rooms', users: 1, messages: 1 });
    const server = await served(t, dir);
    assert.equal((await doImport(server.dir, folder)).code, 75);
    assert.equal((await run(['import', '--help'])).code, 0);
});
