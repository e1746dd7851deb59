// SPDX-License-Identifier: GPL-3.0-or-later
// The servers that are compared: started on a core of their own and a fresh directory, then asked
// over REST, which both speak alike.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const peerDir = fileURLToPath(new URL('../peer', import.meta.url));
const startSeconds = 30;
const stopSeconds = 20;
/** Hashing a password takes memory and time; a few at once keep the core busy. */
const callsAtOnce = 4;

const running = new Set();
const directories = new Set();
process.once('exit', () => {
    running.forEach((child) => child.kill('SIGKILL'));
    directories.forEach((dir) => rmSync(dir, { recursive: true, force: true }));
});
for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => process.exit(1));

export function builtFile(variable, path) {
    const file = process.env[variable] ?? fileURLToPath(new URL(`../../../build/release/${path}`, import.meta.url));
    if (!existsSync(file))
        throw new Error(`There is no ${file}: build it (see README.md), or set ${variable}`);
    return file;
}

export const parlance = {
    name: 'Parlance',
    start: (dir) => startSystem(dir, [builtFile('PARLANCE_SERVER', 'server/parlance-server'),
        'serve', '--listen', '127.0.0.1:0', '--data', dir]),
};

export const peer = {
    name: 'Express + Socket.IO',
    start: (dir) => startSystem(dir, [process.execPath, join(peerDir, 'server.mjs'), dir]),
};

function npm(...args) {
    const run = spawnSync('npm', ['--prefix', peerDir, ...args], { encoding: 'utf8' });
    return run.status === 0 ? undefined : `${run.error ?? ''}${run.stdout}${run.stderr}`;
}

/** Installs the peer's packages as its lock file pins them, unless they are there for this Node. */
export function installPeer() {
    const stamp = join(peerDir, 'node_modules/.installed');
    const wanted = process.version + readFileSync(join(peerDir, 'package-lock.json'), 'utf8');
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
        console.error('Installing the npm packages of tests/bench/peer');
        const failed = npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
        if (failed)
            throw new Error(`npm ci failed: ${failed}`);
        writeFileSync(stamp, wanted);
    }
    buildSqlite();
}

/** Compiled here: npm's script for it would fetch a binary from elsewhere. */
function buildSqlite() {
    const built = join(peerDir, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
    const prefix = dirname(dirname(process.execPath));
    if (existsSync(built) || !existsSync(join(prefix, 'include/node/node_api.h')))
        return;
    console.error('Compiling SQLite for the peer, which takes a minute or two');
    const failed = npm('run', 'build-sqlite', '--', `--nodedir=${prefix}`);
    if (failed)
        console.error(`better-sqlite3 cannot be built: ${failed.slice(-1000)}`);
}

/** Starts a command that serves the data in `dir`, on the core for servers. */
export async function startSystem(dir, command) {
    const pinned = pin('server', command);
    const child = spawn(pinned[0], pinned.slice(1), {
        env: { ...process.env, PARLANCE_RATE_LIMITS: 'off', NODE_ENV: 'production' },
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const system = new System(child);
    await system.ready();
    return system;
}

class System {
    #child;
    #exited;
    #output = '';

    constructor(child) {
        this.#child = child;
        this.#exited = new Promise((resolve) => child.once('close', resolve));
        this.#exited.then(() => running.delete(child));
        child.once('error', (error) => { this.#output += error; });
        child.stderr.setEncoding('utf8').on('data', (text) => { this.#output += text; });
        /** What the server said as it became ready. */
        this.banner = '';
    }

    /** taskset is replaced by what it starts, so this is the server's own. */
    get pid() {
        return this.#child.pid;
    }

    async ready() {
        let timer;
        const line = new Promise((resolve) => {
            createInterface({ input: this.#child.stdout }).on('line', (text) => {
                const match = text.match(/listening on (http:\/\/\S+:(\d+))/);
                if (match)
                    resolve({ text, match });
            });
        });
        const late = new Promise((resolve) => { timer = setTimeout(resolve, startSeconds * 1000); });
        const started = await Promise.race([line, late, this.#exited.then(() => undefined)]);
        clearTimeout(timer);
        if (!started)
            throw new Error(`The server did not start.\n${this.#output}`);
        this.banner = started.text;
        [, this.url, this.port] = started.match;
    }

    async stop() {
        this.#child.kill('SIGTERM');
        const timer = setTimeout(() => this.#child.kill('SIGKILL'), stopSeconds * 1000);
        await this.#exited;
        clearTimeout(timer);
    }

    async call(method, path, token, body) {
        const response = await fetch(`${this.url}/api/v1${path}`, {
            method,
            headers: {
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
                ...(body ? { 'Content-Type': 'application/json' } : {}),
            },
            body: body && JSON.stringify(body),
        });
        if (!response.ok)
            throw new Error(`${method} ${path}: ${response.status} ${await response.text()}\n${this.#output}`);
        return response.json();
    }
}

/** Registers people, each with a room of their own, and a room they are all in. */
export async function populate(system, count) {
    const people = await addPeople(system, count);
    const common = await system.call('POST', '/rooms', people[0].token, { name: 'Common' });
    for (const { token } of people.slice(1))
        await system.call('POST', `/rooms/${common.id}/join`, token);
    return { people, common: common.id };
}

/** People who share no room. */
export async function addPeople(system, count) {
    const people = [];
    for (let from = 0; from < count; from += callsAtOnce) {
        const some = Array.from({ length: Math.min(callsAtOnce, count - from) }, (_, i) => from + i);
        people.push(...await Promise.all(some.map((number) => addPerson(system, number))));
    }
    return people;
}

async function addPerson(system, number) {
    const { token } = await system.call('POST', '/accounts', undefined,
        { username: `person${number}`, password: `a long secret ${number}` });
    const own = await system.call('POST', '/rooms', token, { name: `Own ${number}` });
    return { token, own: own.id };
}

let cores;

/** The cores this process may use: the server's and the load generator's, or none if there is one. */
export function coresInUse() {
    if (cores === undefined) {
        const list = readFileSync('/proc/self/status', 'utf8').match(/^Cpus_allowed_list:\s*(.*)$/m)[1];
        const all = list.split(',').flatMap((range) => {
            const [first, last = first] = range.split('-').map(Number);
            return Array.from({ length: last - first + 1 }, (_, i) => first + i);
        });
        cores = all.length > 1 ? { server: all[0], load: all[1] } : null;
    }
    return cores;
}

export function pin(role, command) {
    const { [role]: core } = coresInUse() ?? {};
    return core === undefined ? command : ['taskset', '-c', String(core), ...command];
}

export function freshDirectory(below) {
    const dir = mkdtempSync(join(below, 'parlance-bench-'));
    directories.add(dir);
    return dir;
}
