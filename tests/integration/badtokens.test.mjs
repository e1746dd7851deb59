// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens that are forged, expired, of ended sessions or of one-time passwords, over every transport.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { connect, next, transportModes } from '../clients/support/sockets.mjs';
import { badTokens, claimsOf, makeToken } from './support/tokens.mjs';
import { operations, transports } from './support/transports.mjs';
import { marker, Witness } from './support/witness.mjs';

const secret = `${marker}: a key of more than 32 bytes`;
const password = `${marker} password`;

let server;
let witness;
let alice;
let used = [];

before(async () => {
    server = await startServer({ env: { PARLANCE_LOG_LEVEL: 'debug', PARLANCE_JWT_SECRET: secret } });
    witness = await Witness.of(server);
    alice = await server.register('alice', { password });
    used.push(alice.token);
});
after(() => server.stop());

const socketModes = ['polling', 'websocket'];

/** What a token is answered everywhere: code by way of presenting it. */
async function verdicts(token) {
    const found = {};
    const rest = await server.api('GET', '/api/v1/accounts/me', undefined, token);
    assert.equal(rest.status, 401);
    assert.equal(rest.headers.get('www-authenticate'), 'Bearer');
    found.REST = rest.body.error.code;
    for (const mode of socketModes) {
        found[mode] = await connect(server.url, token, { ...transportModes[mode], reconnection: false })
            .then((socket) => socket.close() && 'connected', (error) => error.data?.code ?? error.message);
    }
    const byHeader = await openPlain(server.url, token);
    found['/ws header'] = (await byHeader.next((frame) => frame.error)).error.code;
    assert.equal((await byHeader.closed).code, 1008);
    found['/ws frame'] = await refusalByFrame(token);
    return found;
}

async function refusalByFrame(token) {
    const socket = await openPlain(server.url);
    const answer = await socket.call('session.authenticate', { token });
    assert.equal((await socket.closed).code, 1008);
    return answer.error?.code;
}

async function assertRefusedEverywhere(token, code, what) {
    const found = await verdicts(token);
    for (const [way, seen] of Object.entries(found))
        assert.equal(seen, code, `${what} over ${way}`);
}

test('a token made here with the configured key is good', async () => {
    const same = makeToken(claimsOf(alice.token), secret);
    assert.equal((await server.api('GET', '/api/v1/accounts/me', undefined, same)).status, 200);
    assert.ok(claimsOf(alice.token).exp > Date.now() / 1000);
});

test('bad tokens are refused everywhere', async () => {
    for (const [name, token] of Object.entries(badTokens(alice.token, secret)))
        await assertRefusedEverywhere(token, 'invalid_token', name);
    await witness.isServed();
});

test('who a token names does not matter, only whose session it is', async () => {
    const operator = makeToken({ ...claimsOf(alice.token), sub: witness.user.account.id, username: 'witness' }, secret);
    const { body } = await server.api('GET', '/api/v1/accounts/me', undefined, operator);
    assert.equal(body.username, 'alice');
    const stranger = makeToken({ ...claimsOf(alice.token), jti: '0123456789abcdef01234567' }, secret);
    await assertRefusedEverywhere(stranger, 'session_ended', 'an unknown session');
});

test('no token, or one of another type', async () => {
    for (const headers of [{}, { Authorization: '' }, { Authorization: 'Bearer' }, { Authorization: 'Bearer ' },
        { Authorization: 'Basic YWxpY2U6eA==' }, { Authorization: alice.token }]) {
        const { status, body } = await server.api('GET', '/api/v1/accounts/me', undefined, undefined, headers);
        assert.equal(status, 401, JSON.stringify(headers));
        assert.equal(body.error.code, 'authentication_required', JSON.stringify(headers));
    }
    for (const token of [undefined, null, '', 5, true, {}, [], { $ne: null }, [alice.token]]) {
        for (const mode of socketModes) {
            await assert.rejects(connect(server.url, token, { ...transportModes[mode], reconnection: false }),
                (error) => ['E_AUTH', 'invalid_token'].includes(error.data?.code), `${JSON.stringify(token)} over ${mode}`);
        }
        if (typeof token === 'string')
            continue;
        const socket = await openPlain(server.url);
        assert.equal((await socket.call('session.authenticate', { token })).error.code, 'validation_failed');
        assert.equal((await socket.call('room.list', {})).error.code, 'authentication_required');
        await socket.close();
    }
    await witness.isServed();
});

