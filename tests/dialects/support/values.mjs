// SPDX-License-Identifier: GPL-3.0-or-later
// What golden files and tests write for values that are new each time: "<name:alice>", "<id>", …
import assert from 'node:assert/strict';
import { claimsOf } from '../../integration/support/tokens.mjs';

const kinds = {
    id: /^[0-9a-f]{24}$/,
    time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    token: /^[\w-]+\.[\w-]+\.[\w-]+$/,
    text: /[^]/,
};
const template = /<(\w+)(?::([\w -]+))?>/g;

let count = 0;
/** Names must not clash with those of another run against the same server. */
const run = Date.now().toString(36).slice(-5);

/** A name that nobody has yet. */
export function unique(stem) {
    count += 1;
    return `${stem}-${run}-${count}`;
}

/** A phone number that nobody has yet. */
export function uniquePhone() {
    count += 1;
    return `+1${String(Date.now()).slice(-6)}${String(count).padStart(4, '0')}`;
}

export function assertKind(kind, value, where = kind) {
    assert.equal(typeof value, 'string', `${where}: no ${kind}, but ${JSON.stringify(value)}`);
    assert.match(value, kinds[kind], where);
}

export function assertId(value) {
    assertKind('id', value);
}

export function assertTime(value) {
    assertKind('time', value);
}

/** The values of one golden file: made as a request first names them, captured from answers. */
export class Values {
    constructor() {
        this.known = new Map();
    }

    /** What "<kind:name>" stands for in a request. */
    get(kind, name) {
        const key = `${kind}:${name}`;
        if (!this.known.has(key))
            this.known.set(key, this.#make(kind, name));
        return this.known.get(key);
    }

    set(kind, name, value) {
        this.known.set(`${kind}:${name}`, value);
    }

    #make(kind, name) {
        if (kind === 'name')
            return unique(name);
        if (kind === 'email')
            return `${this.get('name', name)}@example.org`;
        if (kind === 'phone')
            return uniquePhone();
        if (kind === 'secret')
            return `secret of ${this.get('name', name)}`;
        throw new Error(`<${kind}:${name}> has not been captured`);
    }

    /** The JSON value with every template replaced. */
    fill(value) {
        if (typeof value === 'string')
            return value.replace(template, (_, kind, name) => this.get(kind, name));
        if (Array.isArray(value))
            return value.map((item) => this.fill(item));
        if (value !== null && typeof value === 'object')
            return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fill(item)]));
        return value;
    }

    /**
     * Holds `actual` to `pattern`: exactly, but for templates, "…" as a key or an item (there may be
     * more), and { "<either>": [patterns] }.
     */
    match(pattern, actual, where = 'body') {
        if (typeof pattern === 'string')
            this.#matchText(pattern, actual, where);
        else if (Array.isArray(pattern))
            this.#matchArray(pattern, actual, where);
        else if (pattern !== null && typeof pattern === 'object')
            this.#matchObject(pattern, actual, where);
        else
            assert.deepEqual(actual, pattern, where);
    }

    #matchText(pattern, actual, where) {
        const [whole, kind, name] = [...pattern.matchAll(template)].find(([found]) => found === pattern) ?? [];
        if (whole && (kind === 'number' || kind === 'boolean')) {
            assert.equal(typeof actual, kind, where);
        } else if (whole && kind === 'any') {
            assert.notEqual(actual, undefined, `${where} is missing`);
        } else if (whole && kind in kinds) {
            assertKind(kind, actual, where);
            if (name && this.known.has(`${kind}:${name}`) && kind === 'id')
                assert.equal(actual, this.get(kind, name), where);
            else if (name)
                this.set(kind, name, actual);
        } else {
            assert.equal(actual, this.fill(pattern), where);
        }
    }

    #matchArray(pattern, actual, where) {
        assert.ok(Array.isArray(actual), `${where}: no array, but ${JSON.stringify(actual)}`);
        if (!pattern.includes('…')) {
            assert.equal(actual.length, pattern.length, `${where}: length of ${JSON.stringify(actual)}`);
            pattern.forEach((item, index) => this.match(item, actual[index], `${where}[${index}]`));
            return;
        }
        // In this order, with others between.
        let at = 0;
        for (const item of pattern.filter((candidate) => candidate !== '…')) {
            while (at < actual.length && !this.matches(item, actual[at]))
                ++at;
            assert.ok(at < actual.length, `${where} lacks ${JSON.stringify(item)}: ${JSON.stringify(actual)}`);
            ++at;
        }
    }

    #matchObject(pattern, actual, where) {
        if ('<either>' in pattern) {
            assert.ok(pattern['<either>'].some((candidate) => this.matches(candidate, actual)),
                `${where}: ${JSON.stringify(actual)} is none of ${JSON.stringify(pattern['<either>'])}`);
            return;
        }
        assert.ok(actual !== null && typeof actual === 'object' && !Array.isArray(actual),
            `${where}: no object, but ${JSON.stringify(actual)}`);
        const { '…': open, ...fields } = pattern;
        for (const [key, item] of Object.entries(fields))
            this.match(item, actual[key], `${where}.${key}`);
        if (open === undefined)
            assert.deepEqual(Object.keys(actual).sort(), Object.keys(fields).sort(), `${where}: fields`);
    }

    /** Whether match() would pass; captures nothing unless it does. */
    matches(pattern, actual) {
        const before = new Map(this.known);
        try {
            this.match(pattern, actual);
            return true;
        } catch {
            this.known = before;
            return false;
        }
    }
}

/** `pattern` without captures, for events: match({ _id: '<id>', '…': '' }, event). */
export function match(pattern, actual, where) {
    new Values().match(pattern, actual, where);
}

const thirtyDays = 30 * 24 * 3600;

/** Clients decode their token; all names of the user's id are in it. */
export function assertClaims(token, { id, username, phoneNumber }) {
    assertKind('token', token);
    const claims = claimsOf(token);
    match({
        id, userId: id, profileId: id, username, sub: '<any>', jti: '<any>', iat: '<number>', exp: '<number>',
        ...(phoneNumber === undefined ? {} : { phoneNumber }), '…': '',
    }, claims, 'claims');
    assert.equal(claims.exp - claims.iat, thirtyDays, 'claims: days');
}
