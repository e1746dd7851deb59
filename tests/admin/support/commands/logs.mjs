// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { nothing, viewers } from './common.mjs';

export const rows = {
    'logs.follow': { reads: true, allowed: viewers, args: nothing },
};

export async function tour({ does, fails }) {
    const { items, next, skipped } = await does('logs.follow', { lines: 5, level: 'debug' });
    assert.ok(Array.isArray(items) && items.length <= 5 && skipped === 0);
    assert.deepEqual((await does('logs.follow', { after: next, search: 'no line has this' })).items, []);
    for (const wrong of [{ lines: 0 }, { lines: 201 }, { level: 'loud' }, { wait: 31 }, { after: -1 }])
        await fails('validation_failed', 'logs.follow', wrong);
}
