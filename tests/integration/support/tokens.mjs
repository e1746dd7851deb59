// SPDX-License-Identifier: GPL-3.0-or-later
// JSON Web Tokens made by hand: right ones, and all kinds of wrong ones.
import { createHmac } from 'node:crypto';

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export function claimsOf(token) {
    return JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
}

/** A token of these claims; `hash` is what signs (null: nothing), the rest goes into the header. */
export function makeToken(claims, secret, { hash = 'sha256', ...header } = {}) {
    const body = `${base64({ alg: 'HS256', typ: 'JWT', ...header })}.${base64(claims)}`;
    return `${body}.${hash ? createHmac(hash, secret).update(body).digest('base64url') : ''}`;
}

/** name → token; all are to be refused with invalid_token by a server that signs with `secret`. */
export function badTokens(good, secret) {
    const claims = claimsOf(good);
    const [head, body, signature] = good.split('.');
    const without = (name) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));
    const sign = (changes, options) => makeToken({ ...claims, ...changes }, secret, options);
    const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    return {
        garbage: 'garbage',
        'two dots': '..',
        'no signature': `${head}.${body}`,
        'empty signature': `${head}.${body}.`,
        'flipped signature': `${head}.${body}.${flipped}`,
        'four parts': `${good}.${signature}`,
        'another key': makeToken(claims, 'another key of more than 32 bytes, much more'),
        'empty key': makeToken(claims, ''),
        'changed claims': `${head}.${base64({ ...claims, username: 'operator' })}.${signature}`,
        'alg none': sign({}, { alg: 'none', hash: null }),
        'alg None': sign({}, { alg: 'None', hash: null }),
        'alg none, signed': sign({}, { alg: 'none' }),
        'alg HS512': sign({}, { alg: 'HS512', hash: 'sha512' }),
        'alg HS512 over HS256': sign({}, { alg: 'HS512' }),
        'alg RS256': sign({}, { alg: 'RS256' }),
        'alg a number': sign({}, { alg: 256 }),
        'no alg': sign({}, { alg: undefined }),
        expired: sign({ exp: Math.floor(Date.now() / 1000) - 1 }),
        'expired long ago': sign({ exp: 1 }),
        'exp below zero': sign({ exp: -1 }),
        'exp a text': sign({ exp: '9999999999' }),
        'no exp': makeToken(without('exp'), secret),
        'no jti': makeToken(without('jti'), secret),
        'jti a number': sign({ jti: 5 }),
        'jti an operator': sign({ jti: { $ne: null } }),
        'jti no id': sign({ jti: '../../etc/passwd' }),
        'claims an array': makeToken([claims], secret),
        'claims no JSON': `${head}.${base64('{"jti":')}.${signature}`,
        'header no JSON': `${base64('{')}.${body}.${signature}`,
        'too long': `${head}.${base64({ ...claims, pad: 'x'.repeat(6000) })}.${signature}`,
        'claims nested deep': makeToken(claims, secret).replace(body, base64(`${'['.repeat(1500)}${']'.repeat(1500)}`)),
    };
}
