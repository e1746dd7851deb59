// SPDX-License-Identifier: GPL-3.0-or-later
// What one would write with Express and Socket.IO for the part of Parlance's API that the benchmark
// uses: it stores every message, acknowledges it after the commit and sends it to the room's members.
// What Parlance does besides is left out, in the peer's favour: passwords are not hashed, tokens are
// looked up in a table, sessions do not expire and nothing limits a caller.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { Server } from 'socket.io';
import { openStore } from './store.mjs';

const users = new Map();
const rooms = new Map();
const store = await openStore(process.argv[2]);
const app = express();
const http = createServer(app);
const io = new Server(http);
let lastMessage = 0n;

function newId() {
    return randomBytes(12).toString('hex');
}

/** Stores and delivers a message; `done` gets the error, or null and the message. */
function post(user, roomId, text, done) {
    const room = rooms.get(roomId);
    if (!room || !room.members.has(user.id))
        return done(new Error('not_member'));
    if (typeof text !== 'string' || !text || text.length > 16384)
        return done(new Error('validation_failed'));
    const now = Date.now();
    const id = (++lastMessage).toString(16).padStart(24, '0');
    store.append({ id, room: roomId, author: user.id, text, now }, (seq) => {
        room.lastSeq = seq;
        const message = {
            id, roomId, seq, changedSeq: seq, author: { id: user.id, username: user.username }, text,
            createdAt: new Date(now).toISOString(), editedAt: null, deletedAt: null,
        };
        done(null, message);
        io.to(roomId).emit('message.posted', { message });
    });
}

function authenticate(request, response, next) {
    request.user = users.get(request.headers.authorization?.replace('Bearer ', ''));
    if (!request.user)
        return response.status(401).json({ error: { code: 'invalid_token' } });
    next();
}

app.disable('etag');
app.disable('x-powered-by');
app.use(express.json());
app.post('/api/v1/accounts', (request, response) => {
    const user = { id: newId(), username: request.body.username };
    const token = newId();
    users.set(token, user);
    response.status(201).json({ token, account: user });
});
app.post('/api/v1/rooms', authenticate, (request, response) => {
    const room = { id: newId(), name: request.body.name, lastSeq: 0, members: new Set([request.user.id]) };
    rooms.set(room.id, room);
    response.status(201).json({ id: room.id, name: room.name });
});
app.post('/api/v1/rooms/:roomId/join', authenticate, (request, response) => {
    rooms.get(request.params.roomId).members.add(request.user.id);
    response.json({});
});
app.get('/api/v1/rooms/:roomId', authenticate, (request, response) => {
    const { id, name, lastSeq } = rooms.get(request.params.roomId);
    response.json({ id, name, lastSeq });
});
app.post('/api/v1/rooms/:roomId/messages', authenticate, (request, response) => {
    post(request.user, request.params.roomId, request.body.text, (error, message) => {
        if (error)
            response.status(422).json({ error: { code: error.message } });
        else
            response.status(201).json(message);
    });
});

io.use((socket, next) => {
    socket.data.user = users.get(socket.handshake.auth.token);
    next(socket.data.user ? undefined : new Error('invalid_token'));
});
io.on('connection', (socket) => {
    const { user } = socket.data;
    for (const room of rooms.values()) {
        if (room.members.has(user.id))
            socket.join(room.id);
    }
    socket.on('message.post', (call, ack) => {
        post(user, call.roomId, call.text, (error, message) =>
            ack(error ? { error: { code: error.message } } : { ok: message }));
    });
});

process.once('SIGTERM', () => process.exit(0));
http.listen(0, '127.0.0.1', 1024, () =>
    console.log(`peer with ${store.binding} listening on http://127.0.0.1:${http.address().port}`));
