// SPDX-License-Identifier: GPL-3.0-or-later
// What the figures are is in tests/admin/metrics.test.mjs.
import assert from 'node:assert/strict';
import { nothing, viewers } from './common.mjs';

export const rows = {
    metrics: { reads: true, allowed: viewers, args: nothing },
};

export async function tour({ does, fails }) {
    const now = await does('metrics');
    assert.ok(now.connectionsOpened > 0 && now.messagesPosted > 0);
    assert.equal(now.history, undefined);
    for (const [history, resolution, points] of [['minute', 1, 60], ['hour', 10, 360], ['day', 60, 1440]]) {
        const { history: answer } = await does('metrics', { history });
        assert.equal(answer.resolution, resolution);
        assert.deepEqual([...new Set(Object.values(answer.series).map(({ length }) => length))], [points]);
    }
    await fails('validation_failed', 'metrics', { history: 'year' });
}
