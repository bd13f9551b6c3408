// What screens and decides: models, policies, the challenger's differences, and who changed any of it.

import { byId, h, say } from '../dom.js';
import { formatNumber, formatPercent, formatTime, t } from '../i18n/text.js';
import { decisionBadge } from '../shapes.js';
import { shortClassName } from '../words.js';
import { actionName, actorName, pairs } from './audit-words.js';
import { dialog } from './dialog.js';
import { asked, begin, button, change, fillTable, read } from './page.js';

/** @typedef {{model: string, version: string, sha256: string}} Model */
/** @typedef {{name: string, about: Model | null, active: boolean, fault?: string}} Installed */
/** @typedef {{model: string, decision: import('../api.js').Decision, classes: string[]}} Seen */

const CHANGED = ['model', 'model_sha256', 'model_sha256_before', 'policies', 'changed', 'failed'];

const { role } = await begin('models');
/** Those who may activate; without accounts, everyone may. */
const mayActivate = role === null || role === 'administrator';
/** An integrator sees what screens, not how it came to that. */
const seesHistory = role !== 'integrator';

async function showModels() {
  const answer = await asked(() => read('/v1/models'));
  if (!answer) return;
  const { active, challenger, installed, policies } = answer;
  const rows = /** @type {Installed[]} */ (installed).map((one) => [
    h('span', { class: 'code' }, one.name),
    one.about ? `${one.about.model} ${one.about.version}` : h('span', { lang: 'en', dir: 'ltr' }, one.fault ?? ''),
    hash(one.about?.sha256 ?? null),
    one.active ? t('pages-model-active') : t('pages-model-installed'),
    mayActivate && one.about && !one.active ? button(t('pages-model-activate'), () => activate(one), one.name) : '',
  ]);
  // A model that was named by its file need not lie in the folder of the installed ones.
  const isListed = /** @type {Installed[]} */ (installed).some((one) => one.active);
  if (active && !isListed) rows.unshift([`${active.model} ${active.version}`, t('pages-model-by-file'), hash(active.sha256), t('pages-model-active'), '']);
  const columns = [t('pages-model-name'), t('report-model'), 'SHA-256', t('pages-state'), mayActivate ? t('pages-actions') : ''];
  fillTable(byId('models-table'), t('pages-models'), columns, rows, t('pages-none'));

  byId('challenger').hidden = !challenger;
  if (challenger) {
    const share = formatPercent(challenger.percent / 100, 1);
    say(byId('challenger'), t('pages-challenger', { name: challenger.name, model: `${challenger.model} ${challenger.version}`, share }));
  }

  const inForce = /** @type {{lane: string | null, name: string, version: string}[]} */ (policies).map((policy) => [
    policy.lane === null ? t('pages-policy-any-lane') : h('span', { class: 'code' }, policy.lane),
    policy.name,
    policy.version,
  ]);
  const heads = [t('pages-lane'), t('report-policy'), t('pages-version')];
  fillTable(byId('policies-table'), t('pages-policies'), heads, inForce, t('pages-none'));
}

/** @param {Installed} model */
function activate(model) {
  const warning = h('p', {}, t('pages-model-activate-warning', { name: model.name }));
  dialog(t('pages-model-activate'), [warning], t('pages-model-activate'), () =>
    change('POST', `/v1/models/${encodeURIComponent(model.name)}/activate`),
  ).then(async (done) => {
    if (!done) return;
    await showModels();
    await showChanges(null);
  });
}

async function showDifferences() {
  const answer = await asked(() => read('/v1/models/differences?limit=20'));
  if (!answer) return;
  byId('differences').hidden = answer.compared.length === 0;
  const pairsOf = /** @type {{model_sha256: string, challenger_sha256: string, scans: number, different: number}[]} */ (answer.compared);
  fillTable(
    byId('compared-table'),
    t('pages-compared'),
    [t('report-model'), t('pages-challenger-model'), number(t('pages-compared-scans')), number(t('pages-compared-different')), number(t('pages-share'))],
    pairsOf.map((pair) => [
      hash(pair.model_sha256),
      hash(pair.challenger_sha256),
      formatNumber(pair.scans),
      formatNumber(pair.different),
      pair.scans > 0 ? formatPercent(pair.different / pair.scans, 1) : '',
    ]),
    t('pages-none'),
  );
  const found = /** @type {{scan: string, at: string, active: Seen, challenger: Seen}[]} */ (answer.differences);
  fillTable(
    byId('differences-table'),
    t('pages-differences'),
    [t('report-scan'), t('pages-audit-time'), t('report-model'), t('pages-challenger-model')],
    found.map((one) => [
      h('a', { class: 'code', href: `/#/scan/${one.scan}` }, one.scan.slice(-12)),
      formatTime(one.at, 'long'),
      seen(one.active),
      seen(one.challenger),
    ]),
    t('pages-differences-none'),
  );
}

/** @param {Seen} one */
function seen(one) {
  const classes = one.classes.map(shortClassName).join(t('common-list-comma'));
  return h('span', {}, decisionBadge(one.decision), classes && ` ${classes}`);
}

/** @param {string} text @returns {{text: string, number: true}} */
function number(text) {
  return { text, number: true };
}

/** The whole hash is long: its beginning, and all of it in the title. @param {string | null} sha256 */
function hash(sha256) {
  return sha256 ? h('span', { class: 'code', title: sha256, dir: 'ltr' }, sha256.slice(0, 12)) : '';
}

/** What of a change is known, by name; what did not change is null. @param {Record<string, string | null>} one */
function details(one) {
  const known = CHANGED.flatMap((name) => (one[name] ? [[name, one[name]]] : []));
  return /** @type {Record<string, string>} */ (Object.fromEntries(known));
}

/** @type {any[]} */
let changes = [];

/** @param {number | null} before */
async function showChanges(before) {
  const query = new URLSearchParams({ limit: '20', ...(before === null ? {} : { before: String(before) }) });
  const answer = await asked(() => read(`/v1/models/changes?${query}`));
  if (!answer) return;
  changes = before === null ? answer.changes : [...changes, ...answer.changes];
  fillTable(
    byId('changes-table'),
    t('pages-changes'),
    [t('pages-audit-time'), t('pages-audit-actor'), t('pages-audit-action'), t('pages-audit-details')],
    changes.map((one) => [h('time', { datetime: one.at }, formatTime(one.at, 'zone')), actorName(one.actor), actionName(one.action), pairs(details(one))]),
    t('pages-none'),
  );
  byId('changes-older').hidden = answer.next === null;
  byId('changes-older').onclick = () => showChanges(answer.next);
}

byId('changes').hidden = !seesHistory;
await showModels();
if (seesHistory) {
  await showChanges(null);
  await showDifferences();
}
