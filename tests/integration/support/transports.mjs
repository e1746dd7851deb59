// SPDX-License-Identifier: GPL-3.0-or-later
// One way to call an operation over every transport, with what the served openapi.json says of each.
import { openPlain } from '../../clients/support/plainsocket.mjs';
import { startServer } from '../../clients/support/server.mjs';
import { connect } from '../../clients/support/sockets.mjs';

const patience = 15000;
const document = await servedDocument();

async function servedDocument() {
    const server = await startServer();
    try {
        return (await server.api('GET', '/openapi.json')).body;
    } finally {
        await server.stop();
    }
}

/** A schema with all that it refers to; what is inside of it is not looked at. */
export function resolved(schema) {
    const whole = { ...schema, ...(schema.$ref ? resolved(document.components.schemas[schema.$ref.split('/').pop()]) : {}) };
    return (schema.allOf ?? []).reduce((all, part) => ({ ...resolved(part), ...all }), whole);
}

function bodyFields(operation) {
    const schema = operation.requestBody?.content['application/json'].schema;
    if (!schema)
        return [];
    const { properties, required = [] } = resolved(schema);
    return Object.entries(properties).map(([name, field]) => (
        { name, place: 'body', required: required.includes(name), schema: resolved(field) }));
}

/** { name, method, path, restOnly, fields: [{ name, place: path|query|body, required, schema }] } */
const all = Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/'))
    .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
        name: operation.operationId,
        method: method.toUpperCase(),
        path,
        restOnly: ['account.register', 'session.create'].includes(operation.operationId),
        fields: [
            ...(operation.parameters ?? []).map(({ name, in: place, required = false, schema }) => (
                { name, place, required, schema: resolved(schema) })),
            ...bodyFields(operation),
        ],
    })));

const isCommand = ({ path }) => path.startsWith('/api/v1/admin/');
/** What every user may call. */
export const operations = all.filter((one) => !isCommand(one));
/** The commands of administrators, over REST only. */
export const commands = all.filter(isCommand);

export function operation(name) {
    return all.find((candidate) => candidate.name === name);
}

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** The REST request of an operation: { method, path, body }. Further arguments go into the body. */
export function restRequest(name, args = {}) {
    const { method, path, fields } = operation(name);
    const placed = (place) => fields.filter((field) => field.place === place && args[field.name] !== undefined);
    const target = placed('path').reduce(
        (text, field) => text.replace(`{${field.name}}`, encodeURIComponent(asText(args[field.name]))), path);
    const query = new URLSearchParams(placed('query').map((field) => [field.name, asText(args[field.name])]));
    const elsewhere = new Set([...placed('path'), ...placed('query')].map((field) => field.name));
    const rest = Object.entries(args).filter(([key]) => !elsewhere.has(key));
    return {
        method,
        path: query.size ? `${target}?${query}` : target,
        body: method === 'GET' || !rest.length ? undefined : Object.fromEntries(rest),
    };
}

/** Calls answer { ok } or { error }; over REST with `status` besides. */
export const transports = {
    REST: async (server, token) => ({
        async call(name, args) {
            const { method, path, body } = restRequest(name, args);
            const { status, body: answer } = await server.api(method, path, body, token);
            return status < 300 ? { status, ok: answer } : { status, error: answer.error };
        },
        close() {},
    }),
    'Socket.IO polling': (server, token) => socketIo(server, token, ['polling']),
    'Socket.IO WebSocket': (server, token) => socketIo(server, token, ['websocket']),
    'plain WebSocket': async (server, token) => {
        const socket = await openPlain(server.url, token);
        return {
            socket,
            call: (name, args) => socket.call(name, args),
            close: () => socket.close(),
        };
    },
};

async function socketIo(server, token, names) {
    const socket = await connect(server.url, token, { transports: names, reconnection: false });
    return {
        socket,
        call: (name, ...args) => socket.timeout(patience).emitWithAck(name, ...args),
        close: () => socket.close(),
    };
}
