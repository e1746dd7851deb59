// SPDX-License-Identifier: GPL-3.0-or-later
// How a client of each dialect joins and sends, and where its messages are read.
import { once } from 'node:events';
import { client } from '../../clients/support/sockets.mjs';
import { newUser, newUsers } from '../../dialects/support/users.mjs';
import { unique } from '../../dialects/support/values.mjs';

async function bodyOf(server, user, path) {
    const { status, body } = await server.api('GET', path, undefined, user.token);
    if (status !== 200)
        throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
}

async function made(server, user, path, room) {
    const { status, body } = await server.api('POST', path, room, user.token);
    if (status !== 200 && status !== 201)
        throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
}

/** All texts of a room, in order. */
async function history(server, user, room) {
    const texts = [];
    for (let after = 0; ;) {
        const { messages, more } = await bodyOf(server, user, `/api/v1/rooms/${room}/messages?limit=200&after=${after}`);
        texts.push(...messages.map(({ text }) => text));
        if (!more)
            return texts;
        after = messages.at(-1).seq;
    }
}

/** The texts that a new receiver gets, up to the text `last`. */
async function received(server, receiver, last) {
    const socket = client(server.url, receiver.token, { reconnection: false });
    const heard = [];
    const whole = new Promise((resolve) => {
        socket.on('receiveMessage', ({ content }) => heard.push(content) && content === last && resolve());
    });
    socket.connect();
    await once(socket, 'connect');
    socket.emit('register', receiver.id);
    await whole;
    socket.close();
    return heard;
}

/**
 * dialect → begin(server): a user and the destination of its messages; join and send: the events to
 * emit; stored(server, place): the texts in order; echo: the event in which the sender receives its own
 * messages, and the field of their text; received(server, place, last): the texts that a later receiver
 * gets.
 */
export const ways = {
    'named-rooms': {
        begin: async (server) => ({ user: await newUser('named-rooms', server), room: unique('hall') }),
        join: ({ user, room }) => ['joinRoom', { username: user.username, room }],
        send: ({ user, room }, text) => ['sendMessage', { text, username: user.username, room }],
        stored: async (server, { user, room }) => (await bodyOf(server, user, `/api/chat/messages/${room}`)).map(({ text }) => text),
        echo: ['message', 'text'],
    },
    direct: {
        begin: async (server) => {
            const [user, receiver] = await newUsers('direct', server, 'alice', 'bob');
            return { user, receiver };
        },
        join: ({ user }) => ['join', user.id],
        send: ({ user, receiver }, content) => ['chat message', { sender: user.id, receiver: receiver.id, content }],
        stored: async (server, { user, receiver }) => (await bodyOf(server, user, `/api/chat/messages/${user.id}/${receiver.id}`))
            .map(({ content }) => content).reverse(),
    },
    rooms: {
        begin: async (server) => {
            const user = await newUser('rooms', server);
            const { room } = await made(server, user, '/api/chat/room', { name: unique('hall') });
            return { user, room: room._id };
        },
        join: ({ room }) => ['joinRoom', room],
        send: ({ user, room }, content) => ['sendMessage', { room, sender: user.id, content }],
        stored: async (server, { user, room }) => (await bodyOf(server, user, `/api/chat/messages/${room}`)).map(({ content }) => content),
        echo: ['receiveMessage', 'content'],
    },
    chatroom: {
        begin: async (server) => {
            const user = await newUser('chatroom', server);
            return { user, room: (await made(server, user, '/api/rooms', { name: unique('hall') }))._id };
        },
        join: ({ room }) => ['joinRoom', { roomId: room }],
        send: (place, message) => ['sendMessage', { message }],
        stored: async (server, { user, room }) => (await bodyOf(server, user, `/api/chat/messages/${room}`)).map(({ content }) => content),
        echo: ['receiveMessage', 'message'],
    },
    phone: {
        begin: async (server) => {
            const [user, receiver] = await newUsers('phone', server, 'alice', 'bob');
            return { user, receiver };
        },
        join: ({ user }) => ['register', user.id],
        send: ({ user, receiver }, content) => ['sendMessage', { senderId: user.id, receiverId: receiver.id, content }],
        stored: async (server, { user, receiver }) => history(server, user, (await made(server, user, '/api/v1/directs', { userId: receiver.id })).id),
        received: (server, { receiver }, last) => received(server, receiver, last),
    },
};

/** The same for the native API. */
export const native = {
    begin: async (server) => {
        const user = await server.register(unique('alice'));
        return { user, room: (await made(server, user, '/api/v1/rooms', { name: unique('hall') })).id };
    },
    send: ({ room }, text) => ['message.post', { roomId: room, text }],
    stored: (server, { user, room }) => history(server, user, room),
};
