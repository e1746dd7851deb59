// SPDX-License-Identifier: GPL-3.0-or-later
// Checks answers and pushes against the API documents of a server, and records what was observed.
import assert from 'node:assert/strict';
import { checker, resolve } from '../../clients/support/schemas.mjs';

/** Answers of a failing server, which tests cannot cause reliably. */
const trouble = ['500', '503'];
/** Needs too many invitations for a test, another configuration, or accounts that no command makes. */
const outOfReach = ['invitation.create limit_reached', 'session.create account_pending',
    'session.create account_closed', 'account.register registration_closed', 'account.register account_pending',
    'account.register invitation_required', 'users.approve 200', 'users.reject 200',
    'bans.add limit_reached', 'traffic.reveal limit_reached', 'logs.follow overloaded', 'status 400', 'config.list 400', 'storage.status 400',
    'storage.integrity-check conflict', 'storage.integrity-check 409'];
const mediaOf = (described) => described?.content?.['application/json'];

export class ServedApi {
    static async of(server) {
        const [open, async] = await Promise.all(['/openapi.json', '/asyncapi.json'].map((path) => server.api('GET', path)));
        return new ServedApi(open.body, async.body);
    }

    constructor(openApi, asyncApi) {
        this.openApi = openApi;
        this.asyncApi = asyncApi;
        this.checkers = new Map();
        this.seen = new Set();
        this.operations = new Map(Object.values(openApi.paths).flatMap(Object.values)
            .map((operation) => [operation.operationId, operation]));
    }

    /** Compiles a schema on first use. */
    #assertFits(document, schema, value, what) {
        const key = `${document.asyncapi} ${JSON.stringify(schema)}`;
        if (!this.checkers.has(key))
            this.checkers.set(key, checker(document, schema));
        assert.equal(this.checkers.get(key)(value), '', what);
    }

    /** Checks a REST answer: its status is described, its body is valid, and its error is listed. */
    checkAnswer(name, { status, body, headers }, sent) {
        const operation = this.operations.get(name);
        const described = resolve(this.openApi, operation.responses[status]);
        const what = `${name} answered ${status} ${JSON.stringify(body)}`;
        assert.ok(described, what);
        const media = mediaOf(described);
        this.#assertFits(this.openApi, media.schema, body, what);
        if (status >= 300)
            assert.ok(media.examples[body.error.code], what);
        else if (operation.requestBody)
            this.#assertFits(this.openApi, mediaOf(operation.requestBody).schema, sent, `request of ${name}`);
        for (const header of Object.keys(described.headers ?? {}))
            assert.ok(headers.has(header), `${what} without ${header}`);
        this.seen.add(`${name} ${status}`);
        if (status >= 300)
            this.seen.add(`${name} ${body.error.code}`);
    }

    #message(channel, key) {
        return this.asyncApi.channels[channel].messages[key];
    }

    #checkMessage(channel, key, payload) {
        const message = this.#message(channel, key);
        assert.ok(message, `${channel} ${key} is not described`);
        this.#assertFits(this.asyncApi, message.payload, payload, `${channel} ${key}`);
        this.seen.add(`${channel} ${key}`);
    }

    /** Checks a call over a socket and its answer, both in the format of the channel. */
    checkCall(channel, name, sent, answer) {
        if (answer.ok)
            this.#checkMessage(channel, `call.${name}`, sent);
        this.checkAck(channel, name, answer);
        if (!answer.error || !this.operations.has(name))
            return;
        assert.ok(this.#codesOf(name).includes(answer.error.code), `${name} failed with ${answer.error.code}`);
        this.seen.add(`${name} ${answer.error.code}`);
    }

    checkAck(channel, name, answer) {
        this.#checkMessage(channel, `ack.${name}`, answer);
    }

    #codesOf(name) {
        const responses = Object.values(this.operations.get(name).responses);
        return responses.flatMap((response) => Object.keys(mediaOf(resolve(this.openApi, response))?.examples ?? {}));
    }

    checkPush(channel, name, payload) {
        this.#checkMessage(channel, `push.${name}`, payload);
    }

    /** Everything described that no check has observed. */
    unseen() {
        const answers = [...this.operations].flatMap(([name, { responses }]) => Object.keys(responses)
            .filter((status) => !trouble.includes(status)).map((status) => `${name} ${status}`));
        const messages = Object.entries(this.asyncApi.channels)
            .flatMap(([channel, described]) => Object.keys(described.messages).map((key) => `${channel} ${key}`));
        // The specific errors of an operation, without those that all operations of its kind have.
        const errors = [...this.operations].flatMap(([name, { responses }]) => Object.values(responses)
            .flatMap((response) => Object.keys(mediaOf(response)?.examples ?? {})).map((code) => `${name} ${code}`));
        return [...answers, ...errors, ...messages].filter((one) => !this.seen.has(one) && !outOfReach.includes(one));
    }

    /** Checks that the examples of the documents match their schemas. */
    checkExamples() {
        for (const [name, operation] of this.operations) {
            for (const response of [operation.requestBody, ...Object.values(operation.responses)].filter(mediaOf)) {
                const { schema, example } = mediaOf(response);
                if (example)
                    this.#assertFits(this.openApi, schema, example, `example of ${name}`);
            }
            for (const { schema, example } of operation.parameters ?? [])
                assert.ok(example === undefined || checker(this.openApi, schema)(example) === '', `parameter of ${name}`);
        }
        for (const [channel, { messages }] of Object.entries(this.asyncApi.channels)) {
            for (const [key, { payload, examples = [] }] of Object.entries(messages))
                examples.forEach((example) => this.#assertFits(this.asyncApi, payload, example.payload, `example of ${channel} ${key}`));
        }
    }
}
