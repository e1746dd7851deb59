// SPDX-License-Identifier: GPL-3.0-or-later
// Members of one room, each with a client of another dialect, and a native one.
import assert from 'node:assert/strict';
import { open } from './socket.mjs';
import { newUser } from './users.mjs';
import { match, unique } from './values.mjs';

const either = (...patterns) => ({ '<either>': patterns });

/** dialect → how its client joins and sends, what it hears, and in which form. */
export const clients = {
    'named-rooms': {
        join: ({ socket, user, room }) => socket.ask('joinRoom', { username: user.username, room: room.name }),
        send: (user, room, text) => ['sendMessage', { text, username: user.username, room: room.name }],
        event: 'message',
        form: (sender, room, text) => ({
            user: either(sender.username, { username: sender.username, '…': '' }), text, room: room.name, '…': '',
        }),
        textOf: (message) => (message.user?.username === 'admin' ? undefined : message.text),
    },
    direct: {
        join: async ({ server, socket, user, room }) => {
            await becomeMember(server, user, room);
            await socket.ask('join', user.id);
            await socket.ask('join', room._id);
        },
        send: (user, room, text) => ['chat message', { sender: user.id, receiver: room._id, content: text }],
        event: 'chat message',
        form: (sender, room, text) => ({ sender: sender.id, receiver: room._id, content: text, '…': '' }),
        textOf: (message) => message.content,
    },
    rooms: {
        join: ({ socket, user, room }) => socket.ask('joinRoom', room._id),
        send: (user, room, text) => ['sendMessage', { room: room._id, sender: user.id, content: text }],
        event: 'receiveMessage',
        form: (sender, room, text) => (
            { _id: '<id>', room: room._id, sender: sender.id, content: text, createdAt: '<time>', updatedAt: '<time>', '…': '' }),
        textOf: (message) => message.content,
    },
    chatroom: {
        join: ({ socket, user, room }) => socket.ask('joinRoom', { roomId: room._id }),
        send: (user, room, text) => ['sendMessage', { message: text }],
        event: 'receiveMessage',
        form: (sender, room, text) => ({ user: sender.username, message: text, timestamp: '<time>', '…': '' }),
        textOf: (message) => message.message,
    },
    phone: {
        join: async ({ server, socket, user, room }) => {
            await becomeMember(server, user, room);
            await socket.ask('register', user.id);
        },
        send: (user, room, text) => ['sendMessage', { senderId: user.id, receiverId: room._id, content: text }],
        event: 'receiveMessage',
        form: (sender, room, text) => ({ _id: '<id>', senderId: sender.id, receiverId: room._id, content: text, timestamp: '<time>', '…': '' }),
        textOf: (message) => message.content,
        hasNoEcho: true,
    },
    native: {
        join: ({ socket, user, room }) => socket.ask('room.join', { roomId: room._id }),
        send: (user, room, text) => ['message.post', { roomId: room._id, text }],
        event: 'message.posted',
        form: (sender, room, text) => (
            { message: { id: '<id>', roomId: room._id, text, author: { id: sender.id, username: sender.username, '…': '' }, '…': '' }, '…': '' }),
        textOf: ({ message }) => message.text,
    },
};

async function becomeMember(server, user, room) {
    const { status, body } = await server.api('POST', `/api/v1/rooms/${room._id}/join`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
}

async function newMember(dialect, server) {
    if (dialect !== 'native')
        return newUser(dialect, server, dialect);
    const { token, account } = await server.register(unique('native'));
    return { dialect, token, id: account.id, username: account.username };
}

export class Member {
    static async join(t, server, dialect, room, options, user = undefined) {
        const member = Object.assign(new Member(), { ...clients[dialect], server, dialect, room });
        member.user = user ?? await newMember(dialect, server);
        member.socket = await open(t, server.url, member.user.token, options);
        await member.join(member);
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

/** dialect → its post over REST: [path, body]. */
export const restPosts = {
    'named-rooms': (user, room, text) => ['/api/chat/message', { text, room: room.name }],
    direct: (user, room, text) => ['/api/chat/send', { sender: user.id, receiver: room._id, content: text }],
    rooms: (user, room, text) => ['/api/chat/message', { room: room._id, sender: user.id, content: text }],
    native: (user, room, text) => [`/api/v1/rooms/${room._id}/messages`, { text }],
};

/** A room of "rooms" with a member of each: { room, members, maker }. */
export async function fullRoom(t, server, options) {
    const maker = await newUser('rooms', server, 'maker');
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('mixed') }, maker.token);
    const members = [];
    for (const dialect of Object.keys(clients))
        members.push(await Member.join(t, server, dialect, room, options));
    return { room, members, maker };
}
