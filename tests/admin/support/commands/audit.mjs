// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { administrator, ban, nothing, pages, viewers } from './common.mjs';

export const rows = {
    'audit.list': { reads: true, allowed: viewers, args: nothing },
};

export async function tour(visit) {
    const { does, user } = visit;
    const { items } = await does('audit.list');
    assert.ok(items.some(({ outcome }) => outcome === 'ok') && items.some(({ outcome }) => outcome === 'conflict'));
    const now = new Date().toISOString();
    const one = { actor: administrator, command: 'users.ban', target: user, since: '1h', until: now };
    assert.deepEqual((await does('audit.list', one)).items.map(({ reason }) => reason), ['more spam']);
    await pages(visit, 'audit.list', { target: 'kim' }, 3, 'before');
}
