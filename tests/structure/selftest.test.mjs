// SPDX-License-Identifier: GPL-3.0-or-later
// Shows every structure check a tree with a fault in it: a check that finds nothing proves nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const packages = ['run', 'admin', 'test', 'ci', 'fresh'].map((name) => `# [${name}]\nsome-package\n`).join('');

/** What a check says of a small sound tree with these files in it. */
function check(script, files) {
    const root = mkdtempSync(join(tmpdir(), 'parlance-structure-'));
    try {
        mkdirSync(join(root, 'tests/structure'), { recursive: true });
        cpSync(join(here, 'include-rules.txt'), join(root, 'tests/structure/include-rules.txt'));
        const sound = {
            'packaging/packages.txt': packages,
            'server/domain/model.h': '#include "shared/ids.h"\n',
            'shared/ids.h': '#include <QString>\n',
        };
        for (const [path, text] of Object.entries({ ...sound, ...files })) {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            writeFileSync(join(root, path), text);
        }
        const run = spawnSync(process.execPath, [join(here, script), '--root', root], { encoding: 'utf8' });
        return { status: run.status, output: run.stdout + run.stderr };
    } finally {
        rmSync(root, { recursive: true });
    }
}

function passes(script, files) {
    const { status, output } = check(script, files);
    assert.equal(status, 0, output);
}

function fails(script, files, expected) {
    const { status, output } = check(script, files);
    assert.equal(status, 1, output);
    assert.match(output, expected);
}

/** The table with one line replaced. */
function failsWithTable(line, replacement, expected) {
    const table = readFileSync(join(here, 'include-rules.txt'), 'utf8');
    fails('includes.mjs', { 'tests/structure/include-rules.txt': table.replace(line, replacement) }, expected);
}

test('a sound tree passes every check', () => {
    for (const script of ['includes.mjs', 'lengths.mjs', 'conventions.mjs'])
        passes(script, {});
});

const includeFaults = [
    ['a folder outside its row', 'server/storage/a.cpp', '#include "app/rooms.h"\n', /storage may not include "app\/rooms.h"/],
    ['a header beside the one allowed', 'server/app/a.cpp', '#include "storage/sqlstore.h"\n', /app may not include/],
    ['a folder in brackets of a row that it inherits', 'server/dialects/a.cpp', '#include "stores/roomstore.h"\n', /dialects may not include/],
    ['shared reaching up', 'shared/a.h', '#include "domain/model.h"\n', /shared may not include/],
    ['domain reaching into the composition root', 'server/domain/a.h', '#include "config.h"\n', /domain may not include/],
    ['the console reaching into the server', 'admin-gui/a.cpp', '#include "domain/model.h"\n', /admin-gui may not include/],
    ['a path upwards', 'server/app/a.cpp', '#include "../domain/model.h"\n', /climbs out/],
    ['a path from its own folder', 'server/domain/a.cpp', '#include "model.h"\n', /write the path from the root/],
    ['ours in angle brackets', 'server/domain/a.cpp', '#include <domain/model.h>\n', /is ours/],
    ['others in quotes', 'server/domain/a.cpp', '#include "sodium.h"\n', /is no file of ours/],
    ['Qt HTTP Server outside its front end', 'server/net/router.cpp', '#include <QHttpServerResponder>\n', /no place here/],
    ['QtSql outside storage', 'server/app/a.cpp', '  #  include <QtSql/QSqlQuery>\n', /no place here/],
    ['QtNetwork in shared', 'shared/a.cpp', '#include <QtNetwork/QTcpSocket>\n', /no place here/],
    ['widgets in the server', 'server/app/a.cpp', '#include <QtWidgets>\n', /no place here/],
    ['a version test outside qtcompat.h', 'server/net/a.cpp', '#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)\n', /QT_VERSION\* has no place/],
    ['a version test in a test', 'tests/unit/tst_a.cpp', '#if QT_VERSION_MAJOR > 6\n', /QT_VERSION\* has no place/],
    ['a folder without a row', 'server/misc/a.cpp', '\n', /no row for misc/],
];
const targets = {
    'server/metrics/latencyhistogram.h': '',
    'server/app/rooms.h': '',
    'server/config.h': '',
    'server/storage/sqlstore.h': '',
    'server/stores/roomstore.h': '',
    'server/realtime/broker.h': '',
};
for (const [name, path, text, expected] of includeFaults)
    test(`includes: ${name}`, () => fails('includes.mjs', { ...targets, [path]: text }, expected));

test('includes: what the table allows', () => passes('includes.mjs', {
    ...targets,
    'server/app/rooms.cpp': '#include "app/rooms.h"\n#include "stores/roomstore.h"\n#include "rooms.moc"\n',
    'server/storage/sqlstore.cpp': '#include "domain/model.h"\n#include <QSqlQuery>\n#include <vector>\n',
    'server/net/qtcompat.h': '#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)\n#include <QtHttpServer/QHttpServerResponder>\n#endif\n',
    'server/calls/a.cpp': '#include "app/rooms.h"\n#include "domain/model.h"\n',
    'server/main.cpp': '#include "app/rooms.h"\n#include "config.h"\n// #include "../gone.h" and QT_VERSION\n',
}));

