// SPDX-License-Identifier: GPL-3.0-or-later
// The official client as the dialects' front ends use it: everything it hears is kept from the first
// moment on, so that a test may ask later, and absence is what has not come before something later.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, transportModes } from '../../clients/support/sockets.mjs';
import { unique, Values } from './values.mjs';

/** More than the 10 s for which some calls wait in the server. */
const patience = 20000;

/** What the server would not do: the answer of an ack, or the `error` event. */
export class Refusal extends Error {
    constructor(event, answer) {
        super(`"${event}" was refused: ${JSON.stringify(answer)}`);
        this.answer = answer;
    }
}

const isError = (answer) => Boolean(answer?.error);

export class DialectSocket {
    /** One that connects by itself, as io() does; `token` goes into auth unless the options hold one. */
    constructor(url, token, options = {}) {
        this.socket = client(url, token, {
            reconnection: false, ...(token === undefined ? { auth: {} } : {}), ...options,
        });
        /** { event, args } of everything that came. */
        this.heard = [];
        this.looks = new Set();
        this.socket.onAny((event, ...args) => this.#keep(event, args));
        for (const event of ['connect', 'connect_error', 'disconnect'])
            this.socket.on(event, (...args) => this.#keep(`(${event})`, args));
        this.socket.connect();
    }

    #keep(event, args) {
        this.heard.push({ event, args });
        [...this.looks].forEach((look) => look());
    }

    #when(look, what) {
        return new Promise((resolve, reject) => {
            const settle = (how, value) => {
                clearTimeout(late);
                this.looks.delete(again);
                how(value);
            };
            const again = () => {
                const found = look();
                if (found !== undefined)
                    settle(resolve, found);
            };
            const late = setTimeout(() => settle(reject, new Error(
                `no ${what} in time, but ${JSON.stringify(this.heard).slice(0, 2000)}`)), patience);
            this.looks.add(again);
            again();
        });
    }

    /** Resolves as it is connected; rejects with the connect_error. */
    async connected() {
        const { event, args } = await this.#when(
            () => this.heard.find((item) => ['(connect)', '(connect_error)'].includes(item.event)), 'connection');
        if (event === '(connect_error)')
            throw args[0];
        return this;
    }

    /** Resolves with the reason as it is disconnected. */
    async disconnected() {
        const { args } = await this.#when(() => this.heard.find((item) => item.event === '(disconnect)'), 'disconnect');
        return args[0];
    }

    /** The first arguments of every `event` so far, after `skipped` of `heard`, that matches (see Values.match). */
    all(event, pattern = '<any>', skipped = 0) {
        return this.heard.slice(skipped).filter((item) => item.event === event).map((item) => item.args[0])
            .filter((argument) => new Values().matches(pattern, argument));
    }

    /** The first argument of the first `event`, of those that came and will, that matches; `skipped` do not count. */
    until(event, pattern = '<any>', skipped = 0) {
        return this.#when(() => this.all(event, pattern, skipped)[0], `"${event}" like ${JSON.stringify(pattern)}`);
    }

    /** Resolves as `count` of them have come. */
    async untilCount(count, event, pattern) {
        return this.#when(() => {
            const found = this.all(event, pattern);
            return found.length >= count ? found : undefined;
        }, `${count} "${event}"`);
    }

    emit(event, ...args) {
        this.socket.emit(event, ...args);
    }

    /** Emits with a callback; answers what the ack says, or throws a Refusal, ack or `error` event. */
    async ask(event, ...args) {
        const before = this.all('error').length;
        let answer;
        this.socket.emit(event, ...args, (...given) => {
            answer = given;
            [...this.looks].forEach((look) => look());
        });
        const errors = () => this.all('error').slice(before);
        await this.#when(() => answer ?? errors()[0], `answer to "${event}"`);
        if (!answer || answer.some(isError))
            throw new Refusal(event, answer ?? errors());
        return answer[0];
    }

    /** The event is refused, with a callback and without one, and the connection stays. */
    async isRefused(event, ...args) {
        const before = this.all('error').length;
        const asked = assert.rejects(this.ask(event, ...args), Refusal, `${event} ${JSON.stringify(args)}`);
        this.socket.emit(event, ...args);
        await asked;
        await this.#when(() => this.all('error')[before], `"error" after ${event} ${JSON.stringify(args)}`);
        assert.ok(this.socket.connected, `disconnected after ${event}`);
    }

    close() {
        this.socket.close();
        this.looks.clear();
    }
}

/** What io(url, options) gives, at once; closed with the test. */
export function begin(t, url, token, options) {
    const socket = new DialectSocket(url, token, options);
    t.after(() => socket.close());
    return socket;
}

/** A connected one. */
export function open(t, url, token, options) {
    return begin(t, url, token, options).connected();
}

/** The connection is refused; answers the connect_error. */
export async function refusal(t, url, token, options) {
    const socket = begin(t, url, token, options);
    try {
        await socket.connected();
    } catch (error) {
        if (error.message.startsWith('no connection'))
            throw error;
        return error;
    }
    throw new assert.AssertionError({ message: 'The connection was accepted' });
}

/** One test over polling and one over WebSocket, or in other modes: body(t, options of the client). */
export function eachTransport(title, body, modes = ['polling', 'websocket']) {
    for (const mode of modes)
        test(`${title}, over ${mode}`, { timeout: 60000 }, (t) => body(t, transportModes[mode]));
}

/** A text that nobody has written yet. */
export function newText(stem = 'Hello') {
    return unique(stem);
}
