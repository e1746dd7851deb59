// SPDX-License-Identifier: GPL-3.0-or-later
// The official Socket.IO client, and what tests ask of it.
import { io } from 'socket.io-client';

const patience = 15000;

/** The three ways in which an official client may be told to connect. */
export const transportModes = {
    polling: { transports: ['polling'] },
    websocket: { transports: ['websocket'] },
    upgrade: { transports: ['polling', 'websocket'] },
};

/** Resolves with the arguments of the next `event` that `matches`. */
export function next(socket, event, matches = () => true) {
    return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
            socket.off(event, listener);
            reject(new Error(`no matching "${event}" within ${patience} ms`));
        }, patience);
        function listener(...args) {
            if (!matches(...args))
                return;
            clearTimeout(late);
            socket.off(event, listener);
            resolve(args);
        }
        socket.on(event, listener);
    });
}

/** A client that is not connecting yet. */
export function client(url, token, options = {}) {
    // Over TLS (see server.mjs) it insists on a known authority unless told otherwise.
    const trust = process.env.PARLANCE_TEST_TLS ? { rejectUnauthorized: false } : {};
    return io(url, { auth: { token }, forceNew: true, autoConnect: false, ...trust, ...options });
}

/** A connected client; rejects with the connect_error. */
export async function connect(url, token, options = {}) {
    const socket = client(url, token, options);
    const connected = new Promise((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
    });
    socket.connect();
    try {
        await connected;
    } catch (error) {
        socket.close();
        throw error;
    }
    return socket;
}

/** Calls an operation and answers its result; rejects with the error's code in `code`. */
export async function call(socket, event, args) {
    const ack = await socket.timeout(patience).emitWithAck(event, args);
    if (ack.error)
        throw Object.assign(new Error(ack.error.message), ack.error);
    return ack.ok;
}
