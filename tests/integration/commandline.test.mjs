// SPDX-License-Identifier: GPL-3.0-or-later
// Options, configuration and where it comes from; exit codes, each with one line that says why.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeCertificate, tlsEnvironment } from '../clients/support/certificates.mjs';
import { executable, listening, run, start, temporaryDirectory, whileServing } from './support/process.mjs';

const exit = { usage: 64, data: 65, unavailable: 69, newerSchema: 70, cannotCreate: 73, storage: 74, inUse: 75, config: 78 };
const free = '127.0.0.1:0';
const nobody = 65534;
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
/** Root may become nobody; but a build below root's own directory is out of nobody's reach. */
const canBeNobody = process.getuid() === 0 && spawnSync(asNobody[0], [...asNobody.slice(1), executable, '--version'], { cwd: '/' }).status === 0;
const hasIpv6 = Object.values(networkInterfaces()).flat().some(({ address }) => address === '::1');
const secondHost = hasIpv6 ? '[::1]' : '127.0.0.2';

function assertFailed({ code, stdout, stderr }, expected, pattern) {
    assert.equal(code, expected, stderr);
    assert.match(stderr, /^parlance-server: [^\n]+\n$/, 'one line says why');
    assert.match(stderr, pattern);
    assert.equal(stdout, '');
}

const modeOf = (path) => statSync(path).mode & 0o777;

async function isServed(url) {
    // A disk may be busy for a while.
    const late = Date.now() + 30_000;
    let response;
    do
        response = await fetch(`${url}/readyz`);
    while (response.status === 503 && Date.now() < late);
    assert.deepEqual(await response.json(), { status: 'ready' });
}

test('serve is the default, listens on several addresses and picks ports', async () => {
    const data = join(temporaryDirectory(), 'new', 'data');
    const { code, stderr } = await whileServing(['--listen', free, '--listen', `http://${secondHost}:0`, '--data', data], {}, async (urls) => {
        assert.deepEqual(urls.map((url) => url.replace(/\d+$/, 'N')), ['http://127.0.0.1:N', `http://${secondHost}:N`]);
        await Promise.all(urls.map(isServed));
    });
    assert.equal(code, 0);
    assert.match(stderr, /one-time password are in .*initial-password/);
});

test('the data belong to their owner alone, whatever the umask', async () => {
    const data = join(temporaryDirectory(), 'data');
    await whileServing(['serve', '--listen', free, '--data', data], { before: ['sh', '-c', 'umask 0; exec "$@"', 'sh'] }, ([url]) => isServed(url));
    assert.equal(modeOf(data), 0o700);
    const files = readdirSync(data);
    for (const name of ['parlance.db', 'jwt-secret', 'initial-password', 'parlance.lock'])
        assert.ok(files.includes(name), `${name} in ${files}`);
    for (const name of files)
        assert.equal(modeOf(join(data, name)), 0o600, name);
});

test('the command line wins over the environment, that over .env, that over the file', async () => {
    const dir = temporaryDirectory();
    const file = join(dir, 'parlance.toml');
    const places = Object.fromEntries(['option', 'variable', 'dotenv', 'file'].map((name) => [name, join(dir, name)]));
    writeFileSync(file, `listen = ["http://${free}"]\ndata = "${places.file}"\n`);
    const env = { PARLANCE_DATA: places.variable };
    const dotEnv = () => writeFileSync(join(dir, '.env'), `# a comment\nexport PARLANCE_DATA="${places.dotenv}"\nPARLANCE_LOG_LEVEL=debug # so\n`);
    const serve = (args, options) => whileServing(['serve', ...args], { cwd: dir, ...options }, ([url]) => isServed(url));

    await serve(['--config', file], {});
    assert.deepEqual(Object.values(places).filter(existsSync), [places.file]);
    dotEnv();
    await serve([], { env: { PARLANCE_CONFIG: file } });
    assert.deepEqual(Object.values(places).filter(existsSync), [places.dotenv, places.file]);
    await serve(['--config', file], { env });
    assert.deepEqual(Object.values(places).filter(existsSync), [places.variable, places.dotenv, places.file]);
    await serve(['--config', file, '--data', places.option], { env });
    assert.deepEqual(Object.values(places).filter(existsSync), Object.values(places));
});

