// SPDX-License-Identifier: GPL-3.0-or-later
// A client of the local socket for administrators: a JSON object a line, each answered by one.
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const patience = 15000;

export class AdminSocket {
    constructor(server) {
        this.socket = createConnection(join(server.dir, 'admin.sock'));
        this.lines = [];
        this.waiting = [];
        this.lastId = 0;
        let text = '';
        this.socket.setEncoding('utf8').on('data', (more) => {
            const lines = (text + more).split('\n');
            text = lines.pop();
            lines.forEach((line) => this.#take(JSON.parse(line)));
        });
        // A reset counts as closed too.
        this.socket.on('error', () => {});
        this.closed = new Promise((resolve) => { this.socket.on('close', resolve); });
        this.closed.then(() => this.waiting.splice(0).forEach(({ reject }) => reject(new Error('closed without an answer'))));
    }

    static async open(server) {
        for (const end = Date.now() + patience; ; await pause(10)) {
            const opened = new AdminSocket(server);
            try {
                await once(opened.socket, 'connect');
                return opened;
            } catch (error) {
                // More connect at once than the system lets wait for being accepted.
                if (error.code !== 'EAGAIN' || Date.now() > end)
                    throw error;
            }
        }
    }

    #take(answer) {
        const waiting = this.waiting.shift();
        if (waiting)
            waiting.resolve(answer);
        else
            this.lines.push(answer);
    }

    /** The next answer, of those that came and those to come. */
    next() {
        if (this.lines.length)
            return Promise.resolve(this.lines.shift());
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => reject(new Error(`no answer within ${patience} ms`)), patience);
            const settled = (settle) => (value) => {
                clearTimeout(late);
                settle(value);
            };
            this.waiting.push({ resolve: settled(resolve), reject: settled(reject) });
        });
    }

    /** Sends text as it is. */
    send(text) {
        this.socket.write(text);
    }

    request(command, args, more = {}) {
        this.lastId += 1;
        this.send(`${JSON.stringify({ id: this.lastId, command, arguments: args, ...more })}\n`);
    }

    /** { id, ok } or { id, error }; `more`: further fields, as { as: token }. One call at a time. */
    async call(command, args, more) {
        this.request(command, args, more);
        const answer = await this.next();
        if (answer.id !== this.lastId)
            throw new Error(`${command}: an answer to another command: ${JSON.stringify(answer)}`);
        return answer;
    }

    /** The result of a command that may not fail. */
    async ok(command, args, more) {
        const { ok, error } = await this.call(command, args, more);
        if (!ok)
            throw new Error(`${command} ${JSON.stringify(args)}: ${JSON.stringify(error)}`);
        return ok;
    }

    close() {
        this.socket.destroy();
        return this.closed;
    }
}
