// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the official protocol suites against tests/fixtures/protocol-server, or with
// PARLANCE_FIXTURE=reference against the official servers:
//     node tests/protocol-suites.mjs --checkout DIR [--engine-io-protocol DIR] [--rounds N] [--scheme http|https]
// DIR are checkouts of github.com/socketio/socket.io and github.com/socketio/engine.io-protocol. The
// suites are copied, since they name their server themselves, and nothing in DIR is changed. Their
// packages are taken from DIR if they are installed there, else from npm. Each suite runs three times
// in a row, over HTTP and, where the fixture can, TLS. Exit code 1: a test failed, or there was none.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCertificate } from './clients/support/certificates.mjs';
import { knowsTls, startFixture } from './clients/support/fixture.mjs';

const theirServer = 'http://localhost:3000';
/** What the suites expect of a server. */
const flags = { 'ping-interval': 300, 'ping-timeout': 200, 'max-payload': 1000000, recovery: 'off' };

const suites = [
    { name: 'Engine.IO v4', from: 'checkout', path: 'docs/engine.io-protocol/v4-test-suite', eio3: 'off' },
    { name: 'Engine.IO v4, older copy', from: 'engine-io-protocol', path: 'test-suite', eio3: 'off' },
    { name: 'Engine.IO v3', from: 'checkout', path: 'docs/engine.io-protocol/v3-test-suite', eio3: 'on' },
    { name: 'Engine.IO v4, v3 allowed', from: 'checkout', path: 'docs/engine.io-protocol/v4-test-suite', eio3: 'on' },
    { name: 'Socket.IO v5', from: 'checkout', path: 'docs/socket.io-protocol/v5-test-suite', eio3: 'off' },
    { name: 'Socket.IO v5, v3 allowed', from: 'checkout', path: 'docs/socket.io-protocol/v5-test-suite', eio3: 'on' },
];

const { values: options } = parseArgs({
    options: {
        checkout: { type: 'string' },
        'engine-io-protocol': { type: 'string' },
        rounds: { type: 'string', default: '3' },
        scheme: { type: 'string', multiple: true },
    },
});

/** A copy of the suite in `source` whose server is `url`. */
function copyFor(url, source) {
    const copy = mkdtempSync(join(tmpdir(), 'parlance-suite-'));
    cpSync(source, copy, { recursive: true, filter: (path) => !path.endsWith('node_modules') });
    const file = join(copy, 'test-suite.js');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(theirServer))
        throw new Error(`${file} does not name ${theirServer}`);
    writeFileSync(file, text.replaceAll(theirServer, url));
    const installed = join(resolve(source), 'node_modules');
    if (existsSync(installed))
        symlinkSync(installed, join(copy, 'node_modules'));
    else
        execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
    return copy;
}

/** Runs the suite in `dir`: mocha's report. */
function runSuite(dir) {
    return new Promise((done, reject) => {
        const mocha = join(dir, 'node_modules/mocha');
        const { bin } = JSON.parse(readFileSync(join(mocha, 'package.json'), 'utf8'));
        const words = [join(mocha, bin.mocha), '--exit', '--reporter', 'json', 'test-suite.js'];
        // The certificate signs itself.
        const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
        const child = spawn(process.execPath, words, { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
        const output = { stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr'])
            child[stream].setEncoding('utf8').on('data', (text) => { output[stream] += text; });
        child.once('error', reject).once('close', () => {
            try {
                done(JSON.parse(output.stdout.slice(output.stdout.indexOf('{\n'))));
            } catch {
                reject(new Error(`The suite made no report.\n${output.stdout}${output.stderr}`));
            }
        });
    });
}

/** Runs one suite as often as asked: the rows of the table. */
async function report(suite, scheme) {
    const tls = scheme === 'https' ? makeCertificate() : undefined;
    const fixture = await startFixture({
        ...flags, eio3: suite.eio3, ...(tls ? { 'tls-certificate': tls.certificate, 'tls-key': tls.key } : {}),
    });
    const dir = copyFor(fixture.url, join(options[suite.from], suite.path));
    const rows = [];
    try {
        for (let round = 1; round <= Number(options.rounds); ++round) {
            const { stats, failures } = await runSuite(dir);
            rows.push({ suite: suite.name, scheme, round, passed: stats.passes, failed: stats.failures });
            failures.forEach(({ fullTitle, err }) => console.error(`${suite.name}, ${scheme}: ${fullTitle}: ${err.message}`));
        }
    } finally {
        rmSync(dir, { recursive: true, force: true });
        await fixture.stop();
    }
    return rows;
}

async function main() {
    if (!options.checkout) {
        console.error('usage: node tests/protocol-suites.mjs --checkout DIR [--engine-io-protocol DIR] [--rounds N] [--scheme http|https]');
        return 2;
    }
    const schemes = options.scheme ?? (knowsTls() ? ['http', 'https'] : ['http']);
    const rows = [];
    for (const scheme of schemes) {
        for (const suite of suites.filter(({ from }) => options[from]))
            rows.push(...await report(suite, scheme));
    }
    console.table(rows);
    return rows.length && rows.every(({ passed, failed }) => passed > 0 && failed === 0) ? 0 : 1;
}

process.exitCode = await main();
