// SPDX-License-Identifier: GPL-3.0-or-later
// Log-ins and registrations of all dialects draw on one budget of their address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { assertError } from './support/golden.mjs';

const password = 'a good password';
const attempts = [
    ['/api/auth/login', { email: 'nobody@example.org', password }],
    ['/api/user/login', { email: 'nobody@example.org', password }],
    ['/api/auth/login', { username: 'nobody', password }],
    ['/api/users/login', { username: 'nobody', password }],
    ['/login', { phoneNumber: '+15550000000', password }],
];
const registrations = [
    ['/api/auth/register', { username: 'ann', email: 'ann@example.org', password }],
    ['/api/auth/register', { username: 'ben', password }],
    ['/api/user/register', { username: 'cyd', email: 'cyd@example.org', password }],
    ['/api/users/register', { username: 'dot', password }],
    ['/register', { username: 'eve', phoneNumber: '+15550000001', password }],
];

test('after 20 log-ins and registrations every dialect answers 429', async (t) => {
    const server = await startServer({ env: { PARLANCE_RATE_LIMITS: 'on' } });
    t.after(() => server.stop());
    for (const [path, body] of [...attempts, ...registrations, ...attempts, ...attempts]) {
        const { status } = await server.api('POST', path, body);
        assert.notEqual(status, 429, path);
    }
    for (const [path, body] of [...attempts, ...registrations]) {
        const { status, body: answer, headers } = await server.api('POST', path, body);
        assert.equal(status, 429, `${path}: ${JSON.stringify(answer)}`);
        assertError(answer, undefined, path);
        assert.ok(Number(headers.get('retry-after')) >= 1, path);
        assert.equal(headers.get('ratelimit-limit'), '20', path);
        assert.equal(headers.get('ratelimit-remaining'), '0', path);
        assert.equal(headers.get('access-control-allow-origin'), '*', path);
    }
});

test('PARLANCE_RATE_LIMITS=off lifts that too', async (t) => {
    const server = await startServer({ env: { PARLANCE_RATE_LIMITS: 'off' } });
    t.after(() => server.stop());
    for (let round = 0; round < 5; ++round) {
        for (const [path, body] of attempts)
            assert.notEqual((await server.api('POST', path, body)).status, 429, path);
    }
});
