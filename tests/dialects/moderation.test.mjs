// SPDX-License-Identifier: GPL-3.0-or-later
// Frozen rooms: the native API and each dialect refuse a post in their own form, and the client goes on.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { run } from '../integration/support/process.mjs';
import { assertError } from './support/golden.mjs';
import { fullRoom, restPosts } from './support/roommembers.mjs';
import { eachTransport, newText, Refusal } from './support/socket.mjs';

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
