// SPDX-License-Identifier: GPL-3.0-or-later
// The files with which a desktop finds the console are as their specifications want them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const resource = (path) => fileURLToPath(new URL(`../../resources/${path}`, import.meta.url));

for (const [program, args, file] of [
    ['desktop-file-validate', [], 'desktop/parlance-admin.desktop'],
    ['appstreamcli', ['validate', '--no-net', '--pedantic'], 'desktop/org.parlance.admin.metainfo.xml'],
]) {
    test(`${program} accepts ${file}`, () => {
        const run = spawnSync(program, [...args, resource(file)], { encoding: 'utf8' });
        assert.equal(run.status, 0, `${run.error ?? ''}${run.stdout}${run.stderr}`);
    });
}

test('the icon is there in every size', () => {
    for (const size of [16, 22, 24, 32, 48, 64, 128, 256, 512]) {
        const png = resource(`icons/hicolor/${size}x${size}/apps/parlance-admin.png`);
        assert.ok(existsSync(png), png);
        const bytes = readFileSync(png);
        assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [size, size], png);
    }
});
