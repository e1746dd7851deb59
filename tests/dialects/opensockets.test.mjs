// SPDX-License-Identifier: GPL-3.0-or-later
// legacy.open_sockets: sockets without a token, as three of the originals had them, and what such a
// socket may not do all the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { send } from '../clients/support/rawengine.mjs';
import { startPinned } from './support/listeners.mjs';
import { begin, eachTransport, newText, open, refusal } from './support/socket.mjs';
import { loginAgain, newUser, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
let urls;
before(async () => { ({ server, urls } = await startPinned('legacy.open_sockets = true\n')); });
after(() => server.stop());

const otherAddress = '127.0.0.2';

/** Registers from another address of this machine. */
async function newUserElsewhere(stem) {
    const username = unique(stem);
    const body = JSON.stringify({ username, email: `${username}@example.org`, password: `secret of ${username}` });
    const answer = await send(`${server.url}/api/auth/register`, {
        method: 'POST', localAddress: otherAddress, body,
        headers: { 'Content-Type': 'application/json', 'Content-Length': `${Buffer.byteLength(body)}` },
    });
    assert.equal(answer.status, 201, answer.body);
    const { token, _id } = JSON.parse(answer.body);
    return { dialect: 'named-rooms', username, token, id: _id };
}

const endSession = async (user) => {
    const { status } = await server.api('DELETE', '/api/v1/sessions/current', undefined, user.token);
    assert.equal(status, 200);
};

test('the operator is warned', () => {
    assert.match(server.stderr + server.stdout, /open_sockets/);
});

eachTransport('a missing token is accepted, a bad one never', async (t, options) => {
    for (const url of [server.url, urls['named-rooms'], urls.rooms, urls.phone]) {
        await open(t, url, undefined, options);
        for (const token of ['nonsense', 5, { $ne: null }])
            await refusal(t, url, token, options);
        await refusal(t, url, undefined, { ...options, extraHeaders: { access_token: 'nonsense' } });
        await refusal(t, url, undefined, { ...options, extraHeaders: { Authorization: 'Bearer nonsense' } });
    }
});

eachTransport('direct and chatroom asked for a token, and so do their listeners', async (t, options) => {
    assert.equal((await refusal(t, urls.direct, undefined, options)).message, 'error');
    assert.equal((await refusal(t, urls.direct, 'nonsense', options)).message, 'Authentication error');
    assert.equal((await refusal(t, urls.chatroom, undefined, options)).data?.code, 'E_AUTH');
    await refusal(t, urls.chatroom, 'nonsense', options);
});

eachTransport('a log-in over the native REST API counts too', async (t, options) => {
    const { account } = await server.register(unique('native'));
    const room = unique('hall');
    const socket = await open(t, urls['named-rooms'], undefined, options);
    await socket.ask('joinRoom', { username: account.username, room });
});

eachTransport('named-rooms: a socket acts as the user it names, who is logged in', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const a = begin(t, server.url, undefined, options);
    a.emit('joinRoom', { username: alice.username, room });
    const text = newText();
    a.emit('sendMessage', { text, username: alice.username, room });
    match({ user: alice.username, text, room, '…': '' }, await a.until('message', { text, '…': '' }));
    assert.deepEqual(a.all('message')[0], { user: { username: 'admin' }, text: `${alice.username} has joined!` });
});

eachTransport('rooms: likewise, by the sender', async (t, options) => {
    const alice = await newUser('rooms', server);
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, alice.token);
    const a = begin(t, urls.rooms, undefined, options);
    a.emit('joinRoom', room._id);
    const text = newText();
    a.emit('sendMessage', { room: room._id, sender: alice.id, content: text });
    match({ room: room._id, sender: alice.id, content: text, '…': '' }, await a.until('receiveMessage', { content: text, '…': '' }));
});

eachTransport('phone: likewise, by register', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = begin(t, urls.phone, undefined, options);
    a.emit('register', alice.id);
    const b = begin(t, server.url, undefined, options);
    b.emit('register', bob.id);
    const text = newText();
    a.emit('sendMessage', { senderId: alice.id, receiverId: bob.id, content: text });
    match({ senderId: alice.id, receiverId: bob.id, content: text, '…': '' }, await b.until('receiveMessage'));
});

