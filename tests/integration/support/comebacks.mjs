// SPDX-License-Identifier: GPL-3.0-or-later
// Servers with rate limits, and official clients that reconnect automatically.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../clients/support/field.mjs';
import { Server } from '../../clients/support/server.mjs';
import { transportModes } from '../../clients/support/sockets.mjs';

/** Log-ins are not limited, because each client of a test has its own account. */
const config = '[engineio]\nallow_v3 = true\n[rate_limits.authentication]\ncount = 1000\n';

/** Stopped with the test. */
export async function startLimited(t) {
    const server = new Server();
    const file = join(server.dir, 'test.toml');
    writeFileSync(file, config);
    server.env = { PARLANCE_RATE_LIMITS: 'on', PARLANCE_CONFIG: file };
    await server.start();
    t.after(() => server.stop());
    return server;
}

/** Every version over polling and over WebSocket. */
export const kinds = versions.flatMap((version) => ['polling', 'websocket'].map((mode) => ({ version, mode })));

/** A client that reconnects by itself; closed with the test. */
export function comingBack(t, server, token, { version, mode }) {
    // There is no `auth` before version 3.
    const shown = version.major < 3 ? { query: { token } } : { auth: { token } };
    const socket = version.io(server.url, {
        ...transportModes[mode], forceNew: true, ...shown, reconnectionDelay: 20, reconnectionDelayMax: 200,
    });
    t.after(() => socket.close());
    return socket;
}

/** Emits; resolves with the arguments of the acknowledgement. Works in every version. */
export function ask(socket, event, ...args) {
    return new Promise((resolve) => { socket.emit(event, ...args, (...answer) => resolve(answer)); });
}

/** Resolves at the next `event`. */
export function until(socket, event) {
    return new Promise((resolve) => { socket.once(event, resolve); });
}
