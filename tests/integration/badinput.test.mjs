// SPDX-License-Identifier: GPL-3.0-or-later
// Bad calls, the same over every transport: each is told what is wrong, and the server serves on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { operation, operations, resolved, restRequest, transports } from './support/transports.mjs';
import { marker, Witness } from './support/witness.mjs';

const unknownId = '0123456789abcdef01234567';
const password = `${marker} password`;

let server;
let witness;
let alice;
let bob;
/** Arguments that fit every operation. */
let good;

before(async () => {
    server = await startServer({ env: { PARLANCE_LOG_LEVEL: 'debug' } });
    witness = await Witness.of(server);
    [alice, bob] = await Promise.all(['alice', 'bob'].map((name) => server.register(name, { password })));
    const { body: room } = await server.api('POST', '/api/v1/rooms', { name: 'playground' }, alice.token);
    await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, bob.token);
    const { body: message } = await server.api(
        'POST', `/api/v1/rooms/${room.id}/messages`, { text: marker }, alice.token);
    good = {
        username: 'carol', email: 'carol@example.org', login: 'alice', password, currentPassword: password,
        newPassword: `${password} too`, prefix: 'a', limit: 10, userId: bob.account.id, name: 'another room',
        private: false, scope: 'mine', search: 'a', roomId: room.id, seq: 1, typing: true,
        role: 'member', text: marker, clientId: 'c1', before: 5, since: 0, messageId: message.id,
        rooms: [{ roomId: room.id, since: 0 }],
    };
});
after(() => server.stop());

/** All arguments of an operation; `after` means one thing here and another there. */
function argumentsOf({ fields }) {
    const known = fields.filter(({ name }) => name !== 'after' && name !== 'before');
    return Object.fromEntries(known.map(({ name }) => [name, good[name]]));
}

/** Runs `body(transport, name)` over each transport, then asks the witness. */
function overAll(title, body, { token = () => alice.token, only = () => true } = {}) {
    for (const [name, open] of Object.entries(transports).filter(([key]) => only(key))) {
        test(`${title} over ${name}`, async () => {
            const transport = await open(server, token());
            try {
                await body(transport, name);
            } finally {
                transport.close();
            }
            await witness.isServed();
        });
    }
}

function assertRefused(answer, code, status, what) {
    assert.equal(answer.error?.code, code, `${what}: ${JSON.stringify(answer).slice(0, 300)}`);
    assert.ok(answer.error.message.length > 0 && answer.error.message.length < 300, what);
    if (answer.status)
        assert.equal(answer.status, status, what);
}

const operators = [{ $ne: null }, { $gt: '' }, { toString: 1 }, [], [{}], {}];
const badValues = {
    string: [5, 0, true, false, ...operators],
    integer: [1.5, 1e300, -1e300, true, 'five', '', ...operators],
    boolean: [0, 1, 'yes', '', ...operators],
    // Of arrays of objects; what is wrong in an entry is added below.
    array: [5, true, 'five', '', {}, { $ne: null }, [null], [5], ['five'], [[]]],
};

/** Arrays whose only or last entry lacks a field, or has one that does not fit. */
function badEntriesOf({ properties, required = [] }, overRest) {
    const entry = Object.fromEntries(Object.keys(properties).map((name) => [name, good[name]]));
    const without = required.map((name) => ({ ...entry, [name]: undefined }));
    const wrong = Object.entries(properties).flatMap(([name, schema]) => (
        badValuesOf({ place: 'body', schema: resolved(schema), required: required.includes(name) }, overRest)
            .map((value) => ({ ...entry, [name]: value }))));
    return [...without, ...wrong].flatMap((bad) => [[bad], [entry, bad]]);
}

/** What does not fit a field, as far as the transport can express it. */
function badValuesOf({ place, schema, required }, overRest) {
    const values = [...badValues[schema.type]];
    if (schema.type === 'array')
        values.push(...badEntriesOf(schema.items, overRest));
    if (schema.pattern)
        values.push('', 'x', 'z'.repeat(24), `${unknownId}0`, unknownId.slice(1), `${unknownId.slice(1)}\0`);
    if (schema.enum)
        values.push('', 'emperor', '__proto__');
    if (required && place === 'body')
        values.push(null);
    if (!overRest || place === 'body')
        return values;
    // In an address all is text. An empty segment makes another path, and NUL none.
    const expressible = place === 'path' || schema.type !== 'string' || schema.pattern || schema.enum;
    return expressible ? values.filter((value) => value !== '' && !JSON.stringify(value).includes('u0000')) : [];
}

overAll('wrong types and values in every field', async (transport, name) => {
    const overRest = name === 'REST';
    let calls = 0;
    for (const candidate of operations.filter(({ restOnly }) => overRest || !restOnly)) {
        for (const field of candidate.fields) {
            for (const value of badValuesOf(field, overRest)) {
                const args = { ...argumentsOf(candidate), [field.name]: value };
                const answer = await transport.call(candidate.name, args);
                assertRefused(answer, 'validation_failed', 400, `${candidate.name} ${field.name} ${JSON.stringify(value)}`);
                calls += 1;
            }
        }
    }
    assert.ok(calls > 300);
});

