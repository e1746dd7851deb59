// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of backups share: writers that note what was acknowledged, and looks at directories.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect, call } from '../../clients/support/sockets.mjs';
import { run } from '../../integration/support/process.mjs';

/** { users, room }: some people in one room of the server. */
export async function peopleInARoom(server, count = 4) {
    const users = await Promise.all(Array.from({ length: count }, (_, i) => server.register(`writer${i}`)));
    const { body: room } = await server.api('POST', '/api/v1/rooms', { name: 'Backups' }, users[0].token);
    for (const user of users.slice(1))
        assert.equal((await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, user.token)).status, 200);
    return { users, room };
}

/** Sockets that post without pause, several messages at a time, until stop(); `acked` are the answers. */
export class Writers {
    static streams = 4;

    constructor() {
        this.acked = [];
        this.isOver = false;
    }

    static async start(server, { users, room }, name) {
        const writers = new Writers();
        writers.sockets = await Promise.all(users.map(({ token }) => connect(server.url, token, { reconnection: false })));
        writers.running = writers.sockets.flatMap((socket, u) => Array.from({ length: Writers.streams },
            (_, s) => writers.#post(socket, room.id, `${name} user ${u} stream ${s}`)));
        return writers;
    }

    async #post(socket, roomId, name) {
        const gone = new Promise((resolve) => { socket.once('disconnect', () => resolve(null)); });
        for (let i = 0; !this.isOver && socket.connected; ++i) {
            const text = `${name} message ${i}`;
            const ack = await Promise.race([call(socket, 'message.post', { roomId, text, clientId: text }).catch(() => null), gone]);
            if (ack)
                this.acked.push(ack);
        }
    }

    /** Waits until so many messages were acknowledged. */
    async reach(count) {
        while (this.acked.length < count)
            await new Promise((resolve) => { setTimeout(resolve, 2); });
    }

    /** Ends when the posts under way are answered or lost. */
    async stop() {
        this.isOver = true;
        await Promise.all(this.running);
        this.sockets.forEach((socket) => socket.close());
        return this.acked;
    }
}

/** By `seq`, all messages of the room that `token` sees. */
export async function history(server, roomId, token) {
    const bySeq = new Map();
    for (let after = 0, more = true; more;) {
        const { status, body } = await server.api('GET', `/api/v1/rooms/${roomId}/messages?after=${after}&limit=200`, undefined, token);
        assert.equal(status, 200, JSON.stringify(body));
        for (const message of body.messages) {
            assert.ok(!bySeq.has(message.seq), 'a seq stands twice');
            bySeq.set(message.seq, message);
            after = message.seq;
        }
        more = body.more;
    }
    return bySeq;
}

export function assertHolds(bySeq, acked, what) {
    for (const ack of acked)
        assert.deepEqual(bySeq.get(ack.seq), ack, what);
}

/** Makes the database of a stopped server about so many MB larger, so that copying it takes a while. */
export function grow(dir, megabytes) {
    const ballast = `CREATE TABLE ballast (bytes BLOB);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${megabytes * 256})
        INSERT INTO ballast SELECT randomblob(3900) FROM n;`;
    execFileSync('sqlite3', [join(dir, 'parlance.db'), ballast]);
}

export const sql = (dir, text) => execFileSync('sqlite3', [join(dir, 'parlance.db'), text], { encoding: 'utf8' }).trim();

export function backupsOf(server) {
    const dir = join(server.dir, 'backups');
    return existsSync(dir) ? readdirSync(dir).sort() : [];
}

export const modeOf = (path) => (statSync(path).mode & 0o777).toString(8);

/** Runs `parlance-server restore`. */
export const restore = (dir, ...words) => run(['--data', dir, 'restore', ...words]);

export async function restored(dir, ...words) {
    const { code, stdout, stderr } = await restore(dir, ...words);
    assert.equal(code, 0, stderr);
    return stdout;
}

/** A directory for a server that was not started yet. */
export function emptyData(parent, name = 'data') {
    const dir = join(parent, name);
    mkdirSync(dir, { mode: 0o700 });
    return dir;
}
