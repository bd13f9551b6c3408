// The texts without a browser: every file parses to the last line, all languages have the same keys with the same
// variables, and pages ask for nothing that is not there. `npm run texts` runs it alone.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { FluentBundle, FluentResource } from '../i18n/vendor/fluent-bundle.js';
import { check, finish } from './checks.mjs';

const CONSOLE = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const TEXTS = join(CONSOLE, 'i18n');
/** Where texts lie: those of all pages, and those that some pages have for themselves. */
const FOLDERS = ['.', 'pages', 'training', 'goods'];
/** Which plural forms a count can have, by CLDR; `other` is every message's default. */
const PLURALS = { en: ['one'], uk: ['one', 'few', 'many'], es: ['one'], fr: ['one'], sr: ['one', 'few'], sq: ['one'], ar: ['zero', 'one', 'two', 'few', 'many'] };

export const languages = readdirSync(TEXTS).filter((name) => name.endsWith('.ftl')).map((name) => name.slice(0, -4));

/** Every text of a language by its name: `key` or `key.attribute`. */
export function texts(language) {
  const source = FOLDERS.map((folder) => readFileSync(join(TEXTS, folder, `${language}.ftl`), 'utf8')).join('\n');
  const { body } = new FluentResource(source);
  const all = new Map();
  for (const { id, value, attributes } of body) {
    if (value !== null) all.set(id, value);
    for (const [name, pattern] of Object.entries(attributes)) all.set(`${id}.${name}`, pattern);
  }
  return { source, body, all };
}

/** What a pattern holds of one kind, at any depth. */
function within(node, type, found = []) {
  if (Array.isArray(node)) node.forEach((one) => within(one, type, found));
  else if (node && typeof node === 'object') {
    if (node.type === type) found.push(node);
    Object.values(node).forEach((one) => within(one, type, found));
  }
  return found;
}

const variables = (pattern) => [...new Set(within(pattern, 'var').map(({ name }) => name))].sort();

/** Everything that can stand in the audit trail, as the service names it. */
function auditActions() {
  const source = readFileSync(join(CONSOLE, '../src/audit/mod.rs'), 'utf8');
  return [...source.matchAll(/=> "([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action);
}

/** What of the service asks for texts: questions and worksheets are written by it. */
const SERVICE = ['exercise_words.rs', 'exercise_sheet.rs'];

/** Every file of the pages, and of the service, that may ask for a text. */
function sources() {
  const service = SERVICE.map((name) => [name, readFileSync(join(CONSOLE, '../src/api', name), 'utf8')]);
  const pages = readdirSync(CONSOLE, { recursive: true })
    .filter((name) => /\.(js|html)$/.test(name) && !/^(test|i18n)\b/.test(name))
    .map((name) => [name, readFileSync(join(CONSOLE, name), 'utf8')]);
  return [...pages, ...service];
}

/** The keys that pages ask for, all strings that could be one, and the beginnings of those that are put together. */
function asked() {
  const [keys, strings, beginnings, endings] = [new Map(), new Set(), new Set(), new Set()];
  for (const [file, source] of sources()) {
    for (const [, key] of source.matchAll(/data-l10n-id="([^"]+)"/g)) keys.set(key, file);
    for (const [, key] of source.matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)) keys.set(key, file);
    // Keys are handed on in tables too.
    for (const [, key] of source.matchAll(/['"]([a-z]+(?:-[A-Za-z0-9_]+)+)['"]/g)) strings.add(key);
    for (const [, beginning] of source.matchAll(/`([a-z]+-(?:[a-z0-9_]+-)*)\$\{/g)) beginnings.add(beginning);
    for (const [, ending] of source.matchAll(/`\$\{\w+\}(-[a-z]+)`/g)) endings.add(ending);
  }
  return { keys, strings, beginnings: [...beginnings], endings: [...endings] };
}

export async function checkTexts() {
  const english = texts('en');

  for (const language of languages) {
    await check(`texts in ${language}: the file parses whole, with English’s keys and variables`, () => {
      const { source, body, all } = texts(language);
      const written = [...source.matchAll(/^([a-zA-Z][\w-]*) *=/gm)].map(([, key]) => key);
      assert.deepEqual(written.filter((key, at) => written.indexOf(key) !== at), [], 'keys that are there twice');
      assert.deepEqual(body.map(({ id }) => id), written, 'keys that do not parse');
      const junk = source.split('\n').filter((line) => !/^(#|\s|$|[a-zA-Z][\w-]* *=)/.test(line) && line !== '}');
      assert.deepEqual(junk, [], 'lines that belong to nothing');
      assert.deepEqual([...english.all.keys()].filter((name) => !all.has(name)), [], 'keys that are missing');
      assert.deepEqual([...all.keys()].filter((name) => !english.all.has(name)), [], 'keys that English has not');
      const differ = [...all].filter(([name, pattern]) => String(variables(pattern)) !== String(variables(english.all.get(name))));
      assert.deepEqual(differ.map(([name, pattern]) => [name, variables(pattern)]), [], 'other variables than English');
    });
  }

  await check('texts: every count has all plural forms of its language', () => {
    for (const language of languages) {
      for (const [name, pattern] of texts(language).all) {
        for (const select of within(pattern, 'select')) {
          const keys = select.variants.map(({ key }) => String(key.value));
          if (!keys.includes('one')) continue;
          const missing = PLURALS[language].filter((form) => !keys.includes(form));
          // Nothing is zero in words where 0 has a form of its own.
          assert.deepEqual(missing.filter((form) => form !== 'zero'), [], `${language}: ${name}`);
        }
      }
    }
  });

  await check('texts: every message can be put together without an error', () => {
    for (const language of languages) {
      const bundle = new FluentBundle(language === 'sr' ? 'sr-Latn' : language);
      bundle.addResource(new FluentResource(texts(language).source));
      for (const [name, pattern] of texts(language).all) {
        for (const count of [0, 1, 2, 3, 5, 11, 21, 1.5]) {
          const errors = [];
          const text = bundle.formatPattern(pattern, Object.fromEntries(variables(pattern).map((one) => [one, count])), errors);
          assert.deepEqual([errors, text.trim() !== ''], [[], true], `${language}: ${name}`);
        }
      }
    }
  });

  await check('texts: the audit trail’s actions are all in words and offered for a search', () => {
    const offered = readFileSync(join(CONSOLE, 'pages/audit-words.js'), 'utf8');
    const actions = auditActions();
    assert.ok(actions.length > 20, `${actions}`);
    const without = actions.filter((action) => !english.all.has(`audit-action-${action.replaceAll('.', '-')}`) || !offered.includes(`'${action}'`));
    assert.deepEqual(without, []);
  });

  await check('texts: pages ask for nothing that is not there, and nothing is there that no page asks for', () => {
    const { keys, strings, beginnings, endings } = asked();
    const ids = new Set(english.body.map(({ id }) => id));
    assert.deepEqual([...keys].filter(([key]) => !ids.has(key)), [], 'asked for and not there');
    const ends = (id) => endings.some((ending) => id.endsWith(ending) && strings.has(id.slice(0, -ending.length)));
    const used = (id) => keys.has(id) || strings.has(id) || ends(id) || beginnings.some((beginning) => id.startsWith(beginning));
    assert.deepEqual([...ids].filter((id) => !used(id)), [], 'there and not asked for');
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await checkTexts();
  process.exitCode = finish() ? 0 : 1;
}
