// SPDX-License-Identifier: GPL-3.0-or-later
// What was acknowledged survives SIGKILL: once, and in order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from './support/server.mjs';
import { call, connect, transportModes } from './support/sockets.mjs';

const rounds = 3;
const killAfter = 150;

async function wholeHistory(server, token, roomId) {
    const messages = [];
    let more = true;
    while (more) {
        const after = messages.at(-1)?.seq ?? 0;
        const { body } = await server.api('GET', `/api/v1/rooms/${roomId}/messages?after=${after}&limit=200`, undefined, token);
        messages.push(...body.messages);
        more = body.more;
    }
    return messages;
}

/** Posts without pause until the connection dies; fills `acked` with what was acknowledged. */
async function postUntilDead(socket, roomId, name, acked) {
    let dead = false;
    socket.once('disconnect', () => { dead = true; });
    for (let i = 0; !dead; ++i) {
        const text = `${name} ${i}`;
        const gone = new Promise((resolve) => socket.once('disconnect', () => resolve(null)));
        const ack = await Promise.race([
            call(socket, 'message.post', { roomId, text, clientId: text }).catch(() => null), gone]);
        if (ack)
            acked.push(ack);
    }
}

for (const [mode, options] of Object.entries(transportModes)) {
    test(`history is right after SIGKILL in mid-traffic over ${mode}`, async () => {
        const server = await startServer();
        const users = await Promise.all(['ann', 'ben', 'cyd', 'dot'].map((username) => server.register(username)));
        const { body: room } = await server.api('POST', '/api/v1/rooms', { name: 'crash' }, users[0].token);
        const acked = [];
        for (let round = 0; round < rounds; ++round) {
            const before = acked.length;
            const sockets = await Promise.all(
                users.map((user) => connect(server.url, user.token, { ...options, reconnection: false })));
            for (const socket of sockets)
                await call(socket, 'room.join', { roomId: room.id });
            // Several streams a user, so that a commit is under way whenever the signal comes.
            const streams = sockets.flatMap((socket, u) => [0, 1, 2, 3].map(
                (s) => postUntilDead(socket, room.id, `round ${round} user ${u} stream ${s}`, acked)));
            const enough = setInterval(() => {
                if (acked.length - before >= killAfter)
                    server.child.kill('SIGKILL');
            }, 1);
            await Promise.all(streams);
            clearInterval(enough);
            await server.kill();
            sockets.forEach((socket) => socket.close());
            await server.start();
        }
        const history = await wholeHistory(server, users[0].token, room.id);
        const bySeq = new Map(history.map((message) => [message.seq, message]));
        assert.equal(bySeq.size, history.length, 'a seq stands twice');
        assert.equal(new Set(history.map((message) => message.text)).size, history.length, 'a message stands twice');
        assert.deepEqual(history.map((message) => message.seq), history.map((_, i) => i + 1), 'seq has gaps');
        for (const ack of acked)
            assert.deepEqual(bySeq.get(ack.seq), ack);
        // A client that does not know whether it got through sends again: stored once.
        const last = acked.at(-1);
        const author = users.find((user) => user.account.id === last.author.id);
        const again = await server.api('POST', `/api/v1/rooms/${room.id}/messages`, { text: last.text, clientId: last.text }, author.token);
        assert.equal(again.status, 200);
        assert.deepEqual(again.body, last);
        await server.stop();
    });
}
