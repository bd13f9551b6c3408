// The audit trail: searched by who, what, to what and when; newest first, page by page.

import { byId, fill, h } from '../dom.js';
import { formatTime, t } from '../i18n/text.js';
import { ACTIONS, actionName, actorName, pairs, subjectName } from './audit-words.js';
import { asked, begin, fillTable, read } from './page.js';

/** @typedef {{number: number, at: string, actor: string, action: string, subject: string, details: Record<string, string>, hash: string}} Entry */

const PAGE = 50;

await begin('audit');

const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
const form = /** @type {HTMLFormElement} */ (byId('search'));
const action = /** @type {HTMLSelectElement} */ (byId('action'));

fill(action, [
  h('option', { value: '' }, t('pages-audit-any')),
  ...ACTIONS.map((one) => h('option', { value: one }, actionName(one))),
]);

/** @type {Entry[]} */
let entries = [];

/** @param {number | null} before */
function query(before) {
  const wanted = new URLSearchParams({ limit: String(PAGE) });
  if (before !== null) wanted.set('before', String(before));
  for (const name of ['text', 'actor', 'action', 'subject']) {
    const value = input(name).value.trim();
    if (value) wanted.set(name, value);
  }
  for (const name of ['from', 'to']) {
    const { value } = input(name);
    if (value) wanted.set(name, new Date(value).toISOString());
  }
  return wanted;
}

/** @param {number | null} before */
async function show(before) {
  const wanted = query(before);
  const answer = await asked(() => read(`/v1/audit?${wanted}`));
  if (!answer) return;
  entries = before === null ? answer.entries : [...entries, ...answer.entries];
  fillTable(
    byId('trail-table'),
    t('pages-trail'),
    [
      { text: t('pages-audit-number'), number: true },
      t('pages-audit-time'),
      t('pages-audit-actor'),
      t('pages-audit-action'),
      t('pages-audit-subject'),
      t('pages-audit-details'),
    ],
    entries.map((entry) => [
      h('span', { class: 'code', title: `SHA-256 ${entry.hash}` }, entry.number),
      h('time', { datetime: entry.at }, formatTime(entry.at, 'zone')),
      actorName(entry.actor),
      actionName(entry.action),
      subjectName(entry.subject),
      pairs(entry.details),
    ]),
    t('pages-audit-none'),
  );
  fill(byId('actors'), [...new Set(entries.map((entry) => entry.actor))].map((actor) => h('option', { value: actor })));
  byId('older').hidden = answer.next === null;
  byId('older').onclick = () => show(answer.next);
  wanted.delete('limit');
  wanted.delete('before');
  // So that a search can be sent to a colleague.
  history.replaceState(null, '', wanted.size > 0 ? `?${wanted}` : location.pathname);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  show(null);
});
action.addEventListener('change', () => show(null));
byId('clear').addEventListener('click', () => {
  form.reset();
  show(null);
});

const given = new URLSearchParams(location.search);
for (const name of ['text', 'actor', 'action', 'subject']) input(name).value = given.get(name) ?? '';
for (const name of ['from', 'to']) {
  const moment = new Date(given.get(name) ?? '');
  if (Number.isNaN(moment.getTime())) continue;
  // The field is in the browser's time zone, without saying so.
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  input(name).value = local.toISOString().slice(0, 16);
}
await show(null);
