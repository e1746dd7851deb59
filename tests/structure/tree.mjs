// SPDX-License-Identifier: GPL-3.0-or-later
// What the checks share: the files of the tree they look at, and how they answer.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const notOurs = new Set(['.git', '.cache', 'build', 'node_modules']);

/** The tree to check: the argument of --root, else the one this file is in. */
export function rootOf(args) {
    const at = args.indexOf('--root');
    if (at >= 0)
        return resolve(args[at + 1]);
    return resolve(dirname(fileURLToPath(import.meta.url)), '../..');
}

/** All files below root/under, as paths from the root with forward slashes, sorted. */
export function filesBelow(root, under = '') {
    let entries;
    try {
        entries = readdirSync(join(root, under), { withFileTypes: true });
    } catch (error) {
        if (error.code === 'ENOENT')
            return [];
        throw error;
    }
    return entries.filter((entry) => !notOurs.has(entry.name)).flatMap((entry) => {
        const path = under ? `${under}/${entry.name}` : entry.name;
        if (entry.isDirectory())
            return filesBelow(root, path);
        return entry.isFile() ? [path] : [];
    }).sort();
}

export function read(root, path) {
    return readFileSync(join(root, path), 'utf8');
}

/** Prints what was found, one line each, and sets the exit code. */
export function conclude(findings, looked) {
    findings.forEach((finding) => console.log(finding));
    if (findings.length)
        process.exitCode = 1;
    console.log(`${looked}: ${findings.length || 'no'} finding${findings.length === 1 ? '' : 's'}`);
}
