// SPDX-License-Identifier: GPL-3.0-or-later
// Checks values against the schemas of a served document, more strictly than clients may.
import Ajv from 'ajv/dist/2020.js';

const formats = {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    email: /^\S+@\S+$/,
    int64: true,
    password: true,
};
const ajv = new Ajv({ allErrors: true, formats, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });

/** The target of a JSON pointer like "#/components/schemas/Room". */
function target(document, reference) {
    return reference.slice(2).split('/').reduce((value, step) => value[step], document);
}

const mapValues = (object, change) => Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/**
 * A schema with all references resolved, whose objects allow listed properties only. A part of allOf
 * is not `whole`: other parts list the rest of its properties.
 */
function strict(document, schema, whole = true) {
    if (schema.$ref)
        return strict(document, target(document, schema.$ref), whole);
    const result = { ...schema };
    if (schema.properties)
        result.properties = mapValues(schema.properties, (value) => strict(document, value));
    if (schema.items)
        result.items = strict(document, schema.items);
    if (schema.oneOf)
        result.oneOf = schema.oneOf.map((part) => strict(document, part, whole));
    if (schema.allOf)
        result.allOf = schema.allOf.map((part) => strict(document, part, false));
    if (whole && (schema.properties || schema.allOf))
        result.unevaluatedProperties = false;
    return result;
}

/** (value) → a description of its errors; empty if it is valid. */
export function checker(document, schema) {
    const validate = ajv.compile(strict(document, schema));
    return (value) => (validate(value) ? '' : `${ajv.errorsText(validate.errors)}\n${JSON.stringify(value)}`);
}

/** { $ref } resolved, once. */
export function resolve(document, value) {
    return value?.$ref ? target(document, value.$ref) : value;
}
