// What the supervisor's pages share: the beginning of a page, questions to the service, tables, refusals.

import { Problem, ask } from '../api.js';
import { byId, fill, h, say } from '../dom.js';
import { localise, t } from '../i18n/text.js';
import { showTop } from '../top.js';
import { problemText } from '../words.js';

/** @typedef {import('../top.js').Session} Session */
/** @typedef {import('../dom.js').Child} Child */

/**
 * Fills the texts and the head of a page.
 * @param {string} id the page's name in the navigation
 * @returns {Promise<Session>}
 */
export async function begin(id) {
  localise();
  const session = await showTop(id);
  document.title = `${t(`top-page-${id}`)} · ${t('common-product')}`;
  return session;
}

/**
 * Asks, and says on the page where there is no answer.
 * @template T
 * @param {() => Promise<T>} question
 * @returns {Promise<T | null>} null where there was none
 */
export async function asked(question) {
  try {
    const answer = await question();
    complain(null);
    return answer;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error.body.status === 0 ? t('common-no-answer') : problemText(error.body));
    return null;
  }
}

/** @param {string} path @returns {Promise<any>} */
export function read(path) {
  return ask('GET', path);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [json]
 * @returns {Promise<any>}
 */
export function change(method, path, json) {
  return ask(method, path, { json });
}

/** @param {string | null} text */
export function complain(text) {
  byId('problem').hidden = text === null;
  say(byId('problem'), text ?? '');
}

/** For a screen reader: what has changed on the page. @param {string} text */
export function announce(text) {
  say(byId('announce'), text);
}

/**
 * Fills a table. Each row is a list of cells; the first one is its heading.
 * @param {HTMLElement} table
 * @param {string} caption for a screen reader
 * @param {(string | {text: string, number: true})[]} columns their headings; those of numbers are aligned as numbers
 * @param {Child[][]} rows
 * @param {string} none what stands there where there are no rows
 */
export function fillTable(table, caption, columns, rows, none) {
  const isNumber = columns.map((column) => typeof column !== 'string');
  const heads = columns.map((column) =>
    typeof column === 'string'
      ? h('th', { scope: 'col' }, column)
      : h('th', { scope: 'col', class: 'number' }, column.text),
  );
  const lines = rows.map((cells) =>
    h(
      'tr',
      {},
      cells.map((cell, at) =>
        at === 0
          ? h('th', { scope: 'row' }, cell)
          : h('td', { class: isNumber[at] ? 'number' : null }, cell),
      ),
    ),
  );
  const empty = h('tr', {}, h('td', { class: 'dim', colspan: columns.length }, none));
  fill(table, [
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, heads)),
    h('tbody', {}, lines.length > 0 ? lines : empty),
  ]);
}

/**
 * @param {string} label
 * @param {() => void} onclick
 * @param {string} [more] what it is about, for a screen reader that reads the button alone
 */
export function button(label, onclick, more) {
  return h('button', { type: 'button', class: 'button small', 'aria-label': more ? `${label}: ${more}` : null, onclick }, label);
}
