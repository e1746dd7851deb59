// SPDX-License-Identifier: GPL-3.0-or-later
// The listener for metrics: who may read, and that nothing else is there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { WebSocket } from '../clients/support/plainsocket.mjs';
import { Server } from '../clients/support/server.mjs';
import { read, Reading, startMeasured } from './support/metrics.mjs';

const token = 'a-token-of-some-length';
let open;
let closed;
before(async () => {
    open = await startMeasured();
    closed = await startMeasured({ config: `[metrics]\ntoken = "${token}"\n` });
});
after(async () => {
    await open.stop();
    await closed.stop();
});

test('it serves GET /metrics and nothing else', async () => {
    const { server, metricsUrl } = open;
    const answer = await read(metricsUrl);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    assert.match(await answer.text(), /^# HELP parlance_build_info /);
    const statuses = [];
    for (const path of ['/', '/metrics/more', '/healthz', '/readyz', '/openapi.json', '/api/v1/accounts/me', '/api/v1/admin/metrics', '/api/auth/me', '/socket.io/?EIO=4&transport=polling'])
        statuses.push((await fetch(metricsUrl + path)).status);
    assert.deepEqual([...new Set(statuses)], [404]);
    assert.equal((await fetch(`${metricsUrl}/metrics`, { method: 'POST', body: 'x' })).status, 405);
    for (const path of ['/ws', '/metrics', '/socket.io/?EIO=4&transport=websocket']) {
        const socket = new WebSocket(metricsUrl.replace('http', 'ws') + path);
        assert.match((await new Promise((resolve) => { socket.on('error', resolve); })).message, /404/, path);
    }
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404);
});

test('what happens there is not counted', async () => {
    const before = await Reading.of(open);
    for (let i = 0; i < 5; ++i)
        await fetch(`${open.metricsUrl}/nothing`);
    const after = await Reading.of(open);
    assert.deepEqual(after.byLabel('parlance_http_responses_total', 'code'), before.byLabel('parlance_http_responses_total', 'code'));
});

test('no web page may read it', async () => {
    for (const { metricsUrl } of [open, closed]) {
        const answer = await read(metricsUrl, { Origin: 'http://localhost:3000', Authorization: `Bearer ${token}` });
        assert.equal(answer.headers.get('access-control-allow-origin'), null);
        await answer.text();
    }
});

test('with a token it asks for it', async () => {
    const status = async (authorization) => (await read(closed.metricsUrl, authorization === undefined ? {} : { Authorization: authorization })).status;
    assert.equal(await status(`Bearer ${token}`), 200);
    assert.equal(await status(`bearer  ${token}`), 200);
    for (const wrong of [undefined, '', 'Bearer', 'Bearer ', token, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, `Bearer ${token.toUpperCase()}`])
        assert.equal(await status(wrong), 401, wrong);
    const refused = await read(closed.metricsUrl);
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer');
    assert.doesNotMatch(await refused.text(), /parlance_/);
    const { items } = await closed.local.ok('config.list');
    const settings = Object.fromEntries(items.map(({ key, value }) => [key, value]));
    assert.equal(settings['metrics.token'], '(hidden)');
    assert.doesNotMatch(closed.server.stderr, new RegExp(token));
});

test('a server that would show it to everybody does not start', async () => {
    const env = { PARLANCE_METRICS_LISTEN: '0.0.0.0:0', PARLANCE_ALLOW_PLAINTEXT: 'on' };
    await assert.rejects(new Server({ env }).start(), /ended with status 78[^]*metrics to everybody: set metrics\.token/);
    const guarded = await startMeasured({ env: { ...env, PARLANCE_METRICS_TOKEN: token } });
    await guarded.stop();
});
