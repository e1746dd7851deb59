// SPDX-License-Identifier: GPL-3.0-or-later
// Throw-away certificates for localhost, made by the openssl command.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directories = [];
process.once('exit', () => directories.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

export function openssl(...args) {
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
}

/** A certificate that signs itself: { certificate, key } as paths, `ca`: its text. */
export function makeCertificate(kind = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']) {
    const dir = mkdtempSync(join(tmpdir(), 'parlance-test-'));
    directories.push(dir);
    const [certificate, key] = ['certificate.pem', 'key.pem'].map((name) => join(dir, name));
    openssl('req', '-x509', '-nodes', '-newkey', ...kind, '-keyout', key, '-out', certificate,
        '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1');
    return { certificate, key, ca: readFileSync(certificate, 'utf8') };
}

/** Puts another certificate into the files of this one, as tools for renewal do. */
export function replaceCertificate({ certificate, key }, other) {
    for (const [to, from] of [[certificate, other.certificate], [key, other.key]]) {
        copyFileSync(from, `${to}.new`);
        renameSync(`${to}.new`, to);
    }
}

/** What a server with this certificate takes from its environment. */
export function tlsEnvironment({ certificate, key }) {
    return { PARLANCE_TLS_CERTIFICATE: certificate, PARLANCE_TLS_KEY: key };
}
