// SPDX-License-Identifier: GPL-3.0-or-later
// The server that protocol tests run against: tests/fixtures/protocol-server, or with
// PARLANCE_FIXTURE=reference the official servers from npm behind the same contract.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from './certificates.mjs';

const startSeconds = 30;
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Set: fixtures listen on https; the test then runs with NODE_TLS_REJECT_UNAUTHORIZED=0. */
const tls = process.env.PARLANCE_TEST_TLS ? makeCertificate() : undefined;

export const isReference = process.env.PARLANCE_FIXTURE === 'reference';

/** The program and the arguments that come first. */
function command() {
    if (isReference)
        return [process.execPath, fileURLToPath(new URL('reference.mjs', import.meta.url))];
    const built = fileURLToPath(new URL('../../../build/release/tests/fixtures/protocol-server', import.meta.url));
    const path = process.env.PARLANCE_FIXTURE ?? built;
    if (!existsSync(path))
        throw new Error(`There is no ${path}: build the target protocol-server, or set PARLANCE_FIXTURE`);
    return [path];
}

/** Whether the fixture speaks TLS. */
export function knowsTls() {
    if (isReference)
        return true;
    const [program] = command();
    return spawnSync(program, ['--help'], { encoding: 'utf8' }).stdout.includes('--tls-certificate');
}

/** Whether `port` can be listened on. */
function isFree(port) {
    return new Promise((resolve) => {
        const probe = createServer().once('error', () => resolve(false));
        probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
}

/**
 * A free port below those that the system gives to connections: a client that comes back to a server
 * that is down could otherwise be given that very port, and be connected to itself.
 */
async function freePort() {
    for (;;) {
        const port = 10000 + Math.floor(Math.random() * 22000);
        if (await isFree(port))
            return port;
    }
}

export class Fixture {
    /**
     * @param {Record<string, string | number>} flags of the command line, without the dashes:
     *     { 'ping-interval': 300, eio3: 'on' }
     */
    constructor(flags = {}) {
        this.flags = { ...flags, ...(tls ? { 'tls-certificate': tls.certificate, 'tls-key': tls.key } : {}) };
        this.scheme = this.flags['tls-certificate'] ? 'https' : 'http';
    }

    async start() {
        this.port ??= await freePort();
        this.url = `${this.scheme}://127.0.0.1:${this.port}`;
        const [program, ...first] = command();
        const flags = Object.entries({ port: this.port, ...this.flags }).flatMap(([name, value]) => [`--${name}`, `${value}`]);
        this.child = spawn(program, [...first, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
        this.stderr = '';
        this.child.stderr.setEncoding('utf8').on('data', (text) => { this.stderr = (this.stderr + text).slice(-10000); });
        running.add(this.child);
        this.exited = new Promise((resolve, reject) => {
            this.child.once('error', reject).once('close', (code, signal) => {
                running.delete(this.child);
                resolve({ code, signal });
            });
        });
        await this.#answers();
        [this.child, this.child.stderr].forEach((handle) => handle.unref());
        return this;
    }

    /** The status of GET /healthz; undefined if nobody answers. */
    #health() {
        const { get } = this.scheme === 'https' ? https : http;
        return new Promise((resolve) => {
            get(`${this.url}/healthz`, { agent: false, rejectUnauthorized: false }, (response) => {
                response.resume().once('end', () => resolve(response.statusCode));
            }).once('error', () => resolve(undefined));
        });
    }

    /** Returns as the server answers. */
    async #answers() {
        let ended;
        this.exited.then(({ code, signal }) => { ended = signal ?? `status ${code}`; });
        const late = Date.now() + startSeconds * 1000;
        while (!ended && Date.now() < late) {
            if (await this.#health() === 200)
                return;
            await delay(10);
        }
        this.child.kill('SIGKILL');
        throw new Error(`The fixture ${ended ? `ended with ${ended}` : 'did not start in time'}.\n${this.stderr}`);
    }

    /** Ends the server with `signal` and waits until it is gone: { code, signal }. */
    async stop(signal = 'SIGTERM') {
        this.child.ref();
        this.child.kill(signal);
        const late = setTimeout(() => this.child.kill('SIGKILL'), 20000);
        const exit = await this.exited;
        clearTimeout(late);
        return exit;
    }

    async restart(signal) {
        await this.stop(signal);
        return this.start();
    }
}

/** new Fixture(flags), started. */
export function startFixture(flags) {
    return new Fixture(flags).start();
}
