// SPDX-License-Identifier: GPL-3.0-or-later
// A console: speaks the admin protocol (resources/doc/admin-protocol.md) over WebSocket or the local
// socket, keeps what it watches up to date, and comes back after the connection was lost. It checks
// everything that the server sends: `problems` holds what was wrong.
import { ConsoleError, LocalLink, WebSocketLink } from './consolelink.mjs';
import { modelOf } from './consolemodels.mjs';

export { ConsoleError } from './consolelink.mjs';

const patience = 15000;

export class Console {
    /**
     * @param {() => Promise<object>} connect opens a link, as one of consolelink.mjs
     * @param {object} [credentials] { token } or { username, password }; none: the local socket
     */
    constructor(connect, credentials) {
        this.connect = connect;
        this.credentials = credentials;
        /** By id: what it watches. */
        this.models = new Map();
        /** By id: the commands without an answer. */
        this.commands = new Map();
        this.lastId = 0;
        /** Every message that came since the link was opened. */
        this.messages = [];
        this.waiting = new Set();
        this.problems = [];
        /** Sees every message, of the console and of the server, before anything else. */
        this.observe = () => {};
    }

    /** Connected and logged in to a test's server. `options` as of WebSocketLink. */
    static async open(server, credentials, options) {
        const console = new Console(() => WebSocketLink.open(server.url, options), credentials);
        await console.start();
        return console;
    }

    /** Over the local socket of a test's server; with a token as its account. */
    static async openLocal(server, token, observe = () => {}) {
        const console = new Console(() => LocalLink.open(server, token));
        console.observe = observe;
        await console.start();
        return console;
    }

    /** Opens the link, logs in, and watches what it watched before. Resolves with the welcome. */
    async start() {
        const known = this.welcome;
        this.messages = [];
        this.link = await this.connect();
        this.link.receive((text) => this.#take(text));
        this.closed = this.link.closed.then((how) => this.#ended(how));
        if (this.credentials)
            this.send({ type: 'login', ...this.credentials });
        this.welcome = await this.next((message) => message.type === 'welcome');
        if (this.welcome.token)
            this.credentials = { token: this.welcome.token };
        for (const model of this.models.values())
            this.send(model.subscribe(known?.epoch === this.welcome.epoch));
        return this.welcome;
    }

    /** Leaves and comes back, as after a restart of the server. */
    async restart() {
        this.link.close();
        await this.closed;
        return this.start();
    }

    send(message) {
        this.observe(message);
        this.link.send(JSON.stringify(message));
    }

    /** The first message that `matches`, of those that came and those to come. */
    next(matches, what = String(matches)) {
        return this.#until(() => this.messages.find(matches), what);
    }

    /** Watches a view: a TableModel or an EntryModel, as it is after the first message. */
    async watch(view, window = {}) {
        this.lastId += 1;
        const model = modelOf(view, { id: this.lastId, view, window });
        this.models.set(model.id, model);
        this.send(model.subscribe(false));
        await this.#until(() => this.#refusal(model.id) || model.seq > 0, `an answer to ${view}`);
        const refused = this.#refusal(model.id);
        if (!refused)
            return model;
        this.models.delete(model.id);
        throw new ConsoleError(refused.error);
    }

    /** Shows another window of a view. Resolves once it has come. */
    async change(model, window) {
        Object.assign(model, { window, isStale: true });
        this.send({ type: 'change', id: model.id, ...window });
        await this.until(model, () => !model.isStale, `another window of ${model.view}`);
    }

    async refresh(model) {
        model.isStale = true;
        this.send({ type: 'refresh', id: model.id });
        await this.until(model, () => !model.isStale, `a snapshot of ${model.view}`);
    }

    unwatch(model) {
        this.models.delete(model.id);
        this.send({ type: 'unsubscribe', id: model.id });
    }

    /** Waits until `probe(model)` is true. */
    until(model, probe, what = String(probe)) {
        return this.#until(() => probe(model), () => `${what}; there is ${JSON.stringify(model.list()).slice(0, 2000)}`);
    }

    /** { ok } or { error } of a command. */
    call(command, args) {
        this.lastId += 1;
        const id = this.lastId;
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`${command}: no answer`)), patience);
            this.commands.set(id, (answer) => {
                clearTimeout(late);
                resolve(answer);
            });
            this.send({ type: 'command', id, command, arguments: args });
        });
    }

    /** The result of a command that may not fail. */
    async ok(command, args) {
        const { ok, error } = await this.call(command, args);
        if (error)
            throw new ConsoleError(error);
        return ok;
    }

    /** The last message, and how the link ended: { reason, message, code }. */
    async goodbye() {
        const { code } = await this.closed;
        const { reason, message } = this.messages.findLast(({ type }) => type === 'bye') ?? {};
        return { reason, message, code };
    }

    async close() {
        this.link.close();
        await this.closed;
        const problems = this.problems.splice(0);
        if (problems.length)
            throw new Error(problems.join('\n'));
    }

    #refusal(id) {
        return this.messages.find(({ type, request, id: of }) => type === 'error' && request === 'subscribe' && of === id);
    }

    #take(text) {
        const message = JSON.parse(text);
        this.messages.push(message);
        try {
            this.observe(message);
            this.#apply(message);
        } catch (error) {
            this.problems.push(`${error.message}: ${text.slice(0, 1000)}`);
        }
        this.waiting.forEach((look) => look());
    }

    #apply(message) {
        if (['snapshot', 'delta', 'entries'].includes(message.type)) {
            // One that was on its way as it unsubscribed is none of anything.
            this.models.get(message.id)?.apply(message);
        } else if (message.type === 'result') {
            this.commands.get(message.id)(message.error ? { error: message.error } : { ok: message.ok });
            this.commands.delete(message.id);
        }
    }

    #ended(how) {
        this.commands.forEach((answer) => answer({ error: { code: 'closed', message: 'The connection has ended' } }));
        this.commands.clear();
        this.waiting.forEach((look) => look(how));
        return how;
    }

    #until(probe, what) {
        return new Promise((resolve, reject) => {
            const settle = (how, value) => {
                clearTimeout(late);
                this.waiting.delete(look);
                how(value);
            };
            const look = (ended) => {
                const found = probe();
                if (found)
                    settle(resolve, found);
                else if (ended)
                    settle(reject, new ConsoleError(this.messages.findLast(({ type }) => type === 'error')?.error
                        ?? { code: 'closed', message: `the link ended with ${ended.code}` }));
            };
            const late = setTimeout(() => settle(reject, new Error(`waited in vain: ${typeof what === 'function' ? what() : what}`)), patience);
            this.waiting.add(look);
            look();
        });
    }
}
