// SPDX-License-Identifier: GPL-3.0-or-later
// Fails for files of more than 400 lines and functions of more than 50, and tells with --report where
// the code stands.
import { spawnSync } from 'node:child_process';
import { conclude, filesBelow, read, rootOf } from './tree.mjs';

const fileLimit = 400;
const functionLimit = 50;
const root = rootOf(process.argv);

/** Functions of C++: what ctags finds. */
function functionsOfCpp(paths) {
    if (!paths.length)
        return [];
    const options = ['--output-format=json', '--fields=+ne', '--languages=C++', '--map-C++=+.h',
        '--kinds-C++=f', '-f', '-', '-L', '-'];
    const ctags = spawnSync('ctags', options,
        { cwd: root, input: paths.join('\n'), encoding: 'utf8', maxBuffer: 1 << 28 });
    if (ctags.error || ctags.status !== 0)
        throw new Error(`ctags (Debian's universal-ctags) failed: ${ctags.error ?? ctags.stderr}`);
    return ctags.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line))
        .filter((tag) => tag.end)
        .map(({ path, name, line, end }) => {
            const shown = name.startsWith('__anon') ? 'a lambda' : name;
            return { path, name: shown, line, lines: end - line + 1 };
        });
}

const blockStarts = {
    script: /^\s*(?!.*\b(?:if|for|while|switch|catch|describe|suite)\s*\().*(?:\bfunction\b.*|=>\s*|^\s+(?:async |static |get |set |\*)*[\w$#]+\(.*\)\s*)\{$/,
    shell: /^\s*[\w-]+\(\)\s*[{(]$/,
    python: /^\s*(?:async )?def .*/,
};

/** Where the block ends that begins with `start`: the last line before the indentation is back. */
function blockEnd(lines, start, closing) {
    const depth = lines[start].search(/\S/);
    for (let at = start + 1; at < lines.length; ++at) {
        const line = lines[at];
        if (line.trim() && line.search(/\S/) <= depth)
            return closing.test(line.trim()) ? at : at - 1;
    }
    return lines.length - 1;
}

/** Functions of the other languages, by the indentation that the formatters keep. */
function functionsByIndentation(path, text, kind) {
    const lines = text.split('\n');
    return lines.flatMap((line, index) => {
        if (!blockStarts[kind].test(line.trimEnd()))
            return [];
        const end = blockEnd(lines, index, /^[})]/);
        return [{ path, name: line.trim().slice(0, 50), line: index + 1, lines: end - index + 1 }];
    });
}

function kindOf(path, text) {
    const ending = path.match(/\.(\w+)$/)?.[1];
    const kinds = { cpp: 'cpp', h: 'cpp', js: 'script', mjs: 'script', sh: 'shell', py: 'python' };
    if (ending)
        return path.endsWith('.min.js') ? undefined : kinds[ending];
    return /^#!.*\b(ba)?sh\b/.test(text) ? 'shell' : undefined;
}

function measure() {
    const files = [];
    const functions = [];
    for (const path of filesBelow(root)) {
        if (!/\.(cpp|h|m?js|sh|py)$|(^|\/)[^.]+$/.test(path))
            continue;
        const text = read(root, path);
        const kind = kindOf(path, text);
        if (!kind)
            continue;
        files.push({ path, kind, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) });
        if (kind !== 'cpp')
            functions.push(...functionsByIndentation(path, text, kind));
    }
    functions.push(...functionsOfCpp(files.filter(({ kind }) => kind === 'cpp').map(({ path }) => path)));
    return { files, functions };
}

function spread(items) {
    const sorted = items.map(({ lines }) => lines).sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return `median ${at(0.5)}, 90 % ${at(0.9)}, longest ${at(1)}`;
}

function report({ files, functions }) {
    const longest = (items) => [...items].sort((a, b) => b.lines - a.lines).slice(0, 10);
    const folders = new Map();
    for (const { path, lines } of files) {
        const folder = path.split('/').slice(0, -1).slice(0, 2).join('/') || '.';
        folders.set(folder, (folders.get(folder) ?? 0) + lines);
    }
    console.log(`${files.length} files, lines each: ${spread(files)}`);
    longest(files).forEach(({ path, lines }) => console.log(`  ${String(lines).padStart(5)}  ${path}`));
    console.log(`${functions.length} functions, lines each: ${spread(functions)}`);
    longest(functions).forEach(({ path, name, line, lines }) =>
        console.log(`  ${String(lines).padStart(5)}  ${path}:${line} ${name}`));
    console.log('Lines per folder');
    [...folders].sort(([, a], [, b]) => b - a)
        .forEach(([folder, lines]) => console.log(`  ${String(lines).padStart(5)}  ${folder}`));
}

const measured = measure();
if (process.argv.includes('--report'))
    report(measured);
conclude([
    ...measured.files.filter(({ lines }) => lines > fileLimit)
        .map(({ path, lines }) => `${path}: ${lines} lines, at most ${fileLimit} are allowed`),
    ...measured.functions.filter(({ lines }) => lines > functionLimit)
        .map(({ path, line, name, lines }) =>
            `${path}:${line}: ${name}: ${lines} lines, at most ${functionLimit} are allowed`),
], `Lengths of ${measured.files.length} files and ${measured.functions.length} functions`);
