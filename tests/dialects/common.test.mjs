// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for all dialects and is more than one request: which dialect a connection speaks, names
// that repeat, long lists, and how pages may load Socket.IO.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { send } from '../clients/support/rawengine.mjs';
import { startServer } from '../clients/support/server.mjs';
import { eachTransport, newText, open } from './support/socket.mjs';
import { newUser, newUsers, registerIn } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

eachTransport('a connection speaks the dialect of its token', async (t, options) => {
    // Never having sent an event, it hears in its form.
    const [alice, bob] = [await newUser('rooms', server), await newUser('rooms', server, 'bob')];
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, alice.token);
    const b = await open(t, server.url, bob.token, options);
    await b.ask('joinRoom', room._id);
    const text = newText();
    await server.api('POST', '/api/chat/message', { text, room: room.name }, alice.token);
    match({ _id: '<id>', room: room._id, sender: alice.id, content: text, '…': '' }, await b.until('receiveMessage'));
    assert.deepEqual(b.all('message'), []);
});

eachTransport('the first event may change the dialect, later ones may not', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, alice.token);
    const a = await open(t, server.url, alice.token, options);
    await a.ask('joinRoom', room._id);
    const text = newText();
    a.emit('sendMessage', { room: room._id, sender: alice.id, content: text });
    match({ room: room._id, sender: alice.id, content: text, '…': '' }, await a.until('receiveMessage'));
    // Another dialect's event now is refused, or has no effect on what the socket hears.
    a.emit('joinRoom', { username: alice.username, room: room.name });
    a.emit('sendMessage', { text: newText('in another form'), username: alice.username, room: room.name });
    const last = newText('last');
    a.emit('sendMessage', { room: room._id, sender: alice.id, content: last });
    await a.until('receiveMessage', { content: last, '…': '' });
    assert.deepEqual(a.all('message'), []);
});

eachTransport('a native token speaks natively until its first event is of a dialect', async (t, options) => {
    const { token, account } = await server.register(unique('native'));
    const room = unique('hall');
    const native = await open(t, server.url, token, options);
    assert.equal((await native.ask('account.get', {})).ok.id, account.id);
    const a = await open(t, server.url, token, options);
    a.emit('joinRoom', { username: account.username, room });
    await a.until('message', { text: `${account.username} has joined!`, '…': '' });
    const text = newText();
    a.emit('sendMessage', { text, username: account.username, room });
    match({ user: account.username, text, room, '…': '' }, await a.until('message', { text, '…': '' }));
    match({ message: { text, author: { username: account.username, '…': '' }, '…': '' }, '…': '' }, await native.until('message.posted'));
});

test('a name that is taken is kept where it is for show, and is a handle of its own elsewhere', async () => {
    const name = unique('carol');
    const first = await registerIn('rooms', server, name);
    const direct = await registerIn('direct', server, name, { email: `${unique('mail')}@example.org` });
    const phone = await registerIn('phone', server, name);
    assert.equal(new Set([first.id, direct.id, phone.id]).size, 3);
    const { body: { user: users } } = await server.api('GET', '/api/user/', undefined, direct.token);
    assert.equal(users.find(({ _id }) => _id === direct.id).username, name);
    // In D0 everybody has another one.
    const room = unique('hall');
    const handles = [];
    for (const user of [first, direct, phone]) {
        await server.api('POST', '/api/chat/message', { text: user.id, room }, user.token);
        const { body } = await server.api('GET', `/api/chat/messages/${room}`, undefined, user.token);
        handles.push(body.at(-1).user.username);
        assert.equal(body.at(-1).user._id, user.id);
    }
    assert.equal(new Set(handles).size, 3, `${handles}`);
    assert.equal(handles[0], name);
});

test('one token is good in every dialect over REST', async () => {
    const [alice, bob] = [await newUser('direct', server), await newUser('phone', server, 'bob')];
    const room = unique('hall');
    for (const user of [alice, bob]) {
        const posted = await server.api('POST', '/api/chat/message', { text: user.id, room }, user.token);
        assert.equal(posted.status, 201, JSON.stringify(posted.body));
        assert.equal(posted.body.user, user.id);
    }
    const { body: rooms } = await server.api('GET', '/api/chat/rooms', undefined, bob.token);
    const { _id } = rooms.find(({ name }) => name === room);
    const { body } = await server.api('GET', `/api/chat/messages/${_id}`, undefined, alice.token);
    assert.deepEqual(body.map(({ sender }) => sender._id), [alice.id, bob.id]);
});

test('a list is of the newest 1,000, and goes on with limit and before', async (t) => {
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const a = await open(t, server.url, alice.token, { transports: ['websocket'] });
    a.emit('joinRoom', { username: alice.username, room });
    const texts = Array.from({ length: 1005 }, (_, n) => `message ${n}`);
    // Of one client, only so many messages may wait for their answer.
    for (const [n, text] of texts.entries()) {
        const message = { text, username: alice.username, room };
        if (n % 200 === 199 || n === texts.length - 1)
            await a.ask('sendMessage', message);
        else
            a.emit('sendMessage', message);
    }
    const get = async (query) => (await server.api('GET', `/api/chat/messages/${room}${query}`, undefined, alice.token)).body;
    const all = await get('');
    assert.deepEqual(all.map(({ text }) => text), texts.slice(-1000));
    assert.deepEqual((await get('?limit=3')).map(({ text }) => text), texts.slice(-3));
    // What "before" names is a message, by its id or by its time.
    const pages = [];
    for (const before of [all[0]._id, all[0].createdAt])
        pages.push(await get(`?limit=2&before=${before}`));
    assert.ok(pages.some((page) => Array.isArray(page) && page.map(({ text }) => text).join() === texts.slice(3, 5).join()),
        JSON.stringify(pages));
});

test('pages of any origin may load and use Socket.IO', async () => {
    const headers = { Origin: 'https://app.example.org' };
    const address = `${server.url}/socket.io/?EIO=4&transport=polling`;
    const polled = await send(address, { headers });
    assert.equal(polled.status, 200);
    const refused = await send(`${address}&sid=nobody`, { headers });
    assert.equal(refused.status, 400);
    const preflight = await send(address, { method: 'OPTIONS', headers: { ...headers, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type,access_token' } });
    assert.equal(preflight.status, 204);
    for (const answer of [polled, refused, preflight]) {
        assert.equal(answer.headers['access-control-allow-origin'], '*');
        assert.equal(answer.headers['access-control-allow-credentials'], undefined);
    }
    assert.match(preflight.headers['access-control-allow-headers'], /access_token/i);
});

test('two users of the same dialect are kept apart by id, whatever they are called', async (t) => {
    const name = unique('twin');
    const [one, two] = [await registerIn('phone', server, name), await registerIn('phone', server, name)];
    const [sender] = await newUsers('phone', server, 'sender');
    const s = await open(t, server.url, sender.token);
    await s.ask('register', sender.id);
    const sockets = [];
    for (const user of [one, two]) {
        const socket = await open(t, server.url, user.token);
        await socket.ask('register', user.id);
        sockets.push(socket);
        await s.ask('sendMessage', { senderId: sender.id, receiverId: user.id, content: `to ${user.id}` });
    }
    for (const [index, user] of [one, two].entries()) {
        await sockets[index].until('receiveMessage');
        assert.deepEqual(sockets[index].all('receiveMessage').map(({ content }) => content), [`to ${user.id}`]);
    }
});
