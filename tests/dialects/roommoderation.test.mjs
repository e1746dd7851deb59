// SPDX-License-Identifier: GPL-3.0-or-later
// What administrators do to a room and its members: the clients of each dialect learn it at once, in its form.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { run } from '../integration/support/process.mjs';
import { assertError } from './support/golden.mjs';
import { isTold, toldTimes } from './support/announcements.mjs';
import { newRoom } from './support/claims.mjs';
import { newPage } from './support/pages.mjs';
import { fullRoom, restPosts } from './support/roommembers.mjs';
import { eachTransport, newText, open, Refusal } from './support/socket.mjs';
import { newUser } from './support/users.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

async function admin(...words) {
    const { code, stdout, stderr } = await run(['admin', '--data', server.dir, ...words, '--json']);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
}

/** dialect → where it lists the messages of a room over REST, and their texts there. */
const histories = {
    'named-rooms': [({ name }) => `/api/chat/messages/${name}`, (body) => body.map(({ text }) => text)],
    rooms: [({ _id }) => `/api/chat/messages/${_id}`, (body) => body.map(({ content }) => content)],
    native: [({ _id }) => `/api/v1/rooms/${_id}/messages`, ({ messages }) => messages.filter(({ deletedAt }) => !deletedAt).map(({ text }) => text)],
};

const nativeOf = (members) => members.find(({ dialect }) => dialect === 'native');

/** The error of an answer in the form of the member's dialect. */
function errorOf(member, answer) {
    if (member.dialect === 'native')
        return answer.error;
    assertError(answer, undefined, member.dialect);
    return answer;
}

/** What `call` is refused with; the connection stays. */
async function refusal(member, call) {
    const refused = await call().then(() => undefined, (error) => error);
    assert.ok(refused instanceof Refusal, `${member.dialect}: ${refused}`);
    assert.ok(member.socket.socket.connected, member.dialect);
    return errorOf(member, refused.answer[0]);
}

async function overRest(member, method, path, body) {
    const { status, body: answer, headers } = await server.api(method, path, body, member.user.token);
    return { status, headers, answer, error: status >= 400 ? errorOf(member, answer) : undefined };
}

function postOverRest(member) {
    const [path, body] = restPosts[member.dialect](member.user, member.room, newText('refused'));
    return overRest(member, 'POST', path, body);
}

async function textsOf(member) {
    const [pathOf, texts] = histories[member.dialect];
    const { status, answer } = await overRest(member, 'GET', pathOf(member.room));
    assert.equal(status, 200, `${member.dialect}: ${JSON.stringify(answer)}`);
    return texts(answer);
}

async function assertWrites(member, listeners) {
    const text = newText(`from ${member.dialect}`);
    await member.say(text);
    for (const listener of listeners.filter((one) => one !== member || !one.hasNoEcho))
        await listener.hears(member.user, text);
    return text;
}

/** The owner of the room writes: `listeners` hear it, and the others, who answer after that, do not. */
async function assertHeardBy(listeners, others, maker, room) {
    const text = newText('of the owner');
    assert.equal((await server.api('POST', `/api/v1/rooms/${room._id}/messages`, { text }, maker.token)).status, 201);
    for (const listener of listeners)
        await listener.hears(maker, text);
    for (const other of others)
        assert.ok(!other.texts.includes(text), `${other.dialect} hears it too`);
}

/** Those who are still in the room are told in the words of their dialects, and a native client that goes too. */
async function assertTold(members, gone, expected) {
    const native = nativeOf(members);
    const { reason, message } = await native.socket.until('member.left', { user: { username: gone.user.username, '…': '' }, '…': '' });
    assert.deepEqual({ reason, message }, expected, gone.dialect);
    const named = members.find(({ dialect }) => dialect === 'named-rooms');
    if (named && named !== gone)
        await named.socket.until('message', { user: { username: 'admin' }, text: `${gone.user.username} has left!` });
}

eachTransport('a kicked member', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    for (const member of members) {
        await admin('rooms', 'kick', room.name, member.user.username, '--dry-run');
        await assertWrites(member, members);
        await admin('rooms', 'kick', room.name, member.user.username, '--reason', 'be kinder');
        await assertTold(members, member, { reason: 'kicked', message: 'be kinder' });
        await isTold(member, `You were removed from ${room.name}: be kinder`);
        const others = members.filter((one) => one !== member);
        await assertHeardBy(others, [member], maker, room);
        // Anybody may join a public room, again too.
        await member.join(member);
        await assertHeardBy(members, [], maker, room);
    }
    for (const member of members)
        assert.equal(toldTimes(member, /^You /), member.dialect === 'native' ? 0 : 1, member.dialect);
});

/** Neither writes nor reads nor comes back. */
async function assertKeptOut(member, pattern) {
    const errors = [await refusal(member, () => comeBack(member))];
    // Without a room, the client of "chatroom" has nowhere to write.
    if (member.dialect !== 'chatroom')
        errors.push(await refusal(member, () => member.say(newText('refused'))));
    if (member.dialect in restPosts) {
        const posted = await postOverRest(member);
        assert.equal(posted.status, 403, member.dialect);
        errors.push(posted.error);
    }
    if (member.dialect in histories) {
        const { status, error } = await overRest(member, 'GET', histories[member.dialect][0](member.room));
        assert.equal(status, 403, member.dialect);
        errors.push(error);
    }
    for (const { code, message } of errors) {
        assert.equal(code, 'banned_from_room', member.dialect);
        assert.match(message, pattern, member.dialect);
    }
}

