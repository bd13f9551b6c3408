// The part of OpenAPI 3.1 that the service's description uses.

/**
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string | string[]} [type]
 * @property {string} [format]
 * @property {string} [contentMediaType]
 * @property {string} [description]
 * @property {unknown[]} [enum]
 * @property {unknown} [const]
 * @property {unknown} [default]
 * @property {unknown} [example]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {number} [maxLength]
 * @property {string} [pattern]
 * @property {Schema | boolean} [items]
 * @property {Schema[]} [prefixItems]
 * @property {Record<string, Schema>} [properties]
 * @property {Schema | boolean} [additionalProperties]
 * @property {string[]} [required]
 * @property {Schema[]} [oneOf]
 * @property {Schema[]} [anyOf]
 * @property {Schema[]} [allOf]
 */

/** @typedef {{schema?: Schema, example?: unknown}} Media */
/** @typedef {{name: string, in: 'path' | 'query' | 'header' | 'cookie', required?: boolean, description?: string, schema?: Schema}} Parameter */
/** @typedef {{description?: string, content?: Record<string, Media>, headers?: Record<string, {description?: string, schema?: Schema}>}} Answer */

/**
 * @typedef {object} OperationBody
 * @property {string} [operationId]
 * @property {string[]} [tags]
 * @property {string} [summary]
 * @property {string} [description]
 * @property {Parameter[]} [parameters]
 * @property {{description?: string, required?: boolean, content: Record<string, Media>}} [requestBody]
 * @property {Record<string, Answer>} [responses]
 */

/**
 * @typedef {object} Description
 * @property {{title: string, version: string, description?: string, license?: {name: string}}} info
 * @property {{name: string, description?: string}[]} [tags]
 * @property {Record<string, Record<string, OperationBody> & {parameters?: Parameter[]}>} paths
 * @property {{schemas?: Record<string, Schema>}} [components]
 */

/** @typedef {{method: string, path: string, anchor: string, parameters: Parameter[], body: OperationBody}} Operation */

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

/**
 * Every operation, by tag in the order in which the description names them.
 * @param {Description} description
 * @returns {{tag: string, about: string, operations: Operation[]}[]}
 */
export function operations(description) {
  /** @type {Map<string, {tag: string, about: string, operations: Operation[]}>} */
  const groups = new Map((description.tags ?? []).map(({ name, description: about = '' }) => [name, { tag: name, about, operations: [] }]));
  for (const [path, item] of Object.entries(description.paths)) {
    for (const method of METHODS) {
      const body = item[method];
      if (!body) continue;
      const tag = body.tags?.[0] ?? 'Other';
      const group = groups.get(tag) ?? { tag, about: '', operations: [] };
      groups.set(tag, group);
      const anchor = `${method}${path.replace(/[^a-zA-Z0-9]+/g, '-').replace(/-$/, '')}`;
      group.operations.push({ method, path, anchor, body, parameters: [...(item.parameters ?? []), ...(body.parameters ?? [])] });
    }
  }
  return [...groups.values()].filter((group) => group.operations.length > 0);
}

/** The name that a reference ends in. @param {string} ref */
export function refName(ref) {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/**
 * What a schema is, in a few words.
 * @param {Schema | boolean | undefined} schema
 * @returns {string}
 */
export function kind(schema) {
  if (schema === undefined || typeof schema === 'boolean') return 'anything';
  if (schema.$ref) return refName(schema.$ref);
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return [...new Set(choices.map(kind))].join(' or ');
  if (schema.allOf) return schema.allOf.map(kind).join(' and ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? []].flat();
  const names = types.map((type) => {
    if (type === 'array') {
      if (schema.prefixItems) return `[${schema.prefixItems.map(kind).join(', ')}]`;
      const length = schema.minItems !== undefined && schema.minItems === schema.maxItems ? ` × ${schema.minItems}` : '';
      return `list of ${kind(schema.items)}${length}`;
    }
    if (type === 'string' && schema.format === 'binary') return 'bytes';
    return schema.format && type !== 'null' ? `${type} (${schema.format})` : type;
  });
  if (names.length > 0) return names.join(' or ');
  if (schema.properties) return 'object';
  return schema.contentMediaType ? 'bytes' : 'anything';
}
