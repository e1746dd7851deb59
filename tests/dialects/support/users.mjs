// SPDX-License-Identifier: GPL-3.0-or-later
// Accounts as the clients of each dialect open them.
import assert from 'node:assert/strict';
import { unique, uniquePhone } from './values.mjs';

/** dialect → how it registers, and where its answer holds token and id. */
const registrations = {
    'named-rooms': {
        path: '/api/auth/register',
        body: ({ username, email, password }) => ({ username, email, password }),
    },
    direct: {
        path: '/api/user/register',
        body: ({ username, email, password }) => ({ username, email, password }),
        login: { path: '/api/user/login', body: ({ email, password }) => ({ email, password }) },
    },
    rooms: {
        path: '/api/auth/register',
        body: ({ username, password }) => ({ username, password }),
        login: { path: '/api/auth/login', body: ({ username, password }) => ({ username, password }) },
    },
    chatroom: {
        path: '/api/users/register',
        body: ({ username, password }) => ({ username, password }),
    },
    phone: {
        path: '/register',
        body: ({ username, phoneNumber, password }) => ({ username, phoneNumber, password }),
    },
};

export const dialects = Object.keys(registrations);

/** What registering in this dialect answers: { status, body, headers }. */
export function tryRegister(dialect, server, username) {
    const { path, body } = registrations[dialect];
    return server.api('POST', path, body({
        username, email: `${username}@example.org`, phoneNumber: uniquePhone(), password: `secret of ${username}`,
    }));
}

async function ask(server, { path, body }, user) {
    const answer = await server.api('POST', path, body(user));
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
}

/** Registers; logs in besides where registering answers no token: { id, token, username, … }. */
export async function registerIn(dialect, server, username, more = {}) {
    const user = {
        dialect, username, email: `${username}@example.org`, phoneNumber: uniquePhone(), password: `secret of ${username}`, ...more,
    };
    const { login, ...registration } = registrations[dialect];
    const registered = await ask(server, registration, user);
    const answer = login ? await ask(server, login, user) : registered;
    return { ...user, token: answer.token, id: answer.userId ?? answer.profileId ?? answer._id };
}

/** A user with a name that nobody has yet. */
export function newUser(dialect, server, stem = 'alice') {
    return registerIn(dialect, server, unique(stem));
}

/** Several of them: [alice, bob] = await newUsers('direct', server, 'alice', 'bob'). */
export function newUsers(dialect, server, ...stems) {
    return Promise.all(stems.map((stem) => newUser(dialect, server, stem)));
}

/** What the log-in of that dialect's clients answers to a user: { status, body, headers }. */
export function tryLogin(server, user) {
    const paths = {
        'named-rooms': ['/api/auth/login', { email: user.email }],
        direct: ['/api/user/login', { email: user.email }],
        rooms: ['/api/auth/login', { username: user.username }],
        chatroom: ['/api/users/login', { username: user.username }],
        phone: ['/login', { phoneNumber: user.phoneNumber }],
    };
    const [path, names] = paths[user.dialect];
    return server.api('POST', path, { ...names, password: user.password });
}

/** A further session of a user, opened as that dialect's clients do it: its token. */
export async function loginAgain(server, user) {
    const { status, body } = await tryLogin(server, user);
    assert.equal(status, 200, JSON.stringify(body));
    return body.token;
}