test('addresses come from variables too', async () => {
    const data = join(temporaryDirectory(), 'data');
    const shown = async (env, args = []) => {
        let found;
        await whileServing(['--data', data, ...args], { env }, async (urls) => { found = urls; });
        return found.map((url) => url.replace(/\d+$/, 'N'));
    };
    assert.deepEqual(await shown({ PORT: '0' }), ['http://127.0.0.1:N']);
    assert.deepEqual(await shown({ PORT: '1', PARLANCE_LISTEN: `${free}, ${secondHost}:0` }), ['http://127.0.0.1:N', `http://${secondHost}:N`]);
    assert.deepEqual(await shown({ PARLANCE_LISTEN: `${secondHost}:0` }, ['--listen', free]), ['http://127.0.0.1:N']);
});

test('a directory may be called like a command', async () => {
    const dir = temporaryDirectory();
    await whileServing(['--data', 'user', '--listen', free], { cwd: dir }, ([url]) => isServed(url));
    assert.ok(existsSync(join(dir, 'user', 'parlance.db')));
    assert.equal((await run(['--data', 'user', 'user', 'list'], { cwd: dir })).code, 0);
});

test('the home directory may be written as ~', async () => {
    const dir = temporaryDirectory();
    const file = join(dir, 'parlance.toml');
    writeFileSync(file, 'data = "~/chat"\n');
    await whileServing(['--config', file, '--listen', free], { cwd: dir, env: { HOME: join(dir, 'home') } }, ([url]) => isServed(url));
    assert.ok(existsSync(join(dir, 'home', 'chat', 'parlance.db')));
});

test('help and version', async () => {
    for (const word of ['--help', '-h']) {
        const { code, stdout, stderr } = await run([word]);
        assert.equal(code, 0);
        assert.match(stdout, /--listen <ADDR:PORT>[^]*check-config/);
        assert.equal(stderr, '');
    }
    const users = await run(['user', '--help']);
    assert.equal(users.code, 0);
    assert.match(users.stdout, /set-password NAME/);
    const version = await run(['--version']);
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^parlance-server \d+\.\d+\.\d+\S*\n$/);
});

test('a wrong command line', async () => {
    for (const [args, pattern] of [
        [['--nonsense'], /nonsense/], [['serve', '--nonsense'], /nonsense/], [['-x'], /x/], [['nonsense'], /nonsense/],
        [['serve', 'more'], /more/], [['check-config', 'more'], /more/], [['--data'], /data/], [['serve', '--listen'], /listen/],
        [[''], /command/], [['--nonsense', '--help'], /nonsense/],
    ])
        assertFailed(await run(args, { cwd: temporaryDirectory() }), exit.usage, pattern);
});

test('check-config', async () => {
    const dir = temporaryDirectory();
    const file = join(dir, 'parlance.toml');
    const check = (text, options) => {
        writeFileSync(file, text);
        return run(['check-config', '--config', file], { cwd: dir, ...options });
    };
    const good = await check('# nothing\nlisten = ["http://127.0.0.1:1"]\n[log]\nlevel = "debug"\n');
    assert.deepEqual([good.code, good.stdout, good.stderr], [0, 'The configuration is correct.\n', '']);
    for (const [text, number, pattern] of [
        ['nonsense = 1\n', 1, /nonsense/], ['\n[http]\nmax_body = 1\n', 3, /http\.max_body/], ['listen = 5\n', 1, /listen/],
        ['listen = ["x"]\n', 1, /"x"/], ['listen = ["ftp://127.0.0.1:1"]\n', 1, /ftp:/], ['listen = []\n', 1, /at least one/],
        ['[engineio]\n\nping_interval_ms = "5"\n', 3, /ping_interval_ms/], ['[engineio]\nping_interval_ms = 0\n', 2, /100 to/],
        ['[http]\ntrusted_proxies = ["x"]\n', 2, /"x"/], ['[log]\nlevel = "loud"\n', 2, /debug, info/], ['a = \n', 1, /./],
        ['[rate_limits]\nrest = { count = 1, per_minute = 5 }\n', 2, /per_minute/], ['[http\n', 1, /./], ['[nothing]\n', 1, /nothing/],
        ['listen = ["127.0.0.1:1"]\nlisten = ["127.0.0.1:2"]\n', 2, /./], ['http = 5\n', 1, /http/],
    ]) {
        const failed = await check(text);
        assertFailed(failed, exit.config, pattern);
        assert.ok(failed.stderr.includes(`${file}:${number}: `), failed.stderr);
    }
    for (const [env, pattern] of [
        [{ PORT: 'x' }, /PORT/], [{ PORT: '65536' }, /PORT/], [{ PARLANCE_LISTEN: 'x' }, /PARLANCE_LISTEN/],
        [{ PARLANCE_RATE_LIMITS: 'none' }, /PARLANCE_RATE_LIMITS/], [{ PARLANCE_LOG_LEVEL: 'loud' }, /PARLANCE_LOG_LEVEL/],
    ])
        assertFailed(await check('', { env }), exit.config, pattern);
    assertFailed(await run(['check-config', '--config', join(dir, 'none.toml')]), exit.config, /none\.toml/);
    assertFailed(await run(['check-config', '--config', dir]), exit.config, /./);
    assertFailed(await run(['check-config', '--listen', 'x']), exit.config, /--listen/);
    writeFileSync(join(dir, '.env'), 'GOOD=1\nbad line\n');
    assertFailed(await check(''), exit.config, /\.env:2: /);
    assert.deepEqual(readdirSync(dir).sort(), ['.env', 'parlance.toml']);
});

