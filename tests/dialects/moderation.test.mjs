// SPDX-License-Identifier: GPL-3.0-or-later
// Frozen rooms and muted users: the native API and each dialect refuse a post in their own form, and the client goes on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from '../clients/support/server.mjs';
import { run } from '../integration/support/process.mjs';
import { assertError } from './support/golden.mjs';
import { isTold, toldTimes } from './support/announcements.mjs';
import { fullRoom, restPosts } from './support/roommembers.mjs';
import { eachTransport, newText, open, Refusal } from './support/socket.mjs';
import { newUser } from './support/users.mjs';
import { match } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

async function admin(...words) {
    const { code, stdout, stderr } = await run(['admin', '--data', server.dir, ...words, '--json']);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
}

/** The error of a refused post over the socket, in the form of the member's dialect. */
async function socketRefusal(member) {
    const refused = await member.say(newText('refused')).then(() => undefined, (error) => error);
    assert.ok(refused instanceof Refusal, `${member.dialect}: ${refused}`);
    const [answer] = refused.answer;
    if (member.dialect === 'native')
        return answer.error;
    assertError(answer, undefined, member.dialect);
    return answer;
}

async function restRefusal(member) {
    const [path, body] = restPosts[member.dialect](member.user, member.room, newText('refused'));
    const { status, body: answer } = await server.api('POST', path, body, member.user.token);
    assert.equal(status, 403, `${member.dialect}: ${JSON.stringify(answer)}`);
    if (member.dialect === 'native')
        return answer.error;
    assertError(answer, undefined, member.dialect);
    return answer;
}

/** Every way to post is refused with this code; the connection and the session stay. */
async function assertRefused(member, code, pattern) {
    const errors = [await socketRefusal(member)];
    if (member.dialect in restPosts)
        errors.push(await restRefusal(member));
    for (const error of errors) {
        assert.equal(error.code, code, member.dialect);
        assert.match(error.message, pattern, member.dialect);
    }
    assert.ok(member.socket.socket.connected, member.dialect);
}

async function assertWrites(member, listeners) {
    const text = newText(`from ${member.dialect}`);
    await member.say(text);
    for (const listener of listeners.filter((one) => one !== member || !one.hasNoEcho))
        await listener.hears(member.user, text);
}

eachTransport('a frozen room', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    const native = members.find(({ dialect }) => dialect === 'native');
    const { ok: { id: messageId } } = await native.say(newText());
    await admin('rooms', 'freeze', room.name, '--dry-run');
    await assertWrites(members[0], members);
    assert.equal((await admin('rooms', 'freeze', room.name, '--reason', 'a quarrel')).room.frozen, true);
    assert.equal((await native.socket.until('room.updated')).room.frozen, true);
    for (const member of members)
        await assertRefused(member, 'room_frozen', /^The room is frozen/);
    const edit = await server.api('PATCH', `/api/v1/messages/${messageId}`, { text: 'changed' }, native.user.token);
    assert.deepEqual([edit.status, edit.body.error.code], [403, 'room_frozen']);
    // Its owner still writes, and all read.
    const text = newText('of the owner');
    const path = `/api/v1/rooms/${room._id}/messages`;
    assert.equal((await server.api('POST', path, { text }, maker.token)).status, 201);
    for (const member of members)
        await member.hears(maker, text);
    const shown = await server.api('GET', `/api/v1/rooms/${room._id}`, undefined, native.user.token);
    assert.equal(shown.body.frozen, true);

    await admin('rooms', 'unfreeze', room._id);
    await native.socket.until('room.updated', { room: { frozen: false, '…': '' } });
    for (const member of members)
        await assertWrites(member, members);
});

eachTransport('a user who is muted everywhere', async (t, options) => {
    const { members } = await fullRoom(t, server, options);
    for (const member of members) {
        const { mute } = await admin('users', 'mute', member.user.username, '--for', '2h', '--reason', 'be kinder');
        await isTold(member, `You are muted until ${mute.until}: be kinder`);
        if (member.dialect === 'native')
            match({ muted: true, roomId: null, until: mute.until, reason: 'be kinder' }, await member.socket.until('mute.changed'));
        await assertRefused(member, 'muted', new RegExp(`^You are muted until ${mute.until}: be kinder$`));
    }
    for (const member of members) {
        await admin('users', 'unmute', member.user.username);
        await isTold(member, 'You are no longer muted');
        if (member.dialect === 'native')
            await member.socket.until('mute.changed', { muted: false, roomId: null, until: null, reason: '' });
        // Nobody is told of the others.
        assert.equal(toldTimes(member, /^You /), member.dialect === 'native' ? 0 : 2, member.dialect);
        await assertWrites(member, members);
    }
});

eachTransport('a user who is muted in a room', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    const native = members.find(({ dialect }) => dialect === 'native');
    const { ok: { id: messageId } } = await native.say(newText());
    for (const [i, member] of members.entries()) {
        await admin('users', 'mute', member.user.username, '--room', room.name, '--dry-run');
        await admin('users', 'mute', member.user.username, '--room', room.name);
        await isTold(member, `You are muted in ${room.name}`);
        if (member.dialect === 'native')
            match({ muted: true, roomId: room._id, until: null, reason: '' }, await member.socket.until('mute.changed'));
        await assertRefused(member, 'muted', /^You are muted in this room$/);
        for (const other of members.slice(i + 1))
            await assertWrites(other, members);
    }
    const edit = await server.api('PATCH', `/api/v1/messages/${messageId}`, { text: 'changed' }, native.user.token);
    assert.deepEqual([edit.status, edit.body.error.code], [403, 'muted']);
    const { body: direct } = await server.api('POST', '/api/v1/directs', { userId: maker.id }, native.user.token);
    assert.ok((await native.socket.ask('message.post', { roomId: direct.id, text: newText() })).ok);
});

test('direct messages of a muted user', async (t) => {
    const [ann, ben] = [await newUser('phone', server, 'ann'), await newUser('phone', server, 'ben')];
    const socket = await open(t, server.url, ann.token);
    await socket.ask('register', ann.id);
    const say = () => socket.ask('sendMessage', { senderId: ann.id, receiverId: ben.id, content: newText() });
    await admin('users', 'mute', ann.username);
    const { answer: [error] } = await say().then(() => assert.fail('it was accepted'), (refused) => refused);
    assert.deepEqual([error.code, error.message], ['muted', 'You are muted']);
    await admin('users', 'unmute', ann.username);
    await say();
});

test('a mute ends by itself', async () => {
    const { token, account } = await server.register('dora');
    const { body: room } = await server.api('POST', '/api/v1/rooms', { name: 'The room of dora' }, token);
    const post = () => server.api('POST', `/api/v1/rooms/${room.id}/messages`, { text: newText() }, token);
    const end = Date.parse((await admin('users', 'mute', account.username, '--for', '2s')).mute.until);
    const refused = await post();
    assert.ok(refused.status === 403 || Date.now() >= end);
    while ((await post()).status !== 201)
        await sleep(50);
    assert.ok(Date.now() >= end);
    assert.deepEqual((await admin('mutes', 'list')).items.filter(({ user }) => user === 'dora'), []);
});
