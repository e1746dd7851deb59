// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the commands of the README unchanged, and checks the links of the documents.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Checkout } from './support/checkout.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const modules = join(root, 'tests/clients/node_modules');
const read = (path) => readFileSync(join(root, path), 'utf8');

/** The text from a heading to the next one of its level. */
function section(text, heading) {
    const [, body] = text.split(`\n## ${heading}\n`);
    assert.ok(body, `the README has a section "${heading}"`);
    return body.split('\n## ')[0];
}

/** The code blocks of a language, also those in lists. */
function blocks(text, language) {
    return [...text.matchAll(/^( *)```(\w+)\n([^]*?)^\1```$/gm)].filter(([, , name]) => name === language)
        .map(([, indent, , body]) => body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** The one block that matches. */
function blockWith(text, language, pattern) {
    const found = blocks(text, language).filter((block) => pattern.test(block));
    assert.equal(found.length, 1, `one block with ${pattern}`);
    return found[0];
}

const readme = read('README.md');
const [startServer, ...quickstart] = blocks(section(readme, 'Quickstart'), 'sh');

function succeeded({ code, stdout, stderr }) {
    assert.equal(code, 0, `${stdout}${stderr}`);
    return stdout;
}

describe('with the server of the quickstart', () => {
    const checkout = new Checkout();
    let server;
    let shown;
    let variables;
    before(async () => {
        server = await checkout.serve(startServer);
        // All blocks in one shell, as a user pastes them. Then its variables.
        const block = `${quickstart.join('')}\nprintf '\\n%s\\n%s\\n' "$TOKEN" "$ROOM"`;
        shown = succeeded(await checkout.sh(block)).trimEnd().split('\n');
        const [TOKEN, ROOM] = shown.splice(-2);
        variables = { TOKEN, ROOM };
    });
    after(async () => {
        server?.stop();
        assert.equal((await server?.ended)?.code, 0, 'Ctrl-C stops the server');
    });

    test('the quickstart registers, logs in, posts and reads', () => {
        assert.match(variables.TOKEN, /^[\w-]+\.[\w-]+\.[\w-]+$/);
        assert.match(variables.ROOM, /^[0-9a-f]{24}$/);
        assert.match(shown.join('\n'), /"username": "alice"[^]*"text": "Hello"[^]*\}\nHello\n$/);
    });

    test('the web page is where the README says', async () => {
        const [, address] = section(readme, 'Quickstart').match(/open <(\S+)> in a browser/);
        assert.match(succeeded(await checkout.sh(`curl -sSf ${address}`)), /<title>/);
    });

    test('the data and the first password are where the README says', () => {
        const files = readdirSync(join(checkout.home, '.local/share/parlance'));
        for (const name of ['parlance.db', 'jwt-secret', 'initial-password'])
            assert.ok(files.includes(name), `${name} in ${files}`);
    });

    for (const [title, pattern, expected] of [
        ['Socket.IO', /socket\.io-client/, /alice Hello/],
        ['plain WebSocket', /new WebSocket/, /message\.posted/],
    ]) {
        test(`the client for ${title} posts and receives its message`, { timeout: 120_000 }, async (t) => {
            const file = join(checkout.dir, `${title.replace(' ', '-')}.mjs`);
            const program = blockWith(section(readme, 'Write a client'), 'js', pattern).replaceAll('8080', server.port);
            if (!existsSync(join(checkout.dir, 'node_modules')))
                symlinkSync(modules, join(checkout.dir, 'node_modules'));
            // Node has the browsers' WebSocket from version 22 on.
            writeFileSync(file, `${/import/.test(program) ? '' : "import { WebSocket } from 'ws';\n"}${program}`);
            const running = checkout.start(process.execPath, [file], variables);
            t.after(() => running.child.exitCode === null && running.stop('SIGKILL'));
            await new Promise((heard, fail) => {
                running.child.stdout.on('data', () => expected.test(running.stdout) && heard());
                running.ended.then(({ code, stdout, stderr }) => fail(new Error(`ended with ${code}: ${stdout}${stderr}`)));
            });
        });
    }

    test('users are listed and changed while the server runs', async () => {
        const text = section(readme, 'Operate it');
        succeeded(await checkout.sh(blockWith(text, 'sh', /user list/)));
        assert.match(succeeded(await checkout.sh('packaging/run.sh user list')), /\talice\tadministrator\t/);
    });

    test('administrators see the accounts, and what was done', async () => {
        const block = blockWith(section(readme, 'Operate it'), 'sh', /admin users list/);
        assert.match(succeeded(await checkout.sh(block)), /users suspend USER[^]* {2}alice {2}[^]*position +at +actor/);
    });

    test('a backup of the running server is restored into another data directory', async () => {
        succeeded(await checkout.sh(blockWith(section(readme, 'Operate it'), 'sh', /storage backup/)));
        assert.match(succeeded(await checkout.sh('packaging/run.sh --data restored user list')), /\talice\t/);
        const secrets = [join(checkout.home, '.local/share/parlance'), join(checkout.dir, 'restored')]
            .map((dir) => readFileSync(join(dir, 'jwt-secret'), 'utf8'));
        assert.equal(secrets[0], secrets[1]);
    });
});

test('the configuration file is checked', async () => {
    const block = blockWith(section(readme, 'Operate it'), 'sh', /check-config/);
    assert.equal(succeeded(await new Checkout().sh(block)), 'The configuration is correct.\n');
});

test('an export of another backend is imported', { timeout: 120_000 }, async () => {
    const checkout = new Checkout();
    // The collections. mongoexport writes an empty file for one that does not exist.
    const made = `node '${join(root, 'tests/bench/makeexport.mjs')}' --dialect named-rooms --users 3 --messages 5 mongo`;
    succeeded(await checkout.sh(`${made}\ntouch mongo/rooms.json`));
    checkout.addCommand('mongoexport', '[[ $1 == --db && $3 == --collection && $5 == --out ]] && cp "mongo/$4.json" "$6"');
    const { code, stdout, stderr } = await checkout.sh(blockWith(section(readme, 'Move an Express backend'), 'sh', /mongoexport/));
    assert.equal(code, 0, stdout + stderr);
    assert.match(stderr, /^users: 3 [^]*^messages: 5 /m);
    assert.match(succeeded(await checkout.sh('packaging/run.sh user list')), /\tuser 2\t/);
});

test('all shell blocks are valid bash', async () => {
    const checkout = new Checkout();
    for (const path of ['README.md', '.github/CONTRIBUTING.md']) {
        for (const block of blocks(read(path), 'sh'))
            succeeded(await checkout.start('bash', ['-n', '-c', block]).ended);
    }
});

/** GitHub's anchor for a heading. */
const anchorOf = (heading) => heading.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-');

test('the links of the documents refer to existing files and headings', () => {
    const pages = ['README.md', '.github/CONTRIBUTING.md', ...readdirSync(join(root, 'resources/doc')).filter((name) => name.endsWith('.md')).map((name) => `resources/doc/${name}`)];
    for (const page of pages) {
        for (const [, target] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
            if (/^https?:/.test(target))
                continue;
            const [file, anchor] = target.split('#');
            const path = file ? relative(root, join(root, dirname(page), file)) : page;
            assert.ok(existsSync(join(root, path)), `${page} links to ${target}`);
            if (anchor) {
                const anchors = [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
                assert.ok(anchors.includes(anchor), `${page} links to ${target}`);
            }
        }
    }
});
