// A page to browse the interface, made from the service's own description.

import { byId, fill, h } from './dom.js';
import { inline, limits, schemaTree } from './docs-schema.js';
import { tryIt } from './docs-try.js';
import { kind, operations } from './openapi.js';

/** @typedef {import('./openapi.js').Description} Description */
/** @typedef {import('./openapi.js').Operation} Operation */
/** @typedef {import('./openapi.js').Media} Media */
/** @typedef {import('./docs-schema.js').Schemas} Schemas */

/** @param {Description} description */
function page(description) {
  const schemas = description.components?.schemas ?? {};
  const groups = operations(description);
  const { info } = description;
  fill(byId('contents'), [
    ...groups.map(({ tag, operations: all }) =>
      h('div', {}, h('h2', {}, tag), h('ul', {}, all.map((one) => h('li', {}, h('a', { href: `#${one.anchor}` }, badge(one), h('span', {}, one.path)))))),
    ),
    h('div', {}, h('h2', {}, 'Schemas'), h('ul', {}, Object.keys(schemas).map((name) => h('li', {}, h('a', { href: `#schema-${name}` }, name))))),
  ]);
  fill(byId('main'), [
    h('h1', {}, info.title, ' ', h('span', { class: 'dim' }, info.version)),
    prose(info.description),
    ...groups.map(({ tag, about, operations: all }) =>
      h('section', {}, h('h2', {}, tag), about && h('p', { class: 'dim' }, about), all.map((one) => operation(one, schemas))),
    ),
    h('section', {}, h('h2', {}, 'Schemas'), Object.entries(schemas).map(([name, schema]) =>
      h('article', { class: 'schema', id: `schema-${name}` }, h('h3', {}, h('code', {}, name), ' ', h('span', { class: 'kind' }, kind(schema))), prose(schema.properties ? schema.description : undefined), schemaTree(schema, schemas, [name])),
    )),
  ]);
  // The browser looked for the anchor before it was there.
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

/**
 * @param {Operation} one
 * @param {Schemas} schemas
 */
function operation(one, schemas) {
  const { body, parameters } = one;
  return h(
    'article',
    { class: 'operation', id: one.anchor },
    h('h3', {}, badge(one), h('code', {}, one.path)),
    body.summary && h('p', { class: 'summary' }, body.summary),
    prose(body.description),
    parameters.length > 0 && [
      h('h4', {}, 'Parameters'),
      h('table', {}, h('tbody', {}, parameters.map((parameter) => h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('code', {}, parameter.name), h('span', { class: 'dim' }, ` ${parameter.in}`), parameter.required && h('span', { class: 'required' }, 'required')),
        h('td', {}, h('span', { class: 'kind' }, kind(parameter.schema))),
        h('td', {}, inline(parameter.description), limits(parameter.schema ?? {})),
      )))),
    ],
    body.requestBody && [h('h4', {}, 'Request body'), prose(body.requestBody.description), media(body.requestBody.content, schemas)],
    h('h4', {}, 'Answers'),
    Object.entries(body.responses ?? {}).map(([status, answer]) =>
      h(
        'details',
        { class: 'status-answer' },
        h('summary', {}, h('b', { class: /^[23]/.test(status) ? 'ok' : 'bad' }, status), ' ', answer.description ?? ''),
        answer.content ? media(answer.content, schemas) : h('p', { class: 'dim' }, 'No content.'),
      ),
    ),
    h('h4', {}, 'Try it'),
    tryIt(one, schemas),
  );
}

/**
 * @param {Record<string, Media>} content
 * @param {Schemas} schemas
 */
function media(content, schemas) {
  return h('div', { class: 'media' }, Object.entries(content).map(([type, { schema }]) => [h('p', {}, h('code', {}, type)), schemaTree(schema, schemas)]).flat());
}

/** @param {Operation} one */
function badge({ method }) {
  return h('span', { class: `method ${method}` }, method.toUpperCase());
}

/** Paragraphs. @param {string | undefined} text */
function prose(text) {
  if (!text) return null;
  const paragraphs = text.split(/\n\s*\n/);
  return h('div', { class: 'prose' }, paragraphs.map((paragraph) => h('p', {}, inline(paragraph))));
}

async function load() {
  try {
    const response = await fetch('/openapi.json');
    if (!response.ok) throw new Error(`the service answered ${response.status}`);
    page(await response.json());
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    fill(byId('main'), [h('p', { class: 'failed' }, `The description could not be loaded: ${why}. `), h('button', { type: 'button', class: 'button', onclick: load }, 'Try again')]);
  }
}

load();