/** As the client of the dialect would, or as it sends where it has no call for joining. */
function comeBack(member) {
    const { dialect, socket, user, room } = member;
    const joins = { direct: () => socket.ask('join', room._id), phone: () => member.say(newText('refused')) };
    return (joins[dialect] ?? (() => member.join({ server, socket, user, room })))();
}

eachTransport('a member who is banned from the room', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    for (const [i, member] of members.entries()) {
        const { ban } = await admin('rooms', 'ban', room.name, member.user.username, '--for', '2h', '--reason', 'spam');
        await assertTold(members.slice(i), member, { reason: 'banned', message: 'spam' });
        await isTold(member, `You are banned from ${room.name} until ${ban.until}: spam`);
        await assertKeptOut(member, new RegExp(`^You are banned from this room until ${ban.until}: spam$`));
        const joining = await server.api('POST', `/api/v1/rooms/${room._id}/join`, undefined, member.user.token);
        assert.deepEqual([joining.status, joining.body.error.code], [403, 'banned_from_room']);
        await assertHeardBy(members.slice(i + 1), members.slice(0, i + 1), maker, room);
    }
    for (const member of members) {
        await admin('rooms', 'unban', room._id, member.user.username);
        await member.join(member);
    }
    for (const member of members)
        await assertWrites(member, members);
});

// The page of "rooms" joins a room with a socket that acts for nobody yet.
eachTransport('rooms: a page whose user is banned hears the room no more, without a token either', async (t, options) => {
    const owner = await newUser('rooms', server, 'owner');
    const room = await newRoom(server, owner);
    const speaker = await open(t, server.url, owner.token, options);
    await speaker.ask('joinRoom', room.id);
    const say = (content) => speaker.ask('sendMessage', { room: room.id, sender: owner.id, content });
    for (const isMember of [false, true]) {
        const page = newPage(server.url);
        const user = await newUser('rooms', page, 'listener');
        if (isMember)
            assert.equal((await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, user.token)).status, 200);
        const listener = await page.open(t, options);
        await listener.ask('joinRoom', room.id);
        await say('heard');
        await listener.until('receiveMessage', { content: 'heard', '…': '' });
        await admin('rooms', 'ban', room.id, user.username, '--reason', 'spam');
        await say('unheard');
        const { answer: [error] } = await listener.ask('joinRoom', room.id).then(() => assert.fail('it was let in'), (refused) => refused);
        assert.deepEqual([error.code, error.message], ['banned_from_room', 'You are banned from this room: spam']);
        await (await page.open(t, options)).isRefused('joinRoom', room.id);
        assert.deepEqual(listener.all('receiveMessage').map(({ content }) => content), ['heard']);
        await admin('rooms', 'unban', room.id, user.username);
        await listener.ask('joinRoom', room.id);
        await say('heard again');
        await listener.until('receiveMessage', { content: 'heard again', '…': '' });
    }
});

eachTransport('slow mode', async (t, options) => {
    const { room, members, maker } = await fullRoom(t, server, options);
    await admin('rooms', 'slow-mode', room.name, '600');
    const native = nativeOf(members);
    assert.equal((await native.socket.until('room.updated')).room.slowMode, 600);
    for (const member of members) {
        await assertWrites(member, members);
        const errors = [await refusal(member, () => member.say(newText('refused')))];
        if (member.dialect in restPosts) {
            const { status, headers, error } = await postOverRest(member);
            assert.equal(status, 429, member.dialect);
            assert.ok(Number(headers.get('Retry-After')) > 500, member.dialect);
            errors.push(error);
        }
        for (const { code, message } of errors)
            assert.deepEqual([code, message], ['rate_limited', 'Slow mode: one message in 600 seconds'], member.dialect);
    }
    // The owner need not wait.
    await assertHeardBy(members, [], maker, room);
    await assertHeardBy(members, [], maker, room);
    await admin('rooms', 'slow-mode', room.name, '0');
    for (const member of members) {
        await assertWrites(member, members);
        await assertWrites(member, members);
    }
});

eachTransport('a purge, a redacted message, another owner, and the end of the room', async (t, options) => {
    const { room, members } = await fullRoom(t, server, options);
    const native = nativeOf(members);
    const readers = members.filter(({ dialect }) => dialect in histories);
    for (const member of members)
        await assertWrites(member, members);
    const { body: { messages } } = await server.api('GET', `/api/v1/rooms/${room._id}/messages`, undefined, native.user.token);
    for (const reader of readers)
        assert.equal((await textsOf(reader)).length, members.length, reader.dialect);
    const before = new Date(Date.parse(messages.at(-1).createdAt) + 1).toISOString();
    assert.equal((await admin('rooms', 'purge', room.name, '--before', before)).messages, members.length);
    assert.equal((await native.socket.until('room.purged')).purgedSeq, messages.at(-1).seq);
    for (const reader of readers)
        assert.deepEqual(await textsOf(reader), [], reader.dialect);

    const { ok: { id } } = await native.say('Buy now!');
    const kept = await assertWrites(native, members);
    await admin('messages', 'redact', id, '--reason', 'spam');
    const { message } = await native.socket.until('message.deleted');
    assert.deepEqual([message.id, message.text], [id, '']);
    for (const reader of readers)
        assert.deepEqual(await textsOf(reader), [kept], reader.dialect);

    await admin('rooms', 'transfer', room.name, native.user.username);
    await native.socket.until('member.updated', { user: { username: native.user.username, '…': '' }, role: 'owner', '…': '' });
    await admin('rooms', 'delete', room.name);
    await native.socket.until('room.deleted');
    for (const member of members.filter(({ dialect }) => dialect !== 'chatroom'))
        await refusal(member, () => member.say(newText('refused')));
});