test('a port in use, and an address of others', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const data = temporaryDirectory();
    const taken = await run(['--listen', `127.0.0.1:${port}`, '--data', data]);
    other.close();
    assert.equal(taken.code, exit.unavailable);
    assert.match(taken.stderr, new RegExp(`^parlance-server: http://127\\.0\\.0\\.1:${port}: .*in use\n`, 'm'));
    const env = { PARLANCE_ALLOW_PLAINTEXT: 'on', PARLANCE_LOG_LEVEL: 'warning' };
    assertFailed(await run(['--listen', '192.0.2.1:0', '--data', data], { env }), exit.unavailable, /192\.0\.2\.1/);
    assertFailed(await run(['--listen', `${free}`, '--listen', '192.0.2.1:0', '--data', data], { env }), exit.unavailable, /192\.0\.2\.1/);
});

test('what others reach is encrypted, unless plain text is allowed', async () => {
    const data = join(temporaryDirectory(), 'data');
    const file = join(temporaryDirectory(), 'parlance.toml');
    const open = ['--listen', '0.0.0.0:0', '--data', data];
    const refusal = /^parlance-server: http:\/\/0\.0\.0\.0:0 .*https:\/\/.*allow_plaintext = true/;
    for (const command of ['serve', 'check-config']) {
        assertFailed(await run([command, ...open]), exit.config, refusal);
        assertFailed(await run([command, ...open, '--listen', free], { env: { PARLANCE_ALLOW_PLAINTEXT: 'off' } }), exit.config, refusal);
    }
    assert.ok(!existsSync(data), 'nothing was made');
    assert.equal((await run(['user', 'list'], { env: { PARLANCE_LISTEN: '0.0.0.0:0', PARLANCE_DATA: data } })).code, 0, 'no listener, no rule');

    writeFileSync(file, 'allow_plaintext = true\n');
    for (const [args, env] of [[[], { PARLANCE_ALLOW_PLAINTEXT: 'on' }], [['--config', file], {}]]) {
        const { code, stderr } = await whileServing([...args, ...open], { env }, ([url]) => isServed(url.replace('0.0.0.0', '127.0.0.1')));
        assert.equal(code, 0);
        assert.match(stderr, / INFO .*without encryption, as allow_plaintext says$/m);
    }
});

test('certificates that cannot be used', async () => {
    const data = join(temporaryDirectory(), 'data');
    const [one, other] = [makeCertificate(), makeCertificate()];
    const listen = ['--listen', 'https://127.0.0.1:0', '--data', data];
    const secret = /KEY-----\n(.{20})/.exec(readFileSync(one.key, 'utf8'))[1];
    for (const [env, pattern] of [
        [{}, /https:\/\/127\.0\.0\.1:0 needs a certificate: .*tls\.certificate/],
        [{ PARLANCE_TLS_CERTIFICATE: one.certificate }, /tls\.key/],
        [tlsEnvironment({ ...one, key: other.key }), /tls\.key: \S+ does not belong to the certificate in /],
        [tlsEnvironment({ ...one, key: one.certificate }), /tls\.key: \S+certificate\.pem holds no private key/],
        [tlsEnvironment({ ...one, certificate: one.key }), /tls\.certificate: \S+key\.pem holds no certificate/],
        [tlsEnvironment({ ...one, key: '/nonexistent' }), /tls\.key: \/nonexistent cannot be read: No such file/],
        [tlsEnvironment({ ...one, certificate: '/nonexistent' }), /tls\.certificate: \/nonexistent cannot be read: No such file/],
    ]) {
        for (const command of ['serve', 'check-config']) {
            const failed = await run([command, ...listen], { env: { ...env, PARLANCE_LOG_LEVEL: 'warning' } });
            assertFailed(failed, exit.config, pattern);
            assert.ok(!failed.stderr.includes(secret));
        }
    }
    const warned = await run(['check-config', ...listen], { env: tlsEnvironment(one) });
    assert.deepEqual([warned.code, warned.stderr], [0, '']);
    chmodSync(one.key, 0o644);
    const { code, stdout, stderr } = await run(['check-config', ...listen], { env: tlsEnvironment(one) });
    assert.deepEqual([code, stdout], [0, 'The configuration is correct.\n']);
    assert.match(stderr, /^parlance-server: warning: tls\.key: \S+ can be read by every user of this machine\n$/);
    const served = await whileServing(listen, { env: tlsEnvironment(one) }, ([url]) => assert.match(url, /^https:/));
    assert.equal(served.code, 0);
    assert.match(served.stderr, / WARNING? .*tls\.key: \S+ can be read by every user/);
    assert.ok(!served.stderr.includes(secret));
});

