// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { moderators, noReport, ofUser, pages, viewers } from './common.mjs';

const report = (server, victim, token, reason = 'spam') => server.api('POST', `/api/v1/users/${victim.account.id}/report`, { reason }, token);

/** Its id is in the victim. */
async function reported({ server, staff }, victim) {
    const { status, body } = await report(server, victim, staff.user.token);
    assert.equal(status, 201, JSON.stringify(body));
    victim.report = body.id;
}

export const rows = {
    'reports.list': { reads: true, allowed: viewers, args: ofUser },
    'reports.resolve': {
        reads: false, allowed: moderators, prepare: reported, args: ({ report: id }) => ({ report: id }), target: ({ report: id }) => id,
        done: (was, is) => was.reports.length === 1 && !is.reports.length,
    },
};

export async function tour(visit) {
    const { does, fails, user, report: send } = visit;
    assert.deepEqual((await does('reports.list', { user })).items, []);
    const ids = [await send(), await send()];
    const { items } = await does('reports.list', { user, state: 'open' });
    assert.deepEqual(items.map(({ id }) => id), ids);
    const [first] = items;
    assert.deepEqual([first.state, first.username, first.reason], ['open', user, 'spam']);
    await pages(visit, 'reports.list', { user }, 2);
    await fails('user_not_found', 'reports.list', { user: 'nobody' });
    await fails('validation_failed', 'reports.list', { state: 'new' });
    const resolve = { report: first.id, reason: 'warned' };
    await fails('report_not_found', 'reports.resolve', { report: noReport });
    assert.equal((await does('reports.resolve', { ...resolve, dryRun: true })).report.state, 'resolved');
    const { report } = await does('reports.resolve', resolve);
    assert.deepEqual([report.state, report.note], ['resolved', 'warned']);
    await fails('conflict', 'reports.resolve', resolve);
    assert.deepEqual((await does('reports.list', { user, state: 'resolved' })).items, [report]);
    await does('reports.resolve', { report: ids[1] });
    assert.deepEqual((await does('reports.list', { user })).items, []);
}
