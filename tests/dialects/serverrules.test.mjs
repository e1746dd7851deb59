// SPDX-License-Identifier: GPL-3.0-or-later
// Banned addresses, announcements and a server that is locked down, as clients of each dialect see them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PlainSocket } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { run, temporaryDirectory } from '../integration/support/process.mjs';
import { announced, hears } from './support/announcements.mjs';
import { fullRoom, Member, restPosts } from './support/roommembers.mjs';
import { eachTransport, newText, open, Refusal, refusal } from './support/socket.mjs';
import { dialects, newUser, registerIn } from './support/users.mjs';
import { unique } from './support/values.mjs';


let server;
before(async () => {
    const file = join(temporaryDirectory(), 'parlance.toml');
    // Clients say from where they come.
    writeFileSync(file, '[http]\ntrusted_proxies = ["127.0.0.1", "198.51.100.0/24"]\n');
    server = await startServer({ args: ['--config', file] });
});
after(() => server.stop());

async function admin(...words) {
    const { code, stdout, stderr } = await run(['admin', '--data', server.dir, ...words, '--json']);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
}

const from = (address) => ({ 'X-Forwarded-For': address });
let lastAddress = 0;
/** An address that nobody has used yet. */
function newAddress() {
    lastAddress += 1;
    return `203.0.113.${lastAddress}`;
}

const logIns = {
    native: ['/api/v1/sessions', { login: 'x', password: 'y' }],
    'named-rooms': ['/api/auth/login', { email: 'x@example.org', password: 'y' }],
    direct: ['/api/user/login', { email: 'x@example.org', password: 'y' }],
    chatroom: ['/api/users/login', { username: 'x', password: 'y' }],
    phone: ['/login', { phoneNumber: '+4911', password: 'y' }],
};

test('requests from a banned address are refused in the form of each API', async () => {
    const address = newAddress();
    const { ban, closedConnections } = await admin('bans', 'add', `${address}`, '--for', '1h', '--reason', 'spam "and" more');
    assert.equal(closedConnections, 0);
    const text = `Your address is banned until ${ban.until}: spam "and" more`;
    for (const [dialect, [path, body]] of Object.entries(logIns)) {
        const { status, body: answer } = await server.api('POST', path, body, undefined, from(address));
        assert.equal(status, 403, dialect);
        const expected = dialect === 'native' ? { error: { code: 'address_banned', message: text }, message: text }
            : { code: 'address_banned', message: text, error: text };
        assert.deepEqual(answer, expected, dialect);
    }
    for (const path of ['/', '/openapi.json', '/healthz'])
        assert.equal((await server.api('GET', path, undefined, undefined, from(address))).status, 403, path);
    const handshake = '/socket.io/?EIO=4&transport=polling';
    const { status, body } = await server.api('GET', handshake, undefined, undefined, from(address));
    assert.deepEqual([status, body], [403, { code: 4, message: text }]);
    // A page may learn why.
    assert.equal((await server.api('OPTIONS', handshake, undefined, undefined, from(address))).status, 204);
    for (const other of [newAddress(), `${address}, 198.51.100.7`.split(', ')[1]])
        assert.equal((await server.api('GET', '/healthz', undefined, undefined, from(other))).status, 200);
    // Behind a proxy of ours.
    assert.equal((await server.api('GET', '/healthz', undefined, undefined, from(`${address}, 198.51.100.7`))).status, 403);
    await admin('bans', 'remove', address);
    assert.equal((await server.api('GET', '/healthz', undefined, undefined, from(address))).status, 200);
});

test('a session that is open already lets nothing else pass', async () => {
    const address = newAddress();
    const call = (method, path, body) => server.api(method, path, body, undefined, from(address));
    const polling = '/socket.io/?EIO=4&transport=polling';
    const { status, body: handshake } = await call('GET', polling);
    assert.equal(status, 200);
    const sid = JSON.parse(`${handshake}`.slice(1)).sid;
    await admin('bans', 'add', address);
    const account = { username: unique('ann'), password: 'a long password' };
    for (const [method, path] of [['POST', '/api/v1/accounts'], ['GET', '/healthz'], ['GET', '/ws'], ['POST', '/login']])
        assert.equal((await call(method, `${path}?sid=${sid}`, method === 'POST' ? account : undefined)).status, 403, path);
    assert.equal((await call('POST', `${polling}&sid=${sid}`, account)).status, 403);
    await admin('bans', 'remove', address);
});

eachTransport('an official client of a banned address', async (t, options) => {
    const address = newAddress();
    const { token } = await server.register(unique('ann'));
    await admin('bans', 'add', address);
    const error = await refusal(t, server.url, token, { ...options, extraHeaders: from(address) });
    assert.match(error.message, /^(xhr poll|websocket) error$/);
    await admin('bans', 'remove', address);
    await open(t, server.url, token, { ...options, extraHeaders: from(address) });
}, ['polling', 'websocket', 'upgrade']);

eachTransport('open connections of every dialect end with the ban, and stay away', async (t, options) => {
    const address = newAddress();
    const sockets = [];
    for (const dialect of dialects) {
        const user = await newUser(dialect, server);
        sockets.push(await open(t, server.url, user.token, { ...options, reconnection: true, extraHeaders: from(address) }));
    }
    const { token } = await server.register(unique('ann'));
    const plain = await new PlainSocket(server.url, token, { headers: from(address) }).opened();
    assert.ok((await plain.call('account.get')).ok);
    const other = await open(t, server.url, token, { ...options, extraHeaders: from(newAddress()) });
    const count = dialects.length + 1;
    assert.equal((await admin('bans', 'add', `${address}`, '--dry-run')).closedConnections, count);
    assert.ok(sockets.every(({ socket }) => socket.connected));
    assert.equal((await admin('bans', 'add', `${address}`, '--reason', 'spam')).closedConnections, count);
    for (const socket of sockets) {
        assert.equal(await socket.disconnected(), 'io server disconnect');
        assert.ok(!socket.socket.active);
    }
    assert.deepEqual(await plain.closed, { code: 1008, reason: 'Address banned' });
    await assert.rejects(new PlainSocket(server.url, token, { headers: from(address) }).opened(), /403/);
    assert.ok(other.socket.connected);
    const { items } = await admin('connections', 'list', '--limit', '200');
    assert.deepEqual(items.filter((item) => item.address === address), []);
});