overAll('missing fields', async (transport, name) => {
    for (const candidate of operations.filter(({ restOnly }) => name === 'REST' || !restOnly)) {
        const required = candidate.fields.filter((field) => field.required && !(name === 'REST' && field.place === 'path'));
        for (const field of required) {
            const args = argumentsOf(candidate);
            delete args[field.name];
            const answer = await transport.call(candidate.name, args);
            assertRefused(answer, 'validation_failed', 400, `${candidate.name} without ${field.name}`);
            assert.match(answer.error.message, new RegExp(`"${field.name}"`));
        }
        if (required.length && name !== 'REST')
            assertRefused(await transport.call(candidate.name), 'validation_failed', 400, candidate.name);
    }
});

overAll('an argument that is no object', async (transport, name) => {
    for (const candidate of operations.filter(({ restOnly, method }) => (name === 'REST' ? method !== 'GET' : !restOnly))) {
        for (const value of [5, 'text', '', null, true, [], [{}], [[]]]) {
            if (name === 'REST') {
                const { method, path } = restRequest(candidate.name, argumentsOf(candidate));
                const { status, body } = await server.api(method, path, value, alice.token);
                assertRefused({ status, ...body }, 'invalid_request', 400, `${candidate.name} ${JSON.stringify(value)}`);
            } else {
                assertRefused(await transport.call(candidate.name, value), 'validation_failed', 400,
                    `${candidate.name} ${JSON.stringify(value)}`);
            }
        }
    }
});

// Combining marks out of order: what takes them to pieces must not take them all.
const marks = `a${'\u0315\u0300'.repeat(60000)}`;
const badTexts = { 'lone high surrogate': 'a\ud800b', 'lone low surrogate': 'a\udc00', NUL: 'a\0b',
    'control character': 'a\u0007b', 'line separator': 'a\u2028b', bidi: 'a\u202eb', blank: ' \t\n ', empty: '', marks };
/** Bad in names only, fine in the texts of messages, or in passwords. */
const fineIn = {
    text: ['control character', 'line separator', 'bidi'],
    password: ['control character', 'line separator', 'bidi', 'NUL', 'blank'],
    clientId: ['control character', 'line separator', 'bidi', 'blank'],
};

overAll('texts that are none', async (transport, name) => {
    const fields = { 'room.create': 'name', 'room.update': 'name', 'message.post': 'text', 'message.edit': 'text' };
    const all = [...Object.entries(fields), ['message.post', 'clientId'],
        ...(name === 'REST' ? [['account.register', 'username'], ['account.register', 'email']] : [])];
    for (const [event, field] of all) {
        for (const [kind, value] of Object.entries(badTexts).filter(([key]) => !fineIn[field]?.includes(key))) {
            const answer = await transport.call(event, { ...argumentsOf(operation(event)), [field]: value });
            assertRefused(answer, 'validation_failed', 400, `${event} ${field} ${kind}`);
        }
    }
    for (const [event, field] of [['user.search', 'prefix'], ['room.list', 'search']]) {
        for (const [kind, value] of Object.entries(badTexts).filter(([key]) => name !== 'REST' || key !== 'marks')) {
            const answer = await transport.call(event, { [field]: value });
            assert.ok(answer.ok || ['validation_failed', 'invalid_request'].includes(answer.error.code), `${event} ${kind}`);
        }
        if (name !== 'REST')
            assertRefused(await transport.call(event, { [field]: marks }), 'validation_failed', 400, event);
    }
});

overAll('credentials that are none', async (transport) => {
    for (const value of Object.values(badTexts)) {
        assertRefused(await transport.call('session.create', { login: value, password }), 'invalid_credentials', 401, 'login');
        assertRefused(await transport.call('session.create', { login: 'alice', password: value }), 'invalid_credentials', 401, 'password');
    }
    for (const value of ['', '1234567', 'x'.repeat(1025), '\u00e4'.repeat(513), 'passwor\ud800', marks]) {
        const answer = await transport.call('account.register', { username: 'dora', password: value });
        assertRefused(answer, 'validation_failed', 400, 'password');
    }
}, { only: (name) => name === 'REST' });

overAll('unknown operations', async (transport, name) => {
    const names = ['no.such', 'session.create', 'account.register', '__proto__', 'constructor', 'hasOwnProperty', '',
        'message.post ', 'Message.Post', 'session.authenticate.x', '\ud800', '\0', 'x'.repeat(100000)];
    for (const event of names)
        assertRefused(await transport.call(event, {}), 'unknown_operation', 404, event.slice(0, 30));
    assert.ok((await transport.call('account.get', {})).ok, name);
}, { only: (name) => name !== 'REST' });

overAll('unknown things', async (transport) => {
    for (const candidate of operations) {
        for (const [field, code] of [['roomId', 'room_not_found'], ['messageId', 'message_not_found'], ['userId', 'user_not_found']]) {
            if (!candidate.fields.some(({ name }) => name === field))
                continue;
            const answer = await transport.call(candidate.name, { ...argumentsOf(candidate), [field]: unknownId });
            const expected = candidate.name === 'invitation.decline' ? 'invitation_not_found' : code;
            // There is nobody by that name in the room; or it is not said who there is.
            if (field === 'userId' && candidate.name.startsWith('member.'))
                assert.ok(['user_not_found', 'not_member', 'forbidden'].includes(answer.error?.code), JSON.stringify(answer));
            else
                assertRefused(answer, expected, 404, `${candidate.name} ${field}`);
        }
    }
});

test('nothing of all this was logged', () => witness.isDiscreet(alice.token, bob.token));
