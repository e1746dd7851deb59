// SPDX-License-Identifier: GPL-3.0-or-later
// A whole parlance-server for a test: started on a port and a data directory of its own, asked over
// REST, stopped, killed and started again.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeCertificate, tlsEnvironment } from './certificates.mjs';

const readyLine = /^parlance-server \S+ listening on (https?:\/\/\S+:(\d+))/;
/** Set: servers listen on https; the test then runs with NODE_TLS_REJECT_UNAUTHORIZED=0. */
const tls = process.env.PARLANCE_TEST_TLS ? tlsEnvironment(makeCertificate()) : undefined;
const startSeconds = 30;
const stopSeconds = 20;

/** Servers and directories that a failing test leaves behind. */
const running = new Set();
const directories = new Set();
process.once('exit', () => {
    running.forEach((child) => child.kill('SIGKILL'));
    directories.forEach((dir) => rmSync(dir, { recursive: true, force: true }));
});

function executable() {
    const built = fileURLToPath(new URL('../../../build/release/server/parlance-server', import.meta.url));
    const path = process.env.PARLANCE_SERVER ?? built;
    if (!existsSync(path))
        throw new Error(`There is no ${path}: build the server, or set PARLANCE_SERVER`);
    return path;
}

/** Resolves as the process ends: { code, signal }. */
function exitOf(child) {
    return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => {
            running.delete(child);
            resolve({ code, signal });
        });
    });
}

/** Neither the process nor its pipes keep the test alive if it forgets to stop the server. */
function setReferenced(child, referenced) {
    const call = referenced ? 'ref' : 'unref';
    [child, child.stdout, child.stderr].forEach((handle) => handle[call]());
}

export class Server {
    /**
     * @param {object} options
     * @param {string} [options.dir] the data directory; a new one is removed as the test ends
     * @param {number} [options.port] 0 for a free one
     * @param {string[]} [options.args] further arguments of `serve`
     * @param {Record<string, string>} [options.env] on top of this process's environment
     */
    constructor({ dir, port = 0, args = [], env = {} } = {}) {
        this.dir = dir ?? mkdtempSync(join(tmpdir(), 'parlance-test-'));
        if (!dir)
            directories.add(this.dir);
        this.port = port;
        this.args = args;
        this.env = env;
        /** What the server wrote to standard error and standard output since its last start. */
        this.stderr = '';
        this.stdout = '';
    }

    async start() {
        this.stderr = '';
        this.stdout = '';
        const args = ['serve', '--listen', `${tls ? 'https' : 'http'}://127.0.0.1:${this.port}`, '--data', this.dir, ...this.args];
        this.child = spawn(executable(), args, {
            env: { ...process.env, PARLANCE_RATE_LIMITS: 'off', ...tls, ...this.env },
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        running.add(this.child);
        this.exited = exitOf(this.child);
        this.child.stderr.setEncoding('utf8').on('data', (text) => { this.stderr += text; });
        const ready = await this.#ready();
        this.url = ready[1];
        this.port = Number(ready[2]);
        setReferenced(this.child, false);
        return this;
    }

    /** The match of the ready line; fails as soon as none can come any more. */
    async #ready() {
        let timer;
        const line = new Promise((resolve) => {
            createInterface({ input: this.child.stdout }).on('line', (text) => {
                this.stdout += `${text}\n`;
                const match = text.match(readyLine);
                if (match)
                    resolve(match);
            });
        });
        const late = new Promise((resolve) => {
            timer = setTimeout(resolve, startSeconds * 1000, `was not ready within ${startSeconds} s`);
        });
        const ended = this.exited.then(({ code, signal }) => `ended with ${signal ?? `status ${code}`}`);
        const outcome = await Promise.race([line, late, ended]);
        clearTimeout(timer);
        if (Array.isArray(outcome))
            return outcome;
        this.child.kill('SIGKILL');
        await this.exited;
        throw new Error(`parlance-server ${outcome}.\n${this.stdout}${this.stderr}`);
    }

    /** Asks the server to stop and waits until it has: { code, signal }. Harmless on one that has. */
    async stop() {
        setReferenced(this.child, true);
        this.child.kill('SIGTERM');
        let late = false;
        const timer = setTimeout(() => {
            late = true;
            this.child.kill('SIGKILL');
        }, stopSeconds * 1000);
        const exit = await this.exited;
        clearTimeout(timer);
        if (late)
            throw new Error(`parlance-server did not stop within ${stopSeconds} s.\n${this.stderr}`);
        return exit;
    }

    /** As a power cut does it. */
    async kill() {
        setReferenced(this.child, true);
        this.child.kill('SIGKILL');
        return this.exited;
    }

    /** Stops the server, unless it is down, and starts it on the same data and port. */
    async restart() {
        await this.stop();
        return this.start();
    }

    /**
     * A REST call: api('POST', '/api/v1/rooms', { name: 'Hall' }, token).
     * @returns {Promise<{status: number, body: any, headers: Headers}>} body: parsed if it is JSON
     */
    async api(method, path, body, token, headers = {}) {
        const response = await fetch(this.url + path, {
            method,
            headers: {
                ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
                ...headers,
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await response.text();
        const json = /^application\/(\S+\+)?json/.test(response.headers.get('content-type') ?? '');
        return { status: response.status, body: json && text ? JSON.parse(text) : text, headers: response.headers };
    }

    /** Opens an account: { token, expiresAt, account }. */
    async register(username, { password = `secret of ${username}`, ...more } = {}) {
        return this.#expect(201, 'POST', '/api/v1/accounts', { username, password, ...more });
    }

    /** Opens a session of an account that register() made: { token, expiresAt, account }. */
    async login(login, password = `secret of ${login}`) {
        return this.#expect(201, 'POST', '/api/v1/sessions', { login, password });
    }

    async #expect(status, method, path, body) {
        const answer = await this.api(method, path, body);
        if (answer.status !== status)
            throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}\n${this.stderr}`);
        return answer.body;
    }
}

/** new Server(options), started. */
export function startServer(options) {
    return new Server(options).start();
}