eachTransport('nobody is acted for who is not logged in', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const carol = await newUser('rooms', server, 'carol');
    const bob = await newUser('phone', server, 'bob');
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, carol.token);
    for (const user of [alice, bob, carol])
        await endSession(user);
    const fresh = () => open(t, server.url, undefined, options);
    await (await fresh()).isRefused('joinRoom', { username: alice.username, room: room.name });
    await (await fresh()).isRefused('joinRoom', { username: unique('nobody'), room: room.name });
    await (await fresh()).isRefused('register', bob.id);
    // rooms' joinRoom names nobody; whatever it answers, nothing is said in carol's name.
    const c = await fresh();
    c.emit('joinRoom', room._id);
    await c.isRefused('sendMessage', { room: room._id, sender: carol.id, content: 'forged' });
    const back = { ...carol, token: await loginAgain(server, carol) };
    const { body } = await server.api('GET', `/api/chat/messages/${room._id}`, undefined, back.token);
    assert.deepEqual(body, []);
});

eachTransport('nobody is acted for who is logged in from another address', async (t, options) => {
    const alice = await newUserElsewhere('alice');
    const room = unique('hall');
    const a = await open(t, server.url, undefined, options);
    await a.isRefused('joinRoom', { username: alice.username, room });
    // The same from the address of the log-in.
    const there = begin(t, server.url, undefined, { ...options, localAddress: otherAddress });
    const connected = await there.connected().then(() => true, () => false);
    // Not every transport of the client can be bound to an address.
    if (connected && options.transports[0] === 'websocket') {
        there.emit('joinRoom', { username: alice.username, room });
        await there.until('message', { text: `${alice.username} has joined!`, '…': '' });
    }
});

test('a socket with a token from here makes nobody logged in here', async (t) => {
    const alice = await newUserElsewhere('alice');
    // A log-in is what came over REST, and alice's came from elsewhere.
    await open(t, server.url, alice.token);
    const a = await open(t, server.url, undefined);
    await a.isRefused('joinRoom', { username: alice.username, room: unique('hall') });
});

eachTransport('the first claim binds', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const room = unique('hall');
    const a = await open(t, server.url, undefined, options);
    await a.ask('joinRoom', { username: alice.username, room });
    await a.isRefused('joinRoom', { username: bob.username, room });
    await a.isRefused('sendMessage', { text: 'forged', username: bob.username, room });
    const [carol, dave] = await newUsers('rooms', server, 'carol', 'dave');
    const { body: { room: hall } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, carol.token);
    const c = await open(t, urls.rooms, undefined, options);
    c.emit('joinRoom', hall._id);
    await c.ask('sendMessage', { room: hall._id, sender: carol.id, content: 'honest' });
    await c.isRefused('sendMessage', { room: hall._id, sender: dave.id, content: 'forged' });
    const [erin, frank] = await newUsers('phone', server, 'erin', 'frank');
    const e = await open(t, urls.phone, undefined, options);
    await e.ask('register', erin.id);
    await e.isRefused('register', frank.id);
    await e.isRefused('sendMessage', { senderId: frank.id, receiverId: erin.id, content: 'forged' });
    const { body } = await server.api('GET', `/api/chat/messages/${hall._id}`, undefined, carol.token);
    assert.deepEqual(body.map(({ content }) => content), ['honest']);
});

eachTransport('a socket that acts as a user ends with the session that let it', async (t, options) => {
    const alice = await newUser('phone', server);
    const a = await open(t, server.url, undefined, options);
    await a.ask('register', alice.id);
    const { status } = await server.api('POST', '/logout', { profileId: alice.id }, alice.token);
    assert.equal(status, 200);
    assert.equal(await a.disconnected(), 'io server disconnect');
});

eachTransport('without a name to act for, private rooms and native calls stay closed', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const { body: den } = await server.api('POST', '/api/rooms', { name: unique('den'), isPrivate: true }, alice.token);
    const { body: listed } = await server.api('GET', '/api/v1/accounts/me', undefined, alice.token);
    assert.equal(listed.id, alice.id);
    const stranger = () => open(t, server.url, undefined, options);
    await (await stranger()).isRefused('joinRoom', den._id);
    await (await stranger()).isRefused('account.get', {});
    const c = await stranger();
    c.emit('joinRoom', den._id);
    await c.isRefused('sendMessage', { room: den._id, sender: alice.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')), content: 'forged' });
    const { body } = await server.api('GET', `/api/chat/messages/${den._id}`, undefined, alice.token);
    assert.deepEqual(body, []);
});
