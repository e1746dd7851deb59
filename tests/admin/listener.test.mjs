// SPDX-License-Identifier: GPL-3.0-or-later
// The listener for administrators, and several commands at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Server } from '../clients/support/server.mjs';
import { WebSocket } from '../clients/support/plainsocket.mjs';
import { auditMark, auditSince, eventually, newVictim, startStaffed } from './support/administrators.mjs';
import { AdminSocket } from './support/adminsocket.mjs';

let place;
let adminUrl;
before(async () => {
    place = await startStaffed({ env: { PARLANCE_ADMIN_LISTEN: '127.0.0.1:0' } });
    adminUrl = place.server.stdout.match(/(http:\/\/\S+) \(administrators\)/)[1];
});
after(() => place.stop());

const status = async (url, path, token) => {
    const response = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
    return [response.status, (await response.json()).error?.code];
};

test('commands are served on their own listener only, and nothing else is', async () => {
    const { token } = place.staff.auditor;
    const { url } = place.server;
    assert.notEqual(new URL(url).port, new URL(adminUrl).port);
    for (const path of ['/api/v1/admin/users/list', '/api/v1/admin/status']) {
        assert.deepEqual(await status(adminUrl, path, token), [200, undefined]);
        assert.deepEqual(await status(adminUrl, path, place.staff.user.token), [403, 'forbidden']);
        assert.deepEqual(await status(url, path, token), [404, 'unknown_operation']);
    }
    const others = ['/', '/healthz', '/readyz', '/openapi.json', '/api/v1/accounts/me', '/api/auth/me', '/socket.io/?EIO=4&transport=polling'];
    for (const path of others)
        assert.equal((await fetch(adminUrl + path, { headers: { Authorization: `Bearer ${token}` } })).status, 404, path);
    for (const path of ['/ws', '/socket.io/?EIO=4&transport=websocket']) {
        const socket = new WebSocket(adminUrl.replace('http', 'ws') + path);
        const error = await new Promise((resolve) => { socket.on('error', resolve); });
        assert.match(error.message, /404/, path);
    }
    const { listeners } = await place.local.ok('status');
    assert.deepEqual(listeners, [url, `${adminUrl} (administrators)`]);
});

test('an address that cannot be used is an error at the start', async () => {
    const cases = [['nonsense', 78, /PARLANCE_ADMIN_LISTEN: "nonsense" is not an address/], ['0.0.0.0:0', 78, /in the clear/],
        [new URL(adminUrl).host, 69, /in use/]];
    for (const [value, code, pattern] of cases) {
        const server = new Server({ env: { PARLANCE_ADMIN_LISTEN: value } });
        await assert.rejects(server.start(), (error) => error.message.includes(`ended with status ${code}`) && pattern.test(error.message), value);
    }
});

test('of many who close one connection at once, one does it', async () => {
    const victim = await newVictim(place);
    const mark = await auditMark(place);
    const doors = await Promise.all(Array.from({ length: 20 }, () => AdminSocket.open(place.server)));
    const answers = await Promise.all(doors.map((door) => door.call('connections.disconnect', { connection: victim.connection })));
    assert.equal(answers.filter(({ ok }) => ok).length, 1);
    assert.equal(answers.filter(({ error }) => error?.code === 'connection_not_found').length, 19);
    const outcomes = (await auditSince(place, mark)).map(({ outcome }) => outcome);
    assert.deepEqual([outcomes.filter((one) => one === 'ok').length, outcomes.length], [1, 20]);
    await victim.socket.closed;
    await eventually(async () => !(await place.local.ok('connections.list', { user: victim.username })).items.length, 'it is gone');
    doors.forEach((door) => door.close());
});
