// SPDX-License-Identifier: GPL-3.0-or-later
// Who may register: invitations over the native API, and what the dialects answer to those without one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, next } from '../clients/support/sockets.mjs';
import { assertError } from '../dialects/support/golden.mjs';
import { dialects, tryRegister } from '../dialects/support/users.mjs';
import { unique } from '../dialects/support/values.mjs';
import { startRegistering, startStaffed } from './support/administrators.mjs';

const places = {};
before(async () => {
    for (const registration of ['invitation', 'closed'])
        places[registration] = await startRegistering({ registration });
    for (const registration of ['open', 'approval'])
        places[registration] = await startStaffed({ registration });
});
after(async () => {
    for (const { server, local } of Object.values(places)) {
        await local.close();
        await server.stop();
    }
});

const register = ({ server }, invitation, username = unique('guest')) =>
    server.api('POST', '/api/v1/accounts', { username, password: 'a long password', invitation });
const codeOf = async ({ local }, args = {}) => (await local.ok('invitations.create', args)).code;

function assertRefused({ status, body }, code) {
    assert.deepEqual([status, body.error?.code, body.token], [403, code, undefined]);
}

test('without an invitation nobody comes in', async () => {
    const place = places.invitation;
    assertRefused(await register(place), 'invitation_required');
    assertRefused(await register(place, ''), 'invitation_required');
    assertRefused(await register(place, 'guessed'), 'invitation_invalid');
    const { status, body } = await register(place, 17);
    assert.deepEqual([status, body.error.code], [400, 'validation_failed']);
    for (const dialect of dialects) {
        const username = unique('guest');
        const refused = await tryRegister(dialect, place.server, username);
        const what = `${dialect}: ${JSON.stringify(refused.body)}`;
        assert.equal(refused.status, 403, what);
        assertError(refused.body);
        assert.equal(refused.body.code, 'invitation_required', what);
        assert.ok(!JSON.stringify([refused.body, ...refused.headers]).match(/eyJ[\w-]+\./), what);
        assert.equal((await place.local.call('users.show', { user: username })).error.code, 'user_not_found', what);
    }
});

test('an invitation counts, and ends', async () => {
    const place = places.invitation;
    const { invitation, code } = await place.local.ok('invitations.create', { uses: 2, note: 'the club' });
    const first = await register(place, code);
    assert.equal(first.status, 201);
    assert.ok(first.body.token);
    // What fails uses nothing up.
    assert.equal((await register(place, code, first.body.account.username)).body.error.code, 'username_taken');
    assert.equal((await register(place, code)).status, 201);
    assertRefused(await register(place, code), 'invitation_invalid');
    const shown = (await place.local.ok('invitations.list')).items.find(({ id }) => id === invitation.id);
    assert.deepEqual([shown.used, shown.uses], [2, 2]);
    assert.ok(!JSON.stringify(await place.local.ok('audit.list', { limit: 200 })).includes(code));
    assert.ok(!`${place.server.stdout}${place.server.stderr}`.includes(code));

    const revoked = await place.local.ok('invitations.create');
    await place.local.ok('invitations.revoke', { invitation: revoked.invitation.id });
    assertRefused(await register(place, revoked.code), 'invitation_invalid');
    const { message } = (await register(place, revoked.code)).body.error;
    assert.equal(message, (await register(place, 'guessed')).body.error.message);
});

test('only one of several gets the last use', async () => {
    const place = places.invitation;
    const code = await codeOf(place);
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(place, code)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 403, 403, 403, 403]);
});

for (const registration of ['open', 'approval']) {
    test(`${registration}: an invited account is active at once, and joins the room`, async (t) => {
        const place = places[registration];
        const { server, local, staff } = place;
        const { body: room } = await server.api('POST', '/api/v1/rooms', { name: unique('Lobby'), private: true }, staff.user.token);
        const owner = await connect(server.url, staff.user.token);
        t.after(() => owner.close());
        const joined = next(owner, 'member.joined');
        const { status, body } = await register(place, await codeOf(place, { room: room.name }));
        assert.equal(status, 201, JSON.stringify(body));
        const [push] = await joined;
        assert.deepEqual([push.room.id, push.user.id, push.role], [room.id, body.account.id, 'member']);
        const { body: mine } = await server.api('GET', '/api/v1/rooms', undefined, body.token);
        assert.deepEqual(mine.rooms.map(({ id }) => id), [room.id]);
        assert.equal((await local.ok('users.show', { user: body.account.username })).state, 'active');
        assertRefused(await register(place, 'guessed'), 'invitation_invalid');
    });
}

test('approval: who was not invited waits, and cannot be found', async () => {
    const place = places.approval;
    const { server, local, staff } = place;
    const username = unique('waiting');
    assertRefused(await register(place, undefined, username), 'account_pending');
    const find = async () => (await server.api('GET', `/api/v1/users?prefix=${username}`, undefined, staff.user.token)).body.users;
    assert.deepEqual(await find(), []);
    const { id } = await local.ok('users.show', { user: username });
    const direct = () => server.api('POST', '/api/v1/directs', { userId: id }, staff.user.token);
    assert.deepEqual([(await direct()).status, (await direct()).body.error.code], [404, 'user_not_found']);
    await local.ok('users.approve', { user: username });
    assert.equal((await find())[0].username, username);
    assert.ok((await direct()).status < 300);
});

test('closed: an invitation opens nothing', async () => {
    const place = places.closed;
    assertRefused(await register(place, await codeOf(place)), 'registration_closed');
});
