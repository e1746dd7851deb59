// SPDX-License-Identifier: GPL-3.0-or-later
// Small things that break late: SQL files of several statements, migrations that sort wrongly,
// package lists and lock files that only work here, shell scripts with traps in them.
import { spawnSync } from 'node:child_process';
import { conclude, filesBelow, read, rootOf } from './tree.mjs';

const root = rootOf(process.argv);

/** How many statements a text holds; `;` in strings, names, comments and $$ bodies end none. */
function countStatements(sql) {
    const bare = sql.replace(
        /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$\w*\$)[^]*?\1/g,
        (match) => (/^(--|\/\*)/.test(match) ? ' ' : 'x'));
    return bare.split(';').filter((part) => part.trim()).length;
}

/** QtSql's SQLite driver refuses a string of several statements, and only when it runs. */
function checkStatements() {
    return ['common', 'sqlite', 'postgresql'].flatMap((folder) => filesBelow(root, `sql/${folder}`))
        .filter((path) => path.endsWith('.sql'))
        .map((path) => ({ path, count: countStatements(read(root, path)) }))
        .filter(({ count }) => count !== 1)
        .map(({ path, count }) => `${path}: one statement a file, here are ${count}`);
}

/** Migrations run in the order of their numbers, so a number is given once in a backend's folder. */
function checkMigrations() {
    const findings = [];
    const taken = new Set();
    for (const path of filesBelow(root, 'sql/migrations')) {
        const match = path.match(/^sql\/migrations\/(sqlite|postgresql)\/(\d{4})_[a-z0-9_]+\.sql$/);
        if (path.endsWith('.md'))
            continue;
        if (!match) {
            findings.push(`${path}: a migration is called sqlite|postgresql/NNNN_name.sql`);
            continue;
        }
        const [, backend, number] = match;
        if (taken.has(backend + number))
            findings.push(`${path}: the number ${number} is taken`);
        taken.add(backend + number);
    }
    return findings;
}

function checkPackages() {
    const path = 'packaging/packages.txt';
    const known = new Set(['run', 'admin', 'test', 'ci', 'fresh']);
    const findings = [];
    const seen = new Map();
    let section;
    read(root, path).split('\n').forEach((line, index) => {
        const say = (text) => findings.push(`${path}:${index + 1}: ${text}`);
        const heading = line.match(/^# \[(\S*)\]/);
        if (heading) {
            section = heading[1];
            if (!known.delete(section))
                say(`no section [${section}], or a second one`);
            seen.set(section, new Set());
        } else if (line && !line.startsWith('#')) {
            if (!section || !/^[a-z0-9][a-z0-9+.-]+$/.test(line))
                say(`"${line}" is no package in a section`);
            else if (seen.get(section).has(line))
                say(`${line} is there twice`);
            else
                seen.get(section).add(line);
        }
    });
    known.forEach((name) => findings.push(`${path}: section [${name}] is missing`));
    return findings;
}

/** A lock file that says where its packages were fetched ties everybody to that place. */
function checkLocks() {
    return filesBelow(root, 'tests').filter((path) => path.endsWith('package-lock.json'))
        .filter((path) => /"resolved":\s*"http/.test(read(root, path)))
        .map((path) => `${path}: names a registry; make it with npm install --omit-lockfile-registry-resolved`);
}

function checkShell() {
    const scripts = filesBelow(root).filter((path) => path.endsWith('.sh')
        || (/(^|\/)[^.]+$/.test(path) && /^#!.*\b(ba)?sh\b/.test(read(root, path))));
    if (!scripts.length)
        return [];
    // A sourced file is found from the root, where the scripts go first.
    const shellcheck = spawnSync('shellcheck',
        ['--format=gcc', '--external-sources', '--source-path=.', ...scripts],
        { cwd: root, encoding: 'utf8' });
    if (shellcheck.error) {
        console.log('shellcheck is not installed: the shell scripts were not checked');
        return [];
    }
    return shellcheck.stdout.split('\n').filter(Boolean);
}

conclude([checkStatements, checkMigrations, checkPackages, checkLocks, checkShell].flatMap((check) => check()),
    'Conventions');
