// SPDX-License-Identifier: GPL-3.0-or-later
// Holds every #include of server/, shared/ and admin-gui/ to include-rules.txt.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conclude, filesBelow, read, rootOf } from './tree.mjs';

const rulesPath = 'tests/structure/include-rules.txt';
const root = rootOf(process.argv);

function wildcard(text) {
    const escaped = text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*');
    return new RegExp(`^${escaped}$`);
}

function readRules() {
    const rules = { rows: new Map(), folders: new Map(), places: [] };
    let section = '';
    for (const line of read(root, rulesPath).split('\n').map((text) => text.replace(/#.*/, '').trim())) {
        const [left, right = []] = line.split(':').map((half) => half.split(/\s+/).filter(Boolean));
        if (/^\[.*\]$/.test(line))
            section = line;
        else if (section === '[folders]' && left.length)
            rules.rows.set(left[0], right);
        else if (section === '[places]')
            left.forEach((text) => rules.places.push({ text, pattern: wildcard(text), files: right.map(wildcard) }));
    }
    for (const [row, named] of rules.rows)
        rules.folders.set(row, [...named.map(withoutBrackets), ...inherited(rules.rows, row)]);
    return rules;
}

function withoutBrackets(name) {
    return name.replace(/^\((.*)\)$/, '$1');
}

/** The folders that the folders of a row may include, without those in brackets. */
function inherited(rows, row) {
    const found = new Set();
    const named = (name) => (rows.get(name) ?? []).filter((each) => rows.has(each));
    const ahead = (rows.get(row) ?? []).map(withoutBrackets);
    while (ahead.length) {
        const news = named(ahead.pop()).filter((each) => !found.has(each));
        news.forEach((each) => found.add(each));
        ahead.push(...news);
    }
    return found;
}

/** The row of the table a file belongs to: a folder of server/, "server", "shared", "admin-gui" or "admin-gui/pages". */
function rowOf(path) {
    const parts = path.split('/');
    if (parts.length > 2 && parts[0] === 'admin-gui')
        return `admin-gui/${parts[1]}`;
    return parts[0] === 'server' && parts.length > 2 ? parts[1] : parts[0];
}

/** The file of ours that an include names, as a path from the root; nothing if there is none. */
function resolveInclude(name, from) {
    const homes = from.startsWith('admin-gui') ? ['admin-gui', 'server'] : ['server'];
    return [name, ...homes.map((home) => `${home}/${name}`)].find((path) =>
        /^(server|shared|admin-gui)\//.test(path) && existsSync(join(root, path)));
}

function mayInclude(allowed, from, target) {
    const row = rowOf(target);
    const name = target.replace(/^server\//, '');
    return row === rowOf(from) || row === 'shared' || allowed.includes(name)
        || (allowed.includes('*') && row.startsWith('admin-gui') === from.startsWith('admin-gui/'))
        || (row !== 'server' && allowed.includes(row));
}

/** What is wrong with one #include, or nothing. */
function judgeInclude(path, allowed, open, name) {
    const generated = /\.moc$|(^|\/)(moc|ui)_\w+\.(cpp|h)$/.test(name);
    if (generated)
        return undefined;
    if (name.split('/').includes('..'))
        return `"${name}" climbs out of its folder: write the path from the root or from server/`;
    const target = resolveInclude(name, path);
    if (open === '<')
        return target && `<${name}> is ours: include it in quotes`;
    if (!target) {
        return existsSync(join(root, dirname(path), name))
            ? `"${name}": write the path from the root, or from server/ or admin-gui/`
            : `"${name}" is no file of ours: include it in angle brackets`;
    }
    return mayInclude(allowed, path, target) ? undefined : `${rowOf(path)} may not include "${name}"`;
}

/** Comments go, the lines stay; a string may hold what looks like a comment, an include does not. */
function withoutComments(text) {
    return text.replace(/"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (match) =>
        match.startsWith('"') ? match : match.replace(/[^\n]/g, ''));
}

function checkFile(path, rules) {
    const findings = [];
    const allowed = rules.folders.get(rowOf(path));
    withoutComments(read(root, path)).split('\n').forEach((line, index) => {
        const include = line.match(/^\s*#\s*include\s*(["<])([^">]+)[">]/);
        const words = include ? [`<${include[2]}>`] : line.match(/\w+/g) ?? [];
        const say = (text) => findings.push(`${path}:${index + 1}: ${text}`);
        if (include && allowed) {
            const fault = judgeInclude(path, allowed, include[1], include[2]);
            if (fault)
                say(fault);
        }
        for (const { pattern, text, files } of rules.places) {
            if (words.some((word) => pattern.test(word)) && !files.some((file) => file.test(path)))
                say(`${text} has no place here, see ${rulesPath}`);
        }
    });
    return findings;
}

/** The table must not rot: each folder has a row, each header it names is there. */
function checkTable(rules, paths) {
    const rows = new Set(paths.map(rowOf));
    const findings = [...rows].filter((row) => !rules.folders.has(row))
        .map((row) => `${rulesPath}: no row for ${row}`);
    for (const [row, allowed] of rules.folders) {
        if (allowed.includes(row))
            findings.push(`${rulesPath}: ${row} may include itself through others: a circle`);
        for (const folder of allowed.filter((name) => !/\.h$|^\*$/.test(name) && !rules.rows.has(name)))
            findings.push(`${rulesPath}: ${row} may include ${folder}, which has no row`);
        const headers = rows.has(row) ? allowed.filter((name) => name.endsWith('.h')) : [];
        for (const header of headers.filter((name) => !resolveInclude(name, row)))
            findings.push(`${rulesPath}: ${row} may include ${header}, which is not there`);
    }
    return findings;
}

const rules = readRules();
const isSource = (path) => /\.(cpp|h)$/.test(path);
const sources = ['server', 'shared', 'admin-gui'].flatMap((folder) => filesBelow(root, folder)).filter(isSource);
// Tests may reach everywhere, but Qt's versions differ for them no more than for the server.
const tests = filesBelow(root, 'tests').filter(isSource);
const versions = { rows: new Map(), folders: new Map(), places: rules.places.filter(({ text }) => !text.startsWith('<')) };
conclude([
    ...checkTable(rules, sources),
    ...sources.flatMap((path) => checkFile(path, rules)),
    ...tests.flatMap((path) => checkFile(path, versions)),
], `Includes of ${sources.length} files`);
