// SPDX-License-Identifier: GPL-3.0-or-later
// An nginx in front of a server, with the settings of a test only.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const executable = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find(existsSync) ?? 'nginx';
const startSeconds = 30;
const attempts = 5;

const running = new Set();
const directories = new Set();
process.once('exit', () => {
    // The master process also stops its worker.
    running.forEach((child) => child.kill('SIGTERM'));
    directories.forEach((dir) => rmSync(dir, { recursive: true, force: true }));
});

/** Different ports that are currently free. */
async function freePorts(count) {
    const servers = await Promise.all(Array.from({ length: count }, async () => {
        const server = createServer().listen(0, '127.0.0.1');
        await once(server, 'listening');
        return server;
    }));
    const ports = servers.map((server) => server.address().port);
    await Promise.all(servers.map((server) => new Promise((done) => { server.close(done); })));
    return ports;
}

function answers(port) {
    return new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
    });
}

function configuration(dir, target, ports, locations) {
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `    ${name}_temp_path ${join(dir, name)};`);
    const servers = ports.map((port, index) => `    server {
        listen 127.0.0.1:${port};
        location / {
            proxy_pass ${target};
            ${locations[index]}
        }
    }`);
    return `daemon off;
worker_processes 1;
pid ${join(dir, 'nginx.pid')};
error_log stderr;
events {}
http {
    access_log off;
${[...paths, ...servers].join('\n')}
}
`;
}

export class Nginx {
    /** A proxy for `target`, with one port for each of `locations` (additional lines of its location block). */
    constructor(target, locations = ['']) {
        this.target = target;
        this.locations = locations;
        // The worker may run as another user.
        this.dir = mkdtempSync(join(tmpdir(), 'parlance-nginx-'));
        chmodSync(this.dir, 0o755);
        directories.add(this.dir);
    }

    /** Tries other ports if another process has taken one meanwhile. */
    async start() {
        for (let attempt = 1; ; ++attempt) {
            const ports = await freePorts(this.locations.length);
            if (await this.#startOn(ports)) {
                this.urls = ports.map((port) => `http://127.0.0.1:${port}`);
                return this;
            }
            if (attempt === attempts || !this.stderr.includes('Address already in use'))
                throw new Error(`nginx did not start.\n${this.stderr}`);
        }
    }

    async #startOn(ports) {
        const file = join(this.dir, 'nginx.conf');
        writeFileSync(file, configuration(this.dir, this.target, ports, this.locations));
        this.stderr = '';
        this.child = spawn(executable, ['-e', 'stderr', '-p', this.dir, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
        this.child.stderr.setEncoding('utf8').on('data', (text) => { this.stderr += text; });
        running.add(this.child);
        let ended = false;
        this.exited = new Promise((resolve) => {
            this.child.once('error', (error) => {
                this.stderr += error.message;
                resolve();
            });
            this.child.once('close', resolve);
        }).then(() => {
            ended = true;
            running.delete(this.child);
        });
        const late = Date.now() + startSeconds * 1000;
        // If a port is taken, nginx retries for a while, and the other process may answer on the port.
        while (!ended && !this.stderr.includes('Address already in use') && Date.now() < late) {
            if ((await Promise.all(ports.map(answers))).every(Boolean))
                return !this.stderr.includes('Address already in use');
            await pause(10);
        }
        await this.stop();
        return false;
    }

    async stop() {
        this.child.kill('SIGTERM');
        await this.exited;
    }
}

/** new Nginx(…), started. */
export function startNginx(target, locations) {
    return new Nginx(target, locations).start();
}
