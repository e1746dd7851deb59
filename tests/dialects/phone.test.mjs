// SPDX-License-Identifier: GPL-3.0-or-later
// The events of "phone" as its front ends use them: register goes out right after io(), before the
// connection is up. What waits for those who are away: offline.test.mjs.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { transportModes } from '../clients/support/sockets.mjs';
import { begin, eachTransport, newText, open } from './support/socket.mjs';
import { loginAgain, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

/** As the original's clients do it; the ack tells when the server has it. */
async function registered(t, user, options) {
    const socket = begin(t, server.url, user.token, options);
    await socket.ask('register', user.id);
    return socket;
}

const form = (sender, receiver, content) => (
    { _id: '<id>', senderId: sender.id, receiverId: receiver.id, content, timestamp: '<time>', '…': '' });

eachTransport('a message goes to its receiver at once, without an echo', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = await registered(t, alice, options);
    const b = await registered(t, bob, options);
    const text = newText();
    a.emit('sendMessage', { senderId: alice.id, receiverId: bob.id, content: text });
    match(form(alice, bob, text), await b.until('receiveMessage'));
    const answer = newText('answer');
    b.emit('sendMessage', { senderId: bob.id, receiverId: alice.id, content: answer });
    match(form(bob, alice, answer), await a.until('receiveMessage'));
    assert.equal(a.all('receiveMessage').length, 1);
    assert.equal(b.all('receiveMessage').length, 1);
    // Kept, as those who fetch history see it.
    const { body } = await server.api('GET', `/api/chat/messages/${alice.id}/${bob.id}`, undefined, alice.token);
    assert.deepEqual(body.map((message) => message.content), [answer, text]);
});

eachTransport('register without a callback goes out before the connection is up', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = begin(t, server.url, alice.token, options);
    a.emit('register', alice.id);
    const text = newText();
    a.emit('sendMessage', { senderId: alice.id, receiverId: bob.id, content: text });
    const b = begin(t, server.url, bob.token, options);
    b.emit('register', bob.id);
    match(form(alice, bob, text), await b.until('receiveMessage'));
    assert.deepEqual(a.all('error'), []);
}, Object.keys(transportModes));

eachTransport('who has not registered yet has the message once it has', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = await registered(t, alice, options);
    const b = await open(t, server.url, bob.token, options);
    const texts = [newText('before'), newText('after')];
    await a.ask('sendMessage', { senderId: alice.id, receiverId: bob.id, content: texts[0] });
    await b.ask('register', bob.id);
    await a.ask('sendMessage', { senderId: alice.id, receiverId: bob.id, content: texts[1] });
    await b.until('receiveMessage', form(alice, bob, texts[1]));
    assert.deepEqual(b.all('receiveMessage').map(({ content }) => content), texts);
});

eachTransport('register subscribes to the rooms of the user, without an echo there either', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const { status, body: room } = await server.api('POST', '/api/v1/rooms', { name: unique('hall') }, alice.token);
    assert.equal(status, 201);
    await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, bob.token);
    const a = await registered(t, alice, options);
    const b = await registered(t, bob, options);
    const text = newText();
    await a.ask('sendMessage', { senderId: alice.id, receiverId: room.id, content: text });
    match(form(alice, room, text), await b.until('receiveMessage'));
    const answer = newText('answer');
    await b.ask('sendMessage', { senderId: bob.id, receiverId: room.id, content: answer });
    match(form(bob, room, answer), await a.until('receiveMessage'));
    assert.equal(a.all('receiveMessage').length, 1);
    const whisper = newText('whisper');
    await a.ask('sendMessage', { senderId: alice.id, receiverId: bob.id, content: whisper });
    await b.until('receiveMessage', form(alice, bob, whisper));
    assert.deepEqual(b.all('receiveMessage').map(({ content }) => content), [text, whisper]);
});

eachTransport('log-out disconnects every socket of the user', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const token = await loginAgain(server, alice);
    const devices = [await registered(t, alice, options), await registered(t, { ...alice, token }, options)];
    const b = await registered(t, bob, options);
    const { status } = await server.api('POST', '/logout', { profileId: alice.id }, alice.token);
    assert.equal(status, 200);
    for (const device of devices)
        assert.equal(await device.disconnected(), 'io server disconnect');
    for (const ended of [alice.token, token])
        await assert.rejects(open(t, server.url, ended, options));
    await b.ask('sendMessage', { senderId: bob.id, receiverId: alice.id, content: newText() });
    assert.ok(b.socket.connected);
});

eachTransport('what has not the form of an event is refused, and the connection stays', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = await registered(t, alice, options);
    const b = await registered(t, bob, options);
    const good = { senderId: alice.id, receiverId: bob.id, content: 'refused' };
    const bad = [
        { ...good, senderId: { $ne: null } }, { ...good, receiverId: { $ne: null } }, { ...good, content: { $ne: null } }, { ...good, content: '' },
        { ...good, receiverId: 'nobody' }, { ...good, receiverId: '0123456789abcdef01234567' }, { senderId: alice.id, content: 'refused' }, {}, null,
    ];
    for (const payload of bad)
        await a.isRefused('sendMessage', payload);
    for (const payload of [{ $ne: null }, 'nobody', null])
        await a.isRefused('register', payload);
    const text = newText();
    await a.ask('sendMessage', { ...good, content: text });
    await b.until('receiveMessage', form(alice, bob, text));
    assert.equal(b.all('receiveMessage').length, 1);
});
