// SPDX-License-Identifier: GPL-3.0-or-later
// parlance-server as a command: run to its end, or until it says something.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const patience = 20000;
const built = fileURLToPath(new URL('../../../build/release/server/parlance-server', import.meta.url));
export const executable = process.env.PARLANCE_SERVER ?? built;

const directories = [];
process.once('exit', () => directories.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** A new directory that goes with the test; anybody may look into it. */
export function temporaryDirectory() {
    const dir = mkdtempSync(join(tmpdir(), 'parlance-test-'));
    chmodSync(dir, 0o755);
    directories.push(dir);
    return dir;
}

/** The environment of a test, without what the shell that runs it has set for servers. */
function environment(more) {
    const kept = Object.entries(process.env).filter(([name]) => !/^(PARLANCE_|PORT$|JWT_SECRET$|secretKey$)/.test(name));
    return { ...Object.fromEntries(kept), ...more };
}

/**
 * Runs the command to its end.
 * @param {object} [options] cwd, env, input for standard input, before: words before the command
 * @returns {Promise<{code: number, signal: string, stdout: string, stderr: string}>}
 */
export function run(args, options) {
    return start(args, options).ended;
}

/** The running command: { child, ended, said(pattern) }. */
export function start(args, { cwd, env = {}, input = '', before = [] } = {}) {
    const [command, ...words] = [...before, executable, ...args];
    const child = spawn(command, words, { cwd, env: environment(env), stdio: 'pipe' });
    const output = { stdout: '', stderr: '' };
    const looks = new Set();
    for (const stream of ['stdout', 'stderr']) {
        child[stream].setEncoding('utf8').on('data', (text) => {
            output[stream] += text;
            looks.forEach((look) => look());
        });
    }
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const timer = setTimeout(() => child.kill('SIGKILL'), 2 * patience);
    const ended = new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code, signal) => {
            clearTimeout(timer);
            resolve({ code, signal, ...output });
        });
    });
    const said = (pattern) => new Promise((resolve, reject) => {
        const look = () => {
            const match = `${output.stdout}${output.stderr}`.match(pattern);
            if (match)
                resolve(match);
        };
        looks.add(look);
        ended.then(({ code }) => reject(new Error(`ended with ${code}: ${output.stderr}`)));
        look();
    });
    return { child, ended, said };
}

export const listening = /^parlance-server \S+ listening on (https?:\S+:(\d+)(?:, https?:\S+)*)$/m;

/** Starts a server, calls `body(urls, server)` with it and stops it; answers what it wrote. */
export async function whileServing(args, options, body) {
    const server = start(args, options);
    const [, urls] = await server.said(listening);
    try {
        await body(urls.split(', '), server);
    } finally {
        server.child.kill('SIGTERM');
    }
    return server.ended;
}
