// SPDX-License-Identifier: GPL-3.0-or-later
// One room with a member of each dialect, and a native one: each sends, all see it, in one order, each
// in its own form.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { fullRoom, restPosts } from './support/roommembers.mjs';
import { eachTransport, newText } from './support/socket.mjs';
import { match, Values } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const listenersOf = (members, sender) => members.filter((member) => member !== sender || !member.hasNoEcho);

eachTransport('each sends, and all see it in their own form', async (t, options) => {
    const { members } = await fullRoom(t, server, options);
    const said = [];
    for (const sender of members) {
        const text = newText(`from ${sender.dialect}`);
        said.push({ sender, text });
        await sender.say(text);
        for (const member of listenersOf(members, sender)) {
            const message = await member.hears(sender.user, text);
            if (member.dialect === 'named-rooms' && sender.dialect === 'named-rooms')
                assert.equal(message.user, sender.user.username, 'user is a string in what came over a socket');
        }
    }
    for (const member of members) {
        assert.deepEqual(member.texts,
            said.filter(({ sender }) => sender !== member || !member.hasNoEcho).map(({ text }) => text), member.dialect);
    }
});

eachTransport('what all send at once, all see in one order', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    const said = members.flatMap((sender) => [1, 2, 3, 4, 5, 6].map((n) => ({ sender, text: newText(`${n} from ${sender.dialect}`) })));
    // The streams run into one another; each has its own order.
    await Promise.all(said.map(({ sender, text }) => sender.say(text)));
    const { body } = await server.api('GET', `/api/chat/messages/${room._id}`, undefined, maker.token);
    const order = body.map(({ content }) => content);
    assert.deepEqual([...order].sort(), said.map(({ text }) => text).sort());
    for (const member of members) {
        const own = said.filter(({ sender }) => sender === member).map(({ text }) => text);
        assert.deepEqual(order.filter((text) => own.includes(text)), own, member.dialect);
        const expected = member.hasNoEcho ? order.filter((text) => !own.includes(text)) : order;
        await member.socket.until(member.event, member.patternFor(expected.at(-1)));
        assert.deepEqual(member.texts, expected, member.dialect);
    }
});

eachTransport('what is posted over REST is seen by all', async (t, options) => {
    const { room, members } = await fullRoom(t, server, options);
    const said = [];
    for (const sender of members.filter(({ dialect }) => dialect in restPosts)) {
        const text = newText(`posted by ${sender.dialect}`);
        said.push(text);
        const [path, body] = restPosts[sender.dialect](sender.user, room, text);
        const { status, body: answer } = await server.api('POST', path, body, sender.user.token);
        assert.equal(status, 201, JSON.stringify(answer));
        for (const member of members) {
            const message = await member.hears(sender.user, text);
            if (member.dialect === 'named-rooms' && sender.dialect === 'named-rooms')
                assert.ok(new Values().matches({ username: sender.user.username, '…': '' }, message.user), 'user is an object in what came over REST');
        }
    }
    for (const member of members)
        assert.deepEqual(member.texts, said, member.dialect);
});

eachTransport('each reads the whole history in its own form', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    const said = [];
    for (const sender of members) {
        const text = newText(`from ${sender.dialect}`);
        said.push({ sender: sender.user, text });
        await sender.say(text);
    }
    const get = async (name) => (await server.api('GET', `/api/chat/messages/${name}`, undefined, maker.token)).body;
    match(said.map(({ sender, text }) => (
        { _id: '<id>', user: { _id: sender.id, username: sender.username, '…': '' }, text, createdAt: '<time>', updatedAt: '<time>', '…': '' })), await get(room.name));
    match(said.map(({ sender, text }) => (
        { _id: '<id>', room: room._id, sender: { _id: sender.id, username: sender.username, '…': '' }, content: text, createdAt: '<time>', updatedAt: '<time>', '…': '' })), await get(room._id));
});
