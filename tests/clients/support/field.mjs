// SPDX-License-Identifier: GPL-3.0-or-later
// The Socket.IO clients that are in the field, version by version and transport by transport.
import { test } from 'node:test';
import { io as io48 } from 'socket.io-client';
import { io as io40 } from 'socket.io-client-4.0';
import { io as io3 } from 'socket.io-client-3';
import io2 from 'socket.io-client-2';
import { next, transportModes } from './sockets.mjs';

export const patience = 15000;

/** PARLANCE_CLIENTS=4.8,2 leaves the others out. */
const wanted = process.env.PARLANCE_CLIENTS?.split(',');
export const versions = [['4.8', io48], ['4.0', io40], ['3', io3], ['2', io2]]
    .filter(([name]) => !wanted || wanted.includes(name))
    .map(([name, io]) => ({ name, io, major: Number.parseInt(name, 10) }));

/** A socket of one of them. */
export class FieldClient {
    /** @param {object} options those of the client; `namespace` is ours */
    constructor(version, mode, url, { namespace = '', ...options } = {}) {
        this.version = version;
        this.mode = mode;
        this.socket = version.io(url + namespace, {
            ...transportModes[mode], forceNew: true, autoConnect: false, reconnectionDelay: 10, reconnectionDelayMax: 50,
            // Over TLS (see fixture.mjs) it insists on a known authority unless told otherwise.
            ...(url.startsWith('https') ? { rejectUnauthorized: false } : {}), ...options,
        });
        /** Why it was disconnected, each time. */
        this.reasons = [];
        this.socket.on('disconnect', (reason) => this.reasons.push(reason));
    }

    get id() {
        return this.socket.id;
    }

    get engine() {
        return this.socket.io.engine;
    }

    /** Connects; answers what the server's "auth" event said. Rejects with the refusal. */
    connect() {
        return new Promise((resolve, reject) => {
            const late = setTimeout(reject, patience, new Error('not connected in time'));
            const settle = (how) => (value) => {
                clearTimeout(late);
                how(value);
            };
            this.socket.once('auth', settle(resolve));
            this.socket.once('connect_error', settle(reject));
            // What connect_error was called in 2.x, when the namespace refuses.
            if (this.version.major === 2)
                this.socket.once('error', (data) => settle(reject)(Object.assign(new Error('error event'), { data })));
            this.socket.connect();
        });
    }

    /** The arguments of the next `event` that `matches`. */
    next(event, matches) {
        return next(this.socket, event, matches);
    }

    emit(event, ...args) {
        this.socket.emit(event, ...args);
    }

    /** Emits and answers the arguments of the acknowledgement. */
    ask(event, ...args) {
        return new Promise((resolve, reject) => {
            const late = setTimeout(reject, patience, new Error(`no ack of "${event}" in time`));
            this.socket.emit(event, ...args, (...answer) => {
                clearTimeout(late);
                resolve(answer);
            });
        });
    }

    /** What comes back of a "message". */
    async echo(...args) {
        const back = this.next('message-back');
        this.emit('message', ...args);
        return back;
    }

    /** Why the socket `id` went, as soon as the server knows. */
    async reasonOf(id) {
        for (const late = Date.now() + patience; Date.now() < late;) {
            const [reason] = await this.ask('reason-of', id);
            if (reason !== null)
                return reason;
        }
        throw new Error(`${id} is not gone`);
    }

    /** Waits until it speaks over the last of its transports. */
    async settled() {
        const last = this.mode === 'polling' ? 'polling' : 'websocket';
        const { engine } = this;
        if (engine.transport.name !== last)
            await new Promise((resolve) => { engine.once('upgrade', resolve); });
        return this;
    }

    close() {
        this.socket.close();
        // The connection too, whoever else uses it.
        const { io } = this.socket;
        (io._close ?? io.close).call(io);
    }
}

/**
 * One test for each version over each transport.
 * @param {(open, context) => Promise} body `open(url, options)` answers a FieldClient that is not
 *     connected yet, and closed after the test; context: { version, mode }
 * @param {object} only versions and modes it is about, if not all
 */
export function eachClient(title, body, only = {}) {
    const modes = only.modes ?? Object.keys(transportModes);
    for (const version of versions.filter((candidate) => only.versions?.(candidate) ?? true)) {
        for (const mode of modes)
            test(`${title}: ${version.name} over ${mode}`, { timeout: 60000 }, () => withClients(version, mode, body));
    }
}

async function withClients(version, mode, body) {
    const clients = [];
    const open = (url, options) => {
        const client = new FieldClient(version, mode, url, options);
        clients.push(client);
        return client;
    };
    try {
        await body(open, { version, mode });
    } finally {
        clients.forEach((client) => client.close());
    }
}