test('data that cannot be', async () => {
    const dir = temporaryDirectory();
    const file = join(dir, 'file');
    writeFileSync(file, '');
    assertFailed(await run(['--listen', free, '--data', file]), exit.cannotCreate, /file: is not a directory/);
    assertFailed(await run(['--listen', free, '--data', join(file, 'below')]), exit.cannotCreate, /below/);
    assertFailed(await run(['--listen', free, '--data', '/proc/parlance']), exit.cannotCreate, /proc/);
    assertFailed(await run(['--data', file, 'user', 'list']), exit.cannotCreate, /is not a directory/);

    const damaged = join(dir, 'damaged');
    mkdirSync(damaged);
    writeFileSync(join(damaged, 'parlance.db'), 'this is no database, but it is long enough to look like one'.repeat(100));
    assertFailed(await run(['--listen', free, '--data', damaged]), exit.storage, /parlance\.db|database/);
    const noKey = join(dir, 'nokey');
    mkdirSync(noKey);
    writeFileSync(join(noKey, 'jwt-secret'), 'short\n');
    assertFailed(await run(['--listen', free, '--data', noKey]), exit.cannotCreate, /jwt-secret: is damaged/);
});

test('data of somebody else', { skip: !canBeNobody && 'needs root, and a build that others can reach' }, async () => {
    const dir = temporaryDirectory();
    const before = asNobody;
    const refused = join(dir, 'refused');
    mkdirSync(refused, 0o700);
    assertFailed(await run(['--listen', free, '--data', refused], { before, cwd: '/' }), exit.cannotCreate, /refused/);
    assertFailed(await run(['--listen', free, '--data', join(dir, 'new')], { before, cwd: '/' }), exit.cannotCreate, /new/);
    const own = join(dir, 'own');
    mkdirSync(own, 0o700);
    chownSync(own, nobody, nobody);
    await whileServing(['--listen', free, '--data', own], { before, cwd: '/' }, ([url]) => isServed(url));
    chmodSync(join(own, 'parlance.db'), 0);
    assertFailed(await run(['--listen', free, '--data', own], { before, cwd: '/' }), exit.storage, /parlance\.db|database/);
});

test('data of a newer release', { skip: spawnSync('sqlite3', ['--version']).error && 'needs sqlite3' }, async () => {
    const data = join(temporaryDirectory(), 'data');
    await whileServing(['--listen', free, '--data', data], {}, ([url]) => isServed(url));
    const changed = spawnSync('sqlite3', [join(data, 'parlance.db'),
        "INSERT INTO schema_migrations SELECT 9999, 'from_the_future', max(applied_at) FROM schema_migrations"], { encoding: 'utf8' });
    assert.equal(changed.status, 0, changed.stderr);
    for (const args of [['--listen', free, '--data', data], ['--data', data, 'user', 'list']])
        assertFailed(await run(args), exit.newerSchema, /9999.*newer release/);
});

test('one server a data directory', async () => {
    const data = join(temporaryDirectory(), 'data');
    const { code } = await whileServing(['--listen', free, '--data', data], {}, async ([url]) => {
        assertFailed(await run(['--listen', free, '--data', data]), exit.inUse, /another parlance-server/);
        await isServed(url);
    });
    assert.equal(code, 0);
    const killed = start(['--listen', free, '--data', data]);
    await killed.said(listening);
    killed.child.kill('SIGKILL');
    assert.equal((await killed.ended).signal, 'SIGKILL');
    await whileServing(['--listen', free, '--data', data], {}, ([url]) => isServed(url));
    assert.match(readFileSync(join(data, 'initial-password'), 'utf8'), /^operator\n\S{18}\n$/);
});