test('a ban and a lock-down survive a restart', async () => {
    const address = newAddress();
    await admin('bans', 'add', address);
    await admin('lockdown', 'on');
    await server.restart();
    assert.equal((await server.api('GET', '/healthz', undefined, undefined, from(address))).status, 403);
    assert.equal((await admin('status')).lockedDown, true);
    const { status, body } = await server.api('POST', '/api/v1/accounts', { username: unique('ann'), password: 'a long password' });
    assert.deepEqual([status, body.error.code], [403, 'locked_down']);
    await admin('lockdown', 'off');
    await admin('bans', 'remove', address);
});

test('the log keeps the beginning of a long announcement', async () => {
    await admin('announce', 'x'.repeat(5000), '--reason', 'long');
    const { items: [entry] } = await admin('audit', 'list', '--command', 'announce', '--limit', '1');
    assert.deepEqual([entry.arguments, entry.reason], [{ text: `${'x'.repeat(1000)}…` }, 'long']);
});

eachTransport('an announcement reaches every client once, in its dialect', async (t, options) => {
    const { room, members } = await fullRoom(t, server, options);
    const { token } = await server.register(unique('ann'));
    const plain = await new PlainSocket(server.url, token).opened();
    assert.ok((await plain.call('account.get')).ok);
    const [toAll, toRoom] = [newText('All & "everybody"'), newText('Room')];
    const dry = await admin('announce', toAll, '--dry-run');
    assert.deepEqual(await admin('announce', toAll), { connections: dry.connections, dryRun: false });
    assert.ok(dry.connections >= members.length + 1);
    for (const member of members)
        await hears(member, toAll, ['direct', 'rooms', 'chatroom'].includes(member.dialect) ? room._id : null);
    const { data } = await plain.next(({ event }) => event === 'announcement');
    assert.deepEqual([data.text, data.by], [toAll, undefined]);

    assert.equal((await admin('announce', toRoom, '--room', room.name)).connections, members.length);
    for (const member of members)
        await hears(member, toRoom);
    for (const member of members) {
        const text = newText('One');
        assert.equal((await admin('announce', text, '--user', member.user.username)).connections, 1);
        const heard = await hears(member, text, ['direct', 'rooms', 'chatroom'].includes(member.dialect) ? room._id : null);
        if (member.dialect === 'phone')
            assert.equal(heard.receiverId, member.user.id);
    }
    // Nobody else, none twice, and none is stored.
    assert.deepEqual(plain.frames.filter(({ event }) => event === 'announcement').length, 1);
    for (const member of members) {
        const [event] = announced[member.dialect]('', '');
        const texts = member.socket.all(event).map((each) => each.text ?? each.content ?? (typeof each.message === 'string' ? each.message : ''));
        for (const each of [toAll, toRoom])
            assert.equal(texts.filter((one) => one === each).length, 1, member.dialect);
    }
    const native = members.find(({ dialect }) => dialect === 'native');
    const { body } = await server.api('GET', `/api/v1/rooms/${room._id}/messages`, undefined, native.user.token);
    assert.deepEqual(body.messages, []);
    plain.close();
});

async function refusedWith(code, attempt, what) {
    const error = await attempt.then(() => assert.fail(`${what}: it was accepted`), (refused) => refused);
    assert.ok(error instanceof Refusal, `${what}: ${error}`);
    const [answer] = error.answer;
    assert.equal((answer.error?.code ?? answer.code), code, what);
}

eachTransport('while the server is locked down, members go on and nobody new comes in', async (t, options) => {
    const { room, members } = await fullRoom(t, server, options);
    const strangers = {};
    for (const dialect of ['named-rooms', 'rooms', 'chatroom'])
        strangers[dialect] = await newUser(dialect, server);
    await admin('lockdown', 'on', '--reason', 'a raid');
    try {
        for (const member of members) {
            const text = newText();
            await member.say(text);
            for (const other of members.filter((one) => one !== member || !one.hasNoEcho))
                await other.hears(member.user, text);
        }
        for (const dialect of dialects)
            await assert.rejects(registerIn(dialect, server, unique('new')), /403 .*locked_down/, dialect);
        for (const [dialect, user] of Object.entries(strangers)) {
            await refusedWith('locked_down', Member.join(t, server, dialect, room, options, user), `${dialect} joins`);
            if (!(dialect in restPosts))
                continue;
            const [path, body] = restPosts[dialect](user, room, newText());
            const answer = await server.api('POST', path, body, user.token);
            assert.deepEqual([answer.status, answer.body.code], [403, 'locked_down'], `${dialect} posts`);
        }
        const made = await server.api('POST', '/api/chat/message', { text: 'x', room: unique('new') }, strangers['named-rooms'].token);
        assert.deepEqual([made.status, made.body.code], [403, 'locked_down']);
    } finally {
        await admin('lockdown', 'off');
    }
    for (const [dialect, user] of Object.entries(strangers))
        await Member.join(t, server, dialect, room, options, user);
});
