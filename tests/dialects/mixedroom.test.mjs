// SPDX-License-Identifier: GPL-3.0-or-later
// One room with a member of each dialect, and a native one: each sends, all see it, in one order, each
// in its own form.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { eachTransport, newText, open } from './support/socket.mjs';
import { newUser } from './support/users.mjs';
import { match, unique, Values } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const either = (...patterns) => ({ '<either>': patterns });

/** dialect → how its client joins and sends, what it hears, and in which form. */
const clients = {
    'named-rooms': {
        join: (socket, user, room) => socket.ask('joinRoom', { username: user.username, room: room.name }),
        send: (user, room, text) => ['sendMessage', { text, username: user.username, room: room.name }],
        event: 'message',
        form: (sender, room, text) => ({
            user: either(sender.username, { username: sender.username, '…': '' }), text, room: room.name, '…': '',
        }),
        textOf: (message) => (message.user?.username === 'admin' ? undefined : message.text),
    },
    direct: {
        join: async (socket, user, room) => {
            await becomeMember(user, room);
            await socket.ask('join', user.id);
            await socket.ask('join', room._id);
        },
        send: (user, room, text) => ['chat message', { sender: user.id, receiver: room._id, content: text }],
        event: 'chat message',
        form: (sender, room, text) => ({ sender: sender.id, receiver: room._id, content: text, '…': '' }),
        textOf: (message) => message.content,
    },
    rooms: {
        join: (socket, user, room) => socket.ask('joinRoom', room._id),
        send: (user, room, text) => ['sendMessage', { room: room._id, sender: user.id, content: text }],
        event: 'receiveMessage',
        form: (sender, room, text) => (
            { _id: '<id>', room: room._id, sender: sender.id, content: text, createdAt: '<time>', updatedAt: '<time>', '…': '' }),
        textOf: (message) => message.content,
    },
    chatroom: {
        join: (socket, user, room) => socket.ask('joinRoom', { roomId: room._id }),
        send: (user, room, text) => ['sendMessage', { message: text }],
        event: 'receiveMessage',
        form: (sender, room, text) => ({ user: sender.username, message: text, timestamp: '<time>', '…': '' }),
        textOf: (message) => message.message,
    },
    phone: {
        join: async (socket, user, room) => {
            await becomeMember(user, room);
            await socket.ask('register', user.id);
        },
        send: (user, room, text) => ['sendMessage', { senderId: user.id, receiverId: room._id, content: text }],
        event: 'receiveMessage',
        form: (sender, room, text) => ({ _id: '<id>', senderId: sender.id, receiverId: room._id, content: text, timestamp: '<time>', '…': '' }),
        textOf: (message) => message.content,
        hasNoEcho: true,
    },
    native: {
        join: (socket, user, room) => socket.ask('room.join', { roomId: room._id }),
        send: (user, room, text) => ['message.post', { roomId: room._id, text }],
        event: 'message.posted',
        form: (sender, room, text) => (
            { message: { id: '<id>', roomId: room._id, text, author: { id: sender.id, username: sender.username, '…': '' }, '…': '' }, '…': '' }),
        textOf: ({ message }) => message.text,
    },
};

async function becomeMember(user, room) {
    const { status, body } = await server.api('POST', `/api/v1/rooms/${room._id}/join`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
}

async function newMember(dialect) {
    if (dialect !== 'native')
        return newUser(dialect, server, dialect);
    const { token, account } = await server.register(unique('native'));
    return { dialect, token, id: account.id, username: account.username };
}

class Member {
    static async join(t, dialect, room, options) {
        const member = Object.assign(new Member(), { ...clients[dialect], dialect, room });
        member.user = await newMember(dialect);
        member.socket = await open(t, server.url, member.user.token, options);
        await member.join(member.socket, member.user, room);
        return member;
    }

    /** Resolves as the server has stored it. */
    say(text) {
        return this.socket.ask(...this.send(this.user, this.room, text));
    }

    /** Holds what arrives of `text`, from `sender`, to the form of this member's dialect. */
    async hears(sender, text) {
        const message = await this.socket.until(this.event, this.patternFor(text));
        match(this.form(sender, this.room, text), message, `${this.dialect} hears ${sender.username}`);
        return message;
    }

    patternFor(text) {
        const texts = { 'named-rooms': 'text', chatroom: 'message' };
        return this.dialect === 'native' ? { message: { text, '…': '' }, '…': '' } : { [texts[this.dialect] ?? 'content']: text, '…': '' };
    }

    /** The texts that it has heard, in their order. */
    get texts() {
        return this.socket.all(this.event).map(this.textOf).filter((text) => text !== undefined);
    }
}

/** A room of "rooms" with a member of each: { room, members }. */
async function fullRoom(t, options) {
    const maker = await newUser('rooms', server, 'maker');
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('mixed') }, maker.token);
    const members = [];
    for (const dialect of Object.keys(clients))
        members.push(await Member.join(t, dialect, room, options));
    return { room, members, maker };
}

const listenersOf = (members, sender) => members.filter((member) => member !== sender || !member.hasNoEcho);

eachTransport('each sends, and all see it in their own form', async (t, options) => {
    const { members } = await fullRoom(t, options);
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
    const { room, members, maker } = await fullRoom(t, options);
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
    const { room, members } = await fullRoom(t, options);
    const posts = {
        'named-rooms': (user, text) => ['/api/chat/message', { text, room: room.name }],
        direct: (user, text) => ['/api/chat/send', { sender: user.id, receiver: room._id, content: text }],
        rooms: (user, text) => ['/api/chat/message', { room: room._id, sender: user.id, content: text }],
        native: (user, text) => [`/api/v1/rooms/${room._id}/messages`, { text }],
    };
    const said = [];
    for (const sender of members.filter(({ dialect }) => dialect in posts)) {
        const text = newText(`posted by ${sender.dialect}`);
        said.push(text);
        const [path, body] = posts[sender.dialect](sender.user, text);
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
    const { room, members, maker } = await fullRoom(t, options);
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