test('includes: a header in the table that is gone', () =>
    fails('includes.mjs', { 'server/app/a.cpp': '' }, /realtime\/broker.h, which is not there/));

test("includes: the console's link reaching for a page", () => fails('includes.mjs', {
    'admin-gui/link/a.cpp': '#include "pages/page.h"\n',
    'admin-gui/pages/page.h': '#include <QWidget>\n',
}, /admin-gui\/link may not include/));
test('includes: a circle of folders', () => failsWithTable(/^domain:.*$/m, 'domain: app', /may include itself/));
test('includes: a folder in the table without a row', () =>
    failsWithTable(/^http:$/m, 'http: nowhere', /http may include nowhere, which has no row/));

const lines = (count, text = 'x();\n') => text.repeat(count);
const lengthFaults = [
    ['a file', 'server/a.h', lines(401, '// x\n'), /401 lines/],
    ['a script without an ending', '.ci/run', `#!/bin/bash\n${lines(400)}`, /401 lines/],
    ['a function of C++', 'server/a.cpp', `namespace a {\nvoid A::b()\n{\n${lines(48)}}\n}\n`, /b: 51 lines/],
    ['a function of JavaScript', 'resources/web/a.js', `function a() {\n${lines(49, '    x();\n')}}\n`, /51 lines/],
    ['an arrow function', 'tests/a.mjs', `test('a', async () => {\n${lines(49, '    x();\n')}});\n`, /51 lines/],
    ['a method', 'tests/a.mjs', `class A {\n    async b(c) {\n${lines(49, '        x();\n')}    }\n}\n`, /51 lines/],
    ['a function of the shell', 'tests/a.sh', `a() {\n${lines(49, '    x\n')}}\n`, /51 lines/],
    ['a function of Python', 'tests/a.py', `def a():\n${lines(50, '    x()\n')}\nb()\n`, /lines, at most 50 are allowed/],
];
for (const [name, path, text, expected] of lengthFaults)
    test(`lengths: ${name}`, () => fails('lengths.mjs', { [path]: text }, expected));

test('lengths: at the limits', () => passes('lengths.mjs', {
    'server/a.cpp': `void a()\n{\n${lines(47)}}\n${lines(350, '// x\n')}`,
    'tests/a.mjs': `describe('a', () => {\n${lines(100, '    x();\n')}});\nfunction a() {\n${lines(48, '    x();\n')}}\n`,
    'node_modules/b/c.js': lines(1000),
}));

const conventionFaults = [
    ['two statements', 'sql/common/a.sql', 'SELECT 1;\nSELECT 2;\n', /one statement a file, here are 2/],
    ['no statement', 'sql/sqlite/a.sql', '-- SELECT 1\n', /here are 0/],
    ['a migration without a number', 'sql/migrations/sqlite/first.sql', '', /NNNN_name.sql/],
    ['a migration of no backend', 'sql/migrations/0001_a.sql', '', /NNNN_name.sql/],
    ['an unknown section', 'packaging/packages.txt', `${packages}# [more]\n`, /no section \[more\]/],
    ['a missing section', 'packaging/packages.txt', packages.replace('[ci]', 'ci'), /\[ci\] is missing/],
    ['a line that is no package', 'packaging/packages.txt', `${packages}Two words\n`, /is no package/],
    ['a package twice', 'packaging/packages.txt', `${packages}some-package\n`, /twice/],
    ['a lock file that names a registry', 'tests/clients/package-lock.json', '{"resolved": "https://example.org/"}\n', /names a registry/],
];
for (const [name, path, text, expected] of conventionFaults)
    test(`conventions: ${name}`, () => fails('conventions.mjs', { [path]: text }, expected));

test('conventions: semicolons that end nothing', () => passes('conventions.mjs', {
    'sql/common/a.sql': "-- a; b\nSELECT ';', \"a;b\" /* ; */ FROM c WHERE d = 'it''s;';\n",
    'sql/postgresql/b.sql': 'DO $body$ BEGIN a; b; END $body$\n',
    'sql/migrations/sqlite/0001_first.sql': 'CREATE TABLE a (b);\nCREATE TABLE c (d);\n',
}));

test('conventions: a number given twice', () => fails('conventions.mjs', {
    'sql/migrations/sqlite/0001_a.sql': '',
    'sql/migrations/sqlite/0001_b.sql': '',
}, /0001 is taken/));

const shellcheck = spawnSync('shellcheck', ['--version']).error ? 'shellcheck is not installed' : false;
test('conventions: a trap in a shell script', { skip: shellcheck }, () =>
    fails('conventions.mjs', { 'tests/a.sh': '#!/bin/bash\nrm -r $1/*\n' }, /SC2086/));
