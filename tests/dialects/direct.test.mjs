// SPDX-License-Identifier: GPL-3.0-or-later
// The events of "direct" as its front ends use them: one to one, and no echo.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { begin, eachTransport, newText, open } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const unknown = '0123456789abcdef01234567';

/** How the original's clients hand over their token. */
const header = (user) => ({ extraHeaders: { access_token: user.token } });

/** A socket that listens for its user's messages. */
async function listening(t, user, options) {
    const socket = await open(t, server.url, undefined, { ...options, ...header(user) });
    await socket.ask('join', user.id);
    return socket;
}

async function conversation(user, other) {
    const { status, body } = await server.api('GET', `/api/chat/messages/${user.id}/${other.id}`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
}

eachTransport('a message goes to its receiver, is kept, and has no echo', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const a = await listening(t, alice, options);
    const b = await listening(t, bob, options);
    const text = newText();
    a.emit('chat message', { sender: alice.id, receiver: bob.id, content: text });
    match({ sender: alice.id, receiver: bob.id, content: text, '…': '' }, await b.until('chat message'));
    const answer = newText('Hello yourself');
    b.emit('chat message', { sender: bob.id, receiver: alice.id, content: answer });
    await a.until('chat message', { content: answer, '…': '' });
    assert.deepEqual(a.all('chat message').map((message) => message.content), [answer]);
    assert.deepEqual((await conversation(alice, bob)).map((message) => message.content), [answer, text]);
    match({ _id: '<id>', sender: bob.id, receiver: alice.id, content: answer, timestamp: '<time>', '…': '' }, (await conversation(bob, alice))[0]);
});

eachTransport('the event "message" carries the other two, as text or as an object', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const a = await open(t, server.url, undefined, { ...options, ...header(alice) });
    const b = await open(t, server.url, undefined, { ...options, ...header(bob) });
    a.emit('message', JSON.stringify({ event: 'join', data: alice.id }));
    b.emit('message', { event: 'join', data: bob.id });
    const texts = [newText('as text'), newText('as an object')];
    const data = (content) => ({ sender: alice.id, receiver: bob.id, content });
    a.emit('message', JSON.stringify({ event: 'chat message', data: data(texts[0]) }));
    a.emit('message', { event: 'chat message', data: data(texts[1]) });
    const answer = newText('answer');
    await b.untilCount(2, 'chat message');
    assert.deepEqual(b.all('chat message').map((message) => message.content), texts);
    b.emit('message', JSON.stringify({ event: 'chat message', data: { sender: bob.id, receiver: alice.id, content: answer } }));
    match({ sender: bob.id, receiver: alice.id, content: answer, '…': '' }, await a.until('chat message'));
});

eachTransport('a refusal repeats the text, in an envelope too', async (t, options) => {
    const alice = await newUser('direct', server);
    const a = await listening(t, alice, options);
    const data = (content) => ({ sender: alice.id, receiver: unknown, content });
    a.emit('chat message', data('plain'));
    a.emit('message', { event: 'chat message', data: data('as an object') });
    a.emit('message', JSON.stringify({ event: 'chat message', data: data('as text') }));
    await a.untilCount(3, 'error', '<any>');
    const refusals = a.all('error').map(({ event, text }) => [event, text]);
    assert.deepEqual(refusals, [['chat message', 'plain'], ['message', 'as an object'], ['message', 'as text']]);
});

eachTransport('anything else in "message" is ignored, and the connection stays', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const a = await listening(t, alice, options);
    const b = await listening(t, bob, options);
    for (const odd of ['no JSON', '5', 'null', '[]', '{"event":"leave"}', '{}', {}, { event: 'leave', data: 1 }, { event: {} }, 5, null, [], true])
        a.emit('message', odd);
    a.emit('message');
    const text = newText();
    a.emit('chat message', { sender: alice.id, receiver: bob.id, content: text });
    await b.until('chat message', { content: text, '…': '' });
    assert.equal(b.all('chat message').length, 1);
    assert.ok(a.socket.connected);
});

eachTransport('a message sent over REST reaches every socket of the receiver', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const devices = [await listening(t, bob, options), await listening(t, bob, options)];
    const text = newText();
    const { status } = await server.api('POST', '/api/chat/send', { sender: alice.id, receiver: bob.id, content: text }, alice.token);
    assert.equal(status, 201);
    for (const device of devices)
        match({ sender: alice.id, receiver: bob.id, content: text, '…': '' }, await device.until('chat message'));
});

eachTransport('the token is found wherever clients put it', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const ways = {
        access_token: header(alice),
        Authorization: { extraHeaders: { Authorization: `Bearer ${alice.token}` } },
        'auth.token': { auth: { token: alice.token } },
    };
    for (const [way, more] of Object.entries(ways)) {
        const socket = await open(t, server.url, undefined, { ...options, ...more });
        await socket.ask('join', alice.id);
        const text = newText(way);
        await server.api('POST', '/api/chat/send', { sender: bob.id, receiver: alice.id, content: text }, bob.token);
        await socket.until('chat message', { content: text, '…': '' });
    }
});

eachTransport('join and a message may be sent at once, before the connection is up', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const b = await listening(t, bob, options);
    const a = begin(t, server.url, undefined, { ...options, ...header(alice) });
    const text = newText();
    a.emit('join', alice.id);
    a.emit('chat message', { sender: alice.id, receiver: bob.id, content: text });
    await b.until('chat message', { content: text, '…': '' });
    const answer = newText('answer');
    b.emit('chat message', { sender: bob.id, receiver: alice.id, content: answer });
    await a.until('chat message', { content: answer, '…': '' });
    assert.deepEqual(a.all('error'), []);
});

eachTransport('a callback is called back', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const a = await listening(t, alice, options);
    const text = newText();
    await a.ask('chat message', { sender: alice.id, receiver: bob.id, content: text });
    assert.deepEqual((await conversation(bob, alice)).map((message) => message.content), [text]);
});

eachTransport('what has not the form of an event is refused, and the connection stays', async (t, options) => {
    const [alice, bob] = await newUsers('direct', server, 'alice', 'bob');
    const a = await listening(t, alice, options);
    const good = { sender: alice.id, receiver: bob.id, content: 'refused' };
    const bad = [
        { ...good, sender: { $ne: null } }, { ...good, receiver: { $ne: null } }, { ...good, content: { $ne: null } },
        { ...good, content: '' }, { ...good, receiver: 'nobody' }, { sender: alice.id, receiver: bob.id }, {}, null, 'text',
    ];
    for (const payload of bad)
        await a.isRefused('chat message', payload);
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, (await newUser('rooms', server)).token);
    for (const payload of [{ $ne: null }, 'nobody', null, bob.id, room._id])
        await a.isRefused('join', payload);
    assert.deepEqual(await conversation(alice, bob), []);
});
