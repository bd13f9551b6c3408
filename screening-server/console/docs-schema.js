// Schemas as a tree that opens where the reader wants it to.

import { h } from './dom.js';
import { kind, refName } from './openapi.js';

/** @typedef {import('./openapi.js').Schema} Schema */
/** @typedef {Record<string, Schema>} Schemas */

/**
 * A schema: its properties, or its one line. References open in place.
 * @param {Schema | undefined} schema
 * @param {Schemas} schemas
 * @param {string[]} [above] names that are open already, so that a schema that holds itself ends
 * @returns {HTMLElement}
 */
export function schemaTree(schema, schemas, above = []) {
  if (!schema) return h('p', { class: 'dim' }, 'Not described.');
  const { inner, names } = resolve(schema, schemas);
  const properties = propertiesOf(inner, schemas);
  if (properties.length === 0) {
    return h('div', { class: 'leaf' }, h('span', { class: 'kind' }, kind(schema)), limits(inner), about(inner));
  }
  return h('ul', { class: 'tree' }, properties.map(([name, one, required]) => property(name, one, required, schemas, [...above, ...names])));
}

/**
 * @param {string} name
 * @param {Schema} schema
 * @param {boolean} required
 * @param {Schemas} schemas
 * @param {string[]} above
 */
function property(name, schema, required, schemas, above) {
  const { inner, names } = resolve(schema, schemas);
  const head = [
    h('code', { class: 'name' }, name),
    h('span', { class: 'kind' }, kind(schema)),
    !required && h('span', { class: 'optional' }, 'optional'),
  ];
  const text = schema.description ? about(schema) : about(inner);
  const opens = propertiesOf(inner, schemas).length > 0 && !names.some((one) => above.includes(one));
  if (!opens) return h('li', {}, h('div', { class: 'row' }, head), limits(inner), text);
  const details = h('details', {}, h('summary', { class: 'row' }, head));
  // Built when it is opened: a description may be deep.
  details.addEventListener('toggle', () => details.append(schemaTree(inner, schemas, [...above, ...names])), { once: true });
  return h('li', {}, details, text);
}

/**
 * Follows references, lists and "or null" to what they hold.
 * @param {Schema} schema
 * @param {Schemas} schemas
 * @returns {{inner: Schema, names: string[]}}
 */
export function resolve(schema, schemas) {
  /** @type {string[]} */
  const names = [];
  let inner = schema;
  for (let depth = 0; depth < 12; depth += 1) {
    if (inner.$ref) {
      const name = refName(inner.$ref);
      names.push(name);
      inner = schemas[name] ?? {};
      continue;
    }
    const choices = (inner.oneOf ?? inner.anyOf)?.filter((choice) => choice.type !== 'null');
    const [only] = choices ?? [];
    if (choices?.length === 1 && only) inner = only;
    else if (typeof inner.items === 'object' && !inner.prefixItems) inner = inner.items;
    else break;
  }
  return { inner, names };
}

/**
 * @param {Schema} schema
 * @param {Schemas} schemas
 * @returns {[name: string, schema: Schema, required: boolean][]}
 */
function propertiesOf(schema, schemas) {
  const own = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => /** @type {[string, Schema, boolean]} */ ([name, one, schema.required?.includes(name) ?? false]),
  );
  const inherited = (schema.allOf ?? []).flatMap((one) => propertiesOf(resolve(one, schemas).inner, schemas));
  return [...inherited, ...own];
}

/** @param {Schema} schema */
function about(schema) {
  return schema.description ? h('p', { class: 'about' }, inline(schema.description)) : null;
}

/** What values are allowed. @param {Schema} schema */
export function limits(schema) {
  /** @type {string[]} */
  const words = [];
  // Numbers that cannot be negative say so everywhere: no news.
  if (schema.minimum) words.push(`from ${schema.minimum}`);
  if (schema.maximum !== undefined) words.push(`to ${schema.maximum}`);
  if (schema.maxLength !== undefined) words.push(`at most ${schema.maxLength} characters`);
  if (schema.pattern !== undefined) words.push(`matches ${schema.pattern}`);
  if (schema.default !== undefined) words.push(`default ${JSON.stringify(schema.default)}`);
  const values = (schema.enum ?? []).filter((value) => value !== null);
  if (words.length === 0 && values.length === 0) return null;
  return h(
    'p',
    { class: 'limits' },
    words.join(', '),
    values.map((value) => h('code', {}, String(value))),
  );
}

/** A text with `code` in it; the description's Markdown goes no further. @param {string | undefined} text */
export function inline(text) {
  return (text ?? '').split(/`([^`]+)`/).map((part, index) => (index % 2 ? h('code', {}, part) : part));
}
