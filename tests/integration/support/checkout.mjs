// SPDX-License-Identifier: GPL-3.0-or-later
// A directory in which the README's commands run unchanged: a checkout that is already built, with its
// own home directory. cmake and dpkg-query on the PATH do nothing, so nothing is built or installed. The
// server picks a free port, as 8080 may be in use, and curl connects to it instead of 8080 (~/.curlrc).
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executable, listening, temporaryDirectory } from './process.mjs';

const source = fileURLToPath(new URL('../../../', import.meta.url));
const patience = 120_000;
const notPassedOn = /^(PARLANCE_.*|PORT|JWT_SECRET|secretKey|XDG_.*|CURL_HOME|\w+_proxy)$/i;

/** Signals the process and its children, unless they have ended. */
function signalGroup(pid, signal) {
    try {
        process.kill(-pid, signal);
    } catch (error) {
        if (error.code !== 'ESRCH')
            throw error;
    }
}

/** Programs left running by a failed test. */
const left = new Set();
process.once('exit', () => left.forEach((running) => running.stop('SIGKILL')));

export class Checkout {
    constructor() {
        this.dir = temporaryDirectory();
        this.home = join(this.dir, 'home');
        this.bin = join(this.dir, 'bin');
        const server = join(this.dir, 'build/release/server');
        [this.home, this.bin, server].forEach((dir) => mkdirSync(dir, { recursive: true }));
        ['packaging', 'resources'].forEach((name) => cpSync(join(source, name), join(this.dir, name), { recursive: true }));
        symlinkSync(resolve(executable), join(server, 'parlance-server'));
        this.addCommand('cmake', 'exit 0');
        this.addCommand('dpkg-query', 'printf installed');
        const kept = Object.entries(process.env).filter(([name]) => !notPassedOn.test(name));
        this.env = { ...Object.fromEntries(kept), HOME: this.home, PATH: `${this.bin}:${process.env.PATH}`, PORT: '0' };
    }

    /** A program on the PATH: a script of bash. */
    addCommand(name, script) {
        writeFileSync(join(this.bin, name), `#!/usr/bin/env bash\n${script}\n`);
        chmodSync(join(this.bin, name), 0o755);
    }

    /** curl connects to this port instead of 8080. */
    redirect(port) {
        writeFileSync(join(this.home, '.curlrc'), `connect-to = "127.0.0.1:8080:127.0.0.1:${port}"\n`);
    }

    /** Starts the program. It is killed with its children after `patience`. */
    start(command, args, env = {}) {
        const child = spawn(command, args, { cwd: this.dir, env: { ...this.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
        const running = { child, stdout: '', stderr: '', stop: (signal = 'SIGINT') => signalGroup(child.pid, signal) };
        for (const stream of ['stdout', 'stderr'])
            child[stream].setEncoding('utf8').on('data', (text) => { running[stream] += text; });
        left.add(running);
        const timer = setTimeout(() => running.stop('SIGKILL'), patience);
        running.ended = new Promise((done, fail) => {
            child.once('error', fail);
            child.once('close', (code, signal) => {
                clearTimeout(timer);
                left.delete(running);
                done({ code, signal, stdout: running.stdout, stderr: running.stderr });
            });
        });
        return running;
    }

    /** Runs a shell block to its end, or until a command fails. */
    sh(block, env) {
        return this.start('bash', ['-e', '-o', 'pipefail', '-c', block], env).ended;
    }

    /** Runs a block that starts the server. Resolves when the server is ready. */
    async serve(block) {
        const running = this.start('bash', ['-c', block]);
        const port = new Promise((ready) => {
            running.child.stdout.on('data', () => {
                const match = running.stdout.match(listening);
                if (match)
                    ready(Number(match[2]));
            });
        });
        running.port = await Promise.race([port, running.ended.then(({ code, stderr }) => {
            throw new Error(`"${block}" ended with ${code}: ${stderr}`);
        })]);
        this.redirect(running.port);
        return running;
    }
}
