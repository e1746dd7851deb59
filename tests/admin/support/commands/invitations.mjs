// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { managers, noRoom, nothing, pages, viewers } from './common.mjs';

const invite = async ({ local }, victim) => { victim.invitation = (await local.ok('invitations.create')).invitation.id; };
const countBecomes = (change) => (was, is) => is.invitations.length === was.invitations.length + change;

export const rows = {
    'invitations.create': {
        reads: false, allowed: managers, args: ({ room }) => ({ uses: 2, for: '1h', room }),
        target: (victim, { invitation }) => invitation.id, done: countBecomes(1),
    },
    'invitations.list': { reads: true, allowed: viewers, args: nothing },
    'invitations.revoke': {
        reads: false, allowed: managers, args: ({ invitation }) => ({ invitation }), prepare: invite,
        target: ({ invitation }) => invitation, done: countBecomes(-1),
    },
};

export async function tour(visit) {
    const { does, fails, register } = visit;
    await fails('room_not_found', 'invitations.create', { room: noRoom });
    for (const args of [{ uses: 0 }, { uses: 10001 }, { for: '366d' }, { until: '2020-01-01T00:00:00Z' }, { note: 'x'.repeat(201) }])
        await fails('validation_failed', 'invitations.create', args);
    assert.ok(!('code' in await does('invitations.create', { dryRun: true })));
    assert.deepEqual((await does('invitations.list')).items, []);
    const { invitation, code } = await does('invitations.create', { uses: 2, for: '2h', room: 'gardening', note: 'the club' });
    assert.match(code, /^[0-9A-Za-z]{24}$/);
    assert.deepEqual([invitation.uses, invitation.used, invitation.room, invitation.note], [2, 0, 'Gardening', 'the club']);
    await register('lena', { invitation: 'unknown' }, 'invitation_invalid');
    await register('lena', { invitation: code });
    assert.deepEqual((await does('invitations.list')).items, [{ ...invitation, used: 1 }]);
    await does('invitations.create', { uses: 1 });
    await pages(visit, 'invitations.list', {}, 2);
    await does('invitations.revoke', { invitation: invitation.id, dryRun: true });
    await does('invitations.revoke', { invitation: invitation.id, reason: 'too many' });
    await fails('invitation_not_found', 'invitations.revoke', { invitation: invitation.id });
    await register('mara', { invitation: code }, 'invitation_invalid');
}