test('without a token a socket is closed in time', async () => {
    const since = Date.now();
    const socket = await openPlain(server.url);
    // Calls that are refused do not put it off.
    for (let i = 0; i < 3; ++i)
        assert.equal((await socket.call('account.get', {})).error.code, 'authentication_required');
    assert.equal((await socket.closed).code, 1008);
    assert.ok(Date.now() - since > 9000 && Date.now() - since < 30000);
});

test('a session may be opened once, and calls need not wait for it', async () => {
    const socket = await openPlain(server.url);
    const answers = await Promise.all([
        socket.call('session.authenticate', { token: alice.token }),
        socket.call('account.get', {}),
        socket.call('session.authenticate', { token: alice.token }),
    ]);
    assert.equal(answers[0].ok.account.username, 'alice');
    assert.equal(answers[1].ok.username, 'alice');
    assert.equal(answers[2].error.code, 'conflict');
    await socket.close();
});

for (const [way, end, reason] of [
    ['a log-out', (token) => server.api('DELETE', '/api/v1/sessions/current', undefined, token), 'logged_out'],
    ['a log-out everywhere', (token) => server.api('DELETE', '/api/v1/sessions', undefined, token), 'logged_out'],
    ['a change of the password', async () => {
        const other = await server.login('ended', password);
        return server.api('PUT', '/api/v1/accounts/me/password', { currentPassword: password, newPassword: `${password} 2` }, other.token);
    }, 'password_changed'],
]) {
    test(`${way} ends the token and its sockets`, async () => {
        const { token } = await server.login('ended', password).catch(() => server.register('ended', { password }));
        used.push(token);
        const sockets = await Promise.all(socketModes.map((mode) => connect(server.url, token, transportModes[mode])));
        const plain = await openPlain(server.url, token);
        await plain.call('account.get', {});
        const told = sockets.map((socket) => next(socket, 'session.ended'));
        const gone = sockets.map((socket) => next(socket, 'disconnect'));
        assert.equal((await end(token)).status, 200);
        for (const [push] of await Promise.all(told))
            assert.equal(push.reason, reason);
        for (const [why] of await Promise.all(gone))
            assert.equal(why, 'io server disconnect');
        assert.equal((await plain.next((frame) => frame.event === 'session.ended')).data.reason, reason);
        assert.equal((await plain.closed).code, 1008);
        await assertRefusedEverywhere(token, 'session_ended', way);
        await witness.isServed();
    });
}

test('with a one-time password nothing but a new one is allowed', async () => {
    const [name, oneTime] = readFileSync(join(server.dir, 'initial-password'), 'utf8').split('\n');
    const operator = await server.login(name, oneTime);
    used.push(operator.token);
    assert.equal(operator.account.mustChangePassword, true);
    assert.equal(operator.account.role, 'administrator');
    const anySession = /^(account|session)\./;
    const opened = await Promise.all(Object.values(transports).map((open) => open(server, operator.token)));
    for (const transport of opened) {
        for (const { name: event } of operations.filter((operation) => !anySession.test(operation.name))) {
            const { error } = await transport.call(event, { roomId: witness.room.id, text: marker, name: 'mine' });
            assert.equal(error?.code, 'password_change_required', event);
        }
        assert.equal((await transport.call('account.get', {})).ok.username, name);
    }
    const change = { currentPassword: oneTime, newPassword: `${password} of mine` };
    // What follows the change need not wait for its answer.
    const last = opened.at(-1);
    const [changed, listed, searched] = await Promise.all([last.call('account.password', change),
        last.call('room.list', {}), last.call('user.search', { prefix: 'a' })]);
    assert.deepEqual(changed.ok, {});
    assert.ok(listed.ok && searched.ok, JSON.stringify([listed, searched]));
    // The same sockets of the same session are free at once.
    for (const transport of opened) {
        assert.ok((await transport.call('room.list', {})).ok);
        transport.close();
    }
    assert.ok(!server.stderr.includes(oneTime));
    await assert.rejects(server.login(name, oneTime), /401/);
    await witness.isServed();
});

test('nothing of all this was logged', () => witness.isDiscreet(...used));
