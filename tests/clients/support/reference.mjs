// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of tests/fixtures/protocol-server, kept by the official servers from npm: what a test
// says of ours can be held against them (see fixture.mjs). Started like ours, with the same options.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { parseArgs } from 'node:util';
import { Server as EngineServer } from 'engine.io';
import { Server as SocketServer } from 'socket.io';

const ackMs = 2000;
const { values: options } = parseArgs({
    options: {
        port: { type: 'string', default: '3000' },
        'ping-interval': { type: 'string', default: '25000' },
        'ping-timeout': { type: 'string', default: '20000' },
        'max-payload': { type: 'string', default: '1000000' },
        recovery: { type: 'string', default: 'off' },
        eio3: { type: 'string', default: 'off' },
        'tls-certificate': { type: 'string' },
        'tls-key': { type: 'string' },
    },
});
const settings = {
    pingInterval: Number(options['ping-interval']),
    pingTimeout: Number(options['ping-timeout']),
    maxHttpBufferSize: Number(options['max-payload']),
    allowEIO3: options.eio3 === 'on',
    cors: { origin: '*' },
};

function answer(request, response) {
    response.writeHead(request.url === '/healthz' ? 200 : 404, { 'Content-Type': 'text/plain' }).end();
}

const http = options['tls-certificate']
    ? createTlsServer({ cert: readFileSync(options['tls-certificate']), key: readFileSync(options['tls-key']) }, answer)
    : createServer(answer);

const engine = new EngineServer(settings);
engine.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
engine.attach(http, { path: '/engine.io/' });

const io = new SocketServer(http, {
    ...settings,
    ...(options.recovery === 'on' ? { connectionStateRecovery: { skipMiddlewares: false } } : {}),
});

/** Why each socket went, by its id. */
const reasons = new Map();

/** Every handler gets the socket, the arguments and, last, a function that acknowledges. */
const handlers = {
    message: (socket, args) => socket.emit('message-back', ...args),
    'message-with-ack': (socket, args, ack) => ack(...args),
    whoami: (socket, args, ack) => ack({
        id: socket.id,
        recovered: socket.recovered,
        transport: socket.conn.transport.name,
        rooms: [...socket.rooms],
    }),
    join: (socket, [room], ack) => {
        socket.join(room);
        ack('ok');
    },
    leave: (socket, [room], ack) => {
        socket.leave(room);
        ack('ok');
    },
    'to-room': (socket, [room, event, ...args]) => socket.nsp.to(room).emit(event, ...args),
    'to-room-except-me': (socket, [room, event, ...args]) => socket.to(room).emit(event, ...args),
    'to-all': (socket, [event, ...args]) => socket.nsp.emit(event, ...args),
    'volatile-back': (socket, [count]) => {
        for (let i = 0; i < count; ++i)
            socket.volatile.emit('volatile-back', i);
    },
    'never-ack': () => {},
    'server-ack': (socket, [value], ack) => {
        socket.timeout(ackMs).emit('please-ack', value, (error, reply) => ack(error ? { timeout: true } : { reply }));
    },
    kick: (socket, [close]) => socket.disconnect(close === true),
    'reason-of': (socket, [id], ack) => ack(reasons.get(id) ?? null),
};

function serve(socket) {
    for (const [event, handler] of Object.entries(handlers)) {
        socket.on(event, (...args) => {
            const ack = typeof args.at(-1) === 'function' ? args.pop() : () => {};
            handler(socket, args, ack);
        });
    }
    // A recovered socket has the id that it had before.
    reasons.delete(socket.id);
    socket.on('disconnect', (reason) => reasons.set(socket.id, reason));
    socket.emit('auth', socket.handshake.auth);
}

function refuseWithoutToken(socket, next) {
    const { auth, query } = socket.handshake;
    if ((auth.token ?? query.token) === 'good-token')
        return next();
    next(Object.assign(new Error('invalid token'), { data: { code: 'E_TOKEN' } }));
}

io.of('/secure').use(refuseWithoutToken);
['/', '/custom', '/secure'].forEach((name) => io.of(name).on('connection', serve));

process.once('SIGTERM', () => {
    engine.close();
    io.close();
    // Connections kept alive would keep the process alive too.
    setTimeout(() => process.exit(0), 100);
});
http.listen(Number(options.port), '127.0.0.1');
