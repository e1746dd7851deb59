// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms and messages of others: what one may not see looks like what is not there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { operations, transports } from './support/transports.mjs';
import { marker, Witness } from './support/witness.mjs';

const unknownId = '0123456789abcdef01234567';

let server;
let witness;
let alice;
let bob;
let carol;
/** kind → { room, message }: alice's. */
const places = {};

before(async () => {
    server = await startServer({ env: { PARLANCE_LOG_LEVEL: 'debug' } });
    witness = await Witness.of(server);
    [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((name) => server.register(name)));
    const as = (user, method, path, body) => server.api(method, `/api/v1${path}`, body, user.token);
    const rooms = {
        private: await as(alice, 'POST', '/rooms', { name: 'hideout', private: true }),
        direct: await as(alice, 'POST', '/directs', { userId: carol.account.id }),
        public: await as(alice, 'POST', '/rooms', { name: 'market' }),
        shared: await as(alice, 'POST', '/rooms', { name: 'garden' }),
    };
    for (const [kind, { body: room }] of Object.entries(rooms)) {
        const { body: message } = await as(alice, 'POST', `/rooms/${room.id}/messages`, { text: marker });
        places[kind] = { room, message };
    }
    await as(bob, 'POST', `/rooms/${places.shared.room.id}/join`);
});
after(() => server.stop());

function overAll(title, body) {
    for (const [name, open] of Object.entries(transports)) {
        test(`${title} over ${name}`, async () => {
            const transport = await open(server, bob.token);
            try {
                await body(transport);
            } finally {
                transport.close();
            }
            await witness.isServed();
        });
    }
}

const args = (roomId) => ({
    roomId, userId: carol.account.id, name: 'taken over', role: 'owner', seq: 1, typing: true, text: marker, since: 0,
});

overAll('a hidden room looks like none at all', async (transport) => {
    const ofRooms = operations.filter(({ fields }) => fields.some(({ name }) => name === 'roomId'));
    assert.ok(ofRooms.length > 12);
    for (const { name } of ofRooms) {
        const answers = [];
        for (const roomId of [unknownId, places.private.room.id, places.direct.room.id]) {
            const { status, ok, error } = await transport.call(name, args(roomId));
            answers.push({ status, ok, error });
        }
        assert.equal(answers[0].error?.code,
            name === 'invitation.decline' ? 'invitation_not_found' : 'room_not_found', name);
        assert.deepEqual(answers[1], answers[0], `${name} in a private room`);
        assert.deepEqual(answers[2], answers[0], `${name} in a conversation`);
    }
});

overAll('a hidden message looks like none at all', async (transport) => {
    for (const name of ['message.edit', 'message.delete']) {
        const answers = [];
        for (const messageId of [unknownId, places.private.message.id, places.direct.message.id]) {
            const { status, ok, error } = await transport.call(name, { messageId, text: marker });
            answers.push({ status, ok, error });
        }
        assert.equal(answers[0].error?.code, 'message_not_found', name);
        assert.deepEqual(answers[1], answers[0], name);
        assert.deepEqual(answers[2], answers[0], name);
    }
});

overAll('a message of somebody else stays as it is', async (transport) => {
    for (const kind of ['public', 'shared']) {
        const { room, message } = places[kind];
        for (const name of ['message.edit', 'message.delete']) {
            const { error } = await transport.call(name, { messageId: message.id, text: 'changed' });
            assert.ok(['forbidden', 'not_member'].includes(error?.code), `${name} in ${kind}: ${error?.code}`);
        }
        const { body } = await server.api('GET', `/api/v1/rooms/${room.id}/messages`, undefined, alice.token);
        assert.deepEqual(body.messages, [message]);
    }
});

overAll('only members act in a public room, and only its owner rules it', async (transport) => {
    for (const [name, code] of [['message.post', 'not_member'], ['room.read', 'not_member'], ['room.typing', 'not_member']]) {
        const { error } = await transport.call(name, args(places.public.room.id));
        assert.equal(error?.code, code, name);
    }
    for (const kind of ['public', 'shared']) {
        for (const name of ['room.update', 'room.delete', 'member.update', 'member.remove']) {
            const { error } = await transport.call(name, { ...args(places[kind].room.id), userId: alice.account.id });
            assert.ok(['forbidden', 'not_member'].includes(error?.code), `${name} in ${kind}: ${error?.code}`);
        }
    }
    const { body } = await server.api('GET', `/api/v1/rooms/${places.shared.room.id}`, undefined, alice.token);
    assert.deepEqual([body.name, body.role, body.memberCount], ['garden', 'owner', 2]);
});

test('nothing of all this was logged', () => witness.isDiscreet(alice.token, bob.token, carol.token));
