// SPDX-License-Identifier: GPL-3.0-or-later
// Golden files: requests and what is answered to them, as JSON. A file is
//   { about, users: { alice: "direct" }, rooms: { hall: "alice" }, once, steps: [step] }
// users and rooms (of the dialect "rooms") exist before the first step; `once`: in its own spelling
// of the paths only. A step is
//   { about, method, path, token, headers, body | bodies | raw, status, error, answer, lacks, claims, answerHeaders }
// bodies: each gets the same answer; path may be a list of such too. error: the text of an error;
// every answer of 400 and more has to be one. lacks: what no item of the answer matches. claims:
// { of: user, phone: user } of the token.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { send } from '../../clients/support/rawengine.mjs';
import { assertClaims, Values } from './values.mjs';
import { registerIn } from './users.mjs';

const root = new URL('../', import.meta.url);

export function goldenFiles(folder) {
    return readdirSync(new URL(`${folder}/`, root)).filter((name) => name.endsWith('.json')).sort()
        .map((name) => ({ name: `${folder}/${name.replace('.json', '')}`, ...read(`${folder}/${name}`) }));
}

function read(path) {
    try {
        return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
    } catch (error) {
        throw new Error(`${path}: ${error.message}`);
    }
}

/** How paths may be spelt; parameters ("<…>" and what is encoded) stay as they are. */
export const spellings = {
    'as written': (path) => path,
    'in capitals with a slash': (path) => {
        const [address, query] = path.split('?');
        const shouted = address.replace(/<[^>]*>|%[0-9a-f]{2}|[^<%]+/gi, (part) => (/^[<%]/.test(part) ? part : part.toUpperCase()));
        return `${shouted.endsWith('/') ? shouted.slice(0, -1) : `${shouted}/`}${query === undefined ? '' : `?${query}`}`;
    },
};

const secretKey = /password|passwd|\bhash\b|\bsalt\b|secret/i;
const hashedSecret = /\$2[aby]\$|\$argon2/;

/** Nothing of a password in what a client gets. */
export function assertNoSecrets(value, where) {
    const text = JSON.stringify(value) ?? '';
    assert.doesNotMatch(text, hashedSecret, `${where}: the hash of a password`);
    assert.doesNotMatch(text, /secret of /, `${where}: a password`);
    JSON.parse(text === '' ? 'null' : text, (key, item) => {
        assert.doesNotMatch(key, secretKey, `${where}: a field "${key}"`);
        return item;
    });
}

/** Some clients read `message`, some `error`. */
export function assertError(body, text, where = 'error') {
    assert.equal(typeof body?.message, 'string', `${where}: no message in ${JSON.stringify(body)}`);
    assert.ok(body.message, `${where}: an empty message`);
    assert.equal(body.error, body.message, `${where}: error and message`);
    if (text !== undefined)
        assert.equal(body.message, text, where);
}

class GoldenRun {
    constructor(server, spell) {
        this.server = server;
        this.spell = spell;
        this.values = new Values();
    }

    async prepare({ users = {}, rooms = {} }) {
        for (const [name, dialect] of Object.entries(users)) {
            const user = await registerIn(dialect, this.server, this.values.get('name', name), {
                password: this.values.get('secret', name), phoneNumber: this.values.get('phone', name),
            });
            this.values.set('id', name, user.id);
            this.values.set('token', name, user.token);
        }
        for (const [name, owner] of Object.entries(rooms)) {
            const { status, body } = await this.server.api('POST', '/api/chat/room',
                { name: this.values.get('name', name) }, this.values.get('token', owner));
            assert.equal(status, 201, JSON.stringify(body));
            this.values.set('id', name, body.room._id);
        }
    }

    async perform(step, index) {
        for (const path of [step.path].flat()) {
            for (const body of step.bodies ?? [step.body])
                await this.#ask(step, path, body, `step ${index + 1}, ${step.method ?? 'POST'} ${path} ${JSON.stringify(body) ?? step.raw ?? ''}`);
        }
    }

    async #ask(step, path, body, where) {
        const sent = body === undefined ? step.raw : JSON.stringify(this.values.fill(body));
        const answer = await send(this.server.url + this.values.fill(this.spell(path)).replaceAll(' ', '%20'), {
            method: step.method ?? 'POST',
            headers: this.values.fill({
                ...(sent === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': `${Buffer.byteLength(sent)}` }),
                ...(step.token ? { Authorization: `Bearer ${step.token}` } : {}),
                ...step.headers,
            }),
            body: sent,
        });
        const context = `${where}: ${answer.status} ${answer.body}`;
        assert.ok([step.status].flat().includes(answer.status), `${context} instead of ${step.status}`);
        this.#checkHeaders(step, answer.headers, context);
        this.#checkBody(step, answer, where);
    }

    #checkHeaders(step, headers, context) {
        assert.equal(headers['access-control-allow-origin'], '*', `${context}: CORS`);
        assert.equal(headers['access-control-allow-credentials'], undefined, `${context}: CORS`);
        for (const [name, wanted] of Object.entries(step.answerHeaders ?? {})) {
            const present = (headers[name.toLowerCase()] ?? '').toLowerCase().split(/\s*,\s*/);
            for (const item of [wanted].flat())
                assert.ok(present.includes(item.toLowerCase()), `${context}: ${name}: ${present} lacks ${item}`);
        }
    }

    #checkBody(step, { status, headers, body }, where) {
        if (status === 204) {
            assert.equal(body, '', where);
            return;
        }
        assert.match(headers['content-type'] ?? '', /^application\/json/, `${where}: ${body}`);
        const parsed = JSON.parse(body);
        assertNoSecrets(parsed, where);
        if (status >= 400)
            assertError(parsed, step.error && this.values.fill(step.error), where);
        if (step.answer !== undefined)
            this.values.match(step.answer, parsed, `${where}: body`);
        for (const pattern of step.lacks ?? [])
            assert.ok(!parsed.some((item) => this.values.matches(pattern, item)), `${where}: has ${JSON.stringify(pattern)}: ${body}`);
        if (step.claims)
            this.#checkClaims(step.claims, parsed.token);
    }

    #checkClaims({ of, phone }, token) {
        assertClaims(token, {
            id: this.values.get('id', of), username: this.values.get('name', of),
            phoneNumber: phone && this.values.get('phone', phone),
        });
    }
}

export async function runGolden(server, file, spell) {
    const run = new GoldenRun(server, spell);
    await run.prepare(file);
    for (const [index, step] of file.steps.entries())
        await run.perform(step, index);
}
