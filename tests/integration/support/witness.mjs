// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of a server after whatever was done to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** In every password and message text of a test: nothing of these may be logged. */
export const marker = 'zanzibarsecret';

const mostGrowth = 96 * 1024 * 1024;

export function residentBytes(server) {
    const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
    return Number(status.match(/VmRSS:\s+(\d+) kB/)[1]) * 1024;
}

/** A user with a room of its own, who posts and reads to see whether the server serves. */
export class Witness {
    static async of(server) {
        const witness = new Witness();
        witness.server = server;
        witness.user = await server.register('witness', { password: `${marker} of the witness` });
        witness.room = (await server.api('POST', '/api/v1/rooms', { name: 'witness stand' }, witness.user.token)).body;
        witness.posted = 0;
        await witness.isServed();
        witness.before = residentBytes(server);
        return witness;
    }

    /** The server takes a message, tells it, and has not grown without bound. */
    async isServed() {
        const { server, room, user } = this;
        const path = `/api/v1/rooms/${room.id}/messages`;
        this.posted += 1;
        const text = `${marker} ${this.posted}`;
        const posted = await server.api('POST', path, { text }, user.token);
        assert.equal(posted.status, 201, JSON.stringify(posted.body));
        assert.equal(posted.body.seq, this.posted);
        const history = await server.api('GET', `${path}?limit=1`, undefined, user.token);
        assert.deepEqual(history.body.messages, [posted.body]);
        if (this.before) {
            const growth = residentBytes(server) - this.before;
            assert.ok(growth < mostGrowth, `the server has grown by ${growth} bytes`);
        }
    }

    /** Neither passwords, texts nor tokens are in what the server logged. */
    isDiscreet(...tokens) {
        const { stderr, stdout } = this.server;
        assert.match(stderr, /parlance-server/);
        for (const secret of [marker, ...[this.user.token, ...tokens].map((token) => token.split('.').pop())])
            assert.ok(!`${stderr}${stdout}`.includes(secret), `the log holds ${secret}:\n${stderr}`);
    }
}
