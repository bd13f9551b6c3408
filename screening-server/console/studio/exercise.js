// One exercise with all that belongs to it: versions, trainees, preview, scores.

import { byId, fill, h } from '../dom.js';
import { LANGUAGES, formatNumber, formatPercent, formatTime, language, t } from '../i18n/text.js';
import { announce, asked, button, change, fillTable, read } from '../pages/page.js';
import { countsText, curve, factorTable, mainMeasure, peopleTable } from '../pages/scores.js';
import { kindName } from '../training/questions.js';
import { shortClassName } from '../words.js';
import { exportChoice, save } from './exports.js';
import { previewPanel } from './preview.js';

/** @typedef {import('./fields.js').Rules} Rules */
/** @typedef {import('../pages/scores.js').Sheet} Sheet */
/** @typedef {'generating' | 'ready' | 'failed' | 'published'} State */
/** @typedef {{version: number, rules: Rules, state: State, fault: string | null, made: number, total: number, created: string, published: string | null}} Version */
/** @typedef {{id: string, title: string, lead: Record<string, string>, created: string, created_by: string, versions: Version[], trainees: string[]}} Exercise */

const POLL_MS = 1000;

export class ExerciseView {
  #versions = h('table', { id: 'versions-table' });
  #names = h('ul', { class: 'names', 'aria-label': t('studio-trainees') });
  #preview = h('div', { id: 'preview-place' });
  #scores = h('div', { class: 'score-parts', id: 'scores' });
  #closed = false;

  /**
   * @param {Exercise} exercise
   * @param {{mayChange: boolean, seesScores: boolean, known: string[], onversion: () => void}} context `known` are names of trainees
   */
  constructor(exercise, context) {
    this.exercise = exercise;
    this.context = context;
    const { mayChange, seesScores, onversion } = context;
    const lead = exercise.lead[language()] ?? exercise.lead['en'];
    const tag = exercise.lead[language()] ? null : 'en';
    const made = t('studio-made', { time: formatTime(exercise.created, 'long'), who: exercise.created_by });
    this.elements = [
      h('p', {}, h('a', { class: 'button', href: '#' }, t('studio-back'))),
      h(
        'section',
        { class: 'panel', 'aria-labelledby': 'exercise-title' },
        h('div', { class: 'panel-head' }, h('h2', { id: 'exercise-title', tabindex: '-1', dir: 'auto' }, exercise.title), h('p', { class: 'dim' }, made)),
        lead && h('p', { class: 'lead', lang: tag, dir: 'auto' }, lead),
      ),
      h(
        'section',
        { class: 'panel', 'aria-labelledby': 'versions-title' },
        h(
          'div',
          { class: 'panel-head' },
          h('h2', { id: 'versions-title' }, t('studio-versions')),
          h('p', { class: 'dim' }, t('studio-versions-lead')),
          mayChange && h('button', { type: 'button', class: 'button', id: 'new-version', onclick: onversion }, t('studio-new-version')),
        ),
        h('div', { class: 'sideways' }, this.#versions),
      ),
      this.#preview,
      this.#traineesPanel(),
      seesScores && this.#scoresPanel(),
    ].filter((element) => element !== false);
  }

  async start() {
    this.#showVersions();
    this.#showTrainees();
    if (this.context.seesScores) await this.showScores();
    await this.#watch();
  }

  close() {
    this.#closed = true;
  }

  get #address() {
    return `/v1/exercises/${encodeURIComponent(this.exercise.id)}`;
  }

  /** Asks again while items are being made. */
  async #watch() {
    while (!this.#closed && this.exercise.versions.some(({ state }) => state === 'generating')) {
      await new Promise((done) => setTimeout(done, POLL_MS));
      if (this.#closed) return;
      const now = await asked(() => read(this.#address));
      if (!now) continue;
      const before = this.exercise.versions.filter(({ state }) => state === 'generating').length;
      this.#take(now);
      if (now.versions.filter((/** @type {Version} */ { state }) => state === 'generating').length < before) announce(t('studio-made-all'));
    }
  }

  /** @param {Exercise} exercise */
  #take(exercise) {
    this.exercise = exercise;
    this.#showVersions();
    this.#showTrainees();
  }

  #showVersions() {
    const focused = document.activeElement instanceof HTMLElement && this.#versions.contains(document.activeElement) ? document.activeElement : null;
    // A choice that someone is making stays; what is being made has none.
    if (focused?.matches('select')) return;
    const again = focused?.dataset['key'];
    fillTable(
      this.#versions,
      t('studio-versions'),
      [t('pages-version'), t('studio-kind'), t('studio-rules'), t('pages-state'), t('pages-actions')],
      [...this.exercise.versions].reverse().map((version) => [
        version.version,
        kindName(version.rules.kind),
        h('span', { class: 'rules-text' }, rulesText(version.rules)),
        stateCell(version),
        this.#actions(version),
      ]),
      t('pages-none'),
    );
    if (again) this.#versions.querySelector(`[data-key="${again}"]`)?.closest('button')?.focus();
  }

  /** @param {Version} version */
  #actions({ version, state, made, rules }) {
    const { mayChange } = this.context;
    const whole = state === 'ready' || state === 'published';
    const act = (/** @type {string} */ name, /** @type {() => void} */ onclick) => {
      const one = button(t(`studio-${name}`), onclick, String(version));
      one.dataset['key'] = `${name}-${version}`;
      return one;
    };
    return h(
      'div',
      { class: 'actions' },
      made > 0 && act('preview', () => this.#showPreview(version, rules)),
      mayChange && state === 'ready' && act('publish', () => this.#publish(version)),
      mayChange && whole && exportChoice(this.exercise.id, version, rules.languages),
    );
  }

  /** @param {number} version @param {Rules} rules */
  async #showPreview(version, rules) {
    const address = `${this.#address}/versions/${version}`;
    const answer = await asked(() => read(`${address}/items`));
    if (!answer) return;
    fill(this.#preview, [previewPanel(address, version, rules.kind, answer.items)]);
    byId('preview-title').focus();
  }

  /** @param {number} version */
  async #publish(version) {
    const now = await asked(() => change('POST', `${this.#address}/versions/${version}/publish`));
    if (!now) return;
    this.#take(now);
    announce(t('studio-published', { version }));
  }

  #traineesPanel() {
    const { mayChange, known } = this.context;
    const input = h('input', { type: 'text', id: 'trainee', list: 'known-trainees', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' });
    const form = h(
      'form',
      { class: 'fields' },
      h('label', {}, h('span', {}, t('studio-trainee-add')), input),
      h('datalist', { id: 'known-trainees' }, known.map((value) => h('option', { value }))),
      h('button', { type: 'submit', class: 'button' }, t('studio-assign')),
    );
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const more = input.value.split(/[,\s]+/).filter(Boolean);
      if (more.length > 0 && (await this.#assign([...new Set([...this.exercise.trainees, ...more])]))) input.value = '';
    });
    return h(
      'section',
      { class: 'panel', 'aria-labelledby': 'trainees-title' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'trainees-title' }, t('studio-trainees')), h('p', { class: 'dim' }, t('studio-trainees-lead'))),
      this.#names,
      mayChange && form,
    );
  }

  #showTrainees() {
    const { trainees } = this.exercise;
    const remove = (/** @type {string} */ name) =>
      h('button', { type: 'button', class: 'button', 'aria-label': t('studio-trainee-remove', { name }), title: t('studio-trainee-remove', { name }), onclick: () => this.#assign(trainees.filter((one) => one !== name)) }, '×');
    const items = trainees.map((name) => h('li', { class: 'code' }, name, this.context.mayChange && remove(name)));
    fill(this.#names, items.length > 0 ? items : [h('li', { class: 'dim' }, t('studio-trainees-none'))]);
  }

  /** @param {string[]} trainees */
  async #assign(trainees) {
    const now = await asked(() => change('PUT', `${this.#address}/trainees`, { trainees }));
    if (now) this.#take(now);
    return now !== null;
  }

  #scoresPanel() {
    const correction = h(
      'select',
      { id: 'correction', onchange: () => this.showScores() },
      ['log_linear', 'half_trial'].map((value) => h('option', { value }, t(`studio-correction-${value}`))),
    );
    this.correction = correction;
    const csv = button(t('studio-csv'), () => void asked(() => save(`${this.#address}/scores.csv?${this.#query}`)));
    csv.id = 'csv';
    return h(
      'section',
      { class: 'panel', 'aria-labelledby': 'exercise-scores' },
      h('div', { class: 'panel-head' }, h('h2', { id: 'exercise-scores' }, t('studio-scores')), h('p', { class: 'dim' }, t('studio-scores-lead')), button(t('studio-refresh'), () => void this.showScores()), csv),
      h('div', { class: 'fields' }, h('label', {}, h('span', {}, t('studio-correction')), correction)),
      this.#scores,
    );
  }

  get #query() {
    return new URLSearchParams({ correction: this.correction?.value ?? 'log_linear' });
  }

  async showScores() {
    const answer = await asked(() => read(`${this.#address}/scores?${this.#query}`));
    if (!answer) return;
    const people = /** @type {{trainee: string, sheet: Sheet}[]} */ (answer.trainees);
    if (people.length === 0) {
      fill(this.#scores, [h('p', { class: 'dim' }, t('studio-scores-none'))]);
      return;
    }
    const factors = h('div', { class: 'score-parts' });
    const choice = h('select', { id: 'by-trainee', onchange: () => show() }, people.map(({ trainee }) => h('option', { value: trainee }, trainee)));
    const show = () => {
      const one = people.find(({ trainee }) => trainee === choice.value);
      if (one) fill(factors, [h('p', { class: 'dim' }, countsText(one.sheet.overall)), factorTable(one.sheet)]);
    };
    show();
    const measure = mainMeasure(people.map(({ sheet }) => sheet));
    fill(this.#scores, [
      peopleTable(people),
      curve(people.map(({ trainee, sheet }) => ({ name: trainee, sheet })), measure),
      h('h3', {}, t('score-by-factor')),
      h('div', { class: 'fields' }, h('label', {}, h('span', {}, t('studio-trainee')), choice)),
      factors,
    ]);
  }
}

/** How far a version is. @param {Version} version */
export function stateCell({ state, made, total, fault, published }) {
  const count = t('studio-made-of', { made, total });
  if (state === 'generating') return h('span', {}, h('progress', { value: made, max: total, 'aria-label': t('studio-state-generating') }), ` ${t('studio-state-generating')} ${count}`);
  if (state === 'failed') return h('span', {}, t('studio-state-failed'), h('span', { class: 'interval wrong', lang: 'en', dir: 'ltr' }, fault ?? ''));
  return h('span', {}, t(`studio-state-${state}`), published && h('span', { class: 'interval' }, formatTime(published, 'long')));
}

/** The rules in words, without what is as always. @param {Rules} rules */
function rulesText(rules) {
  const range = (/** @type {[number, number]} */ [low, high]) => `${formatPercent(low)}–${formatPercent(high)}`;
  const whole = (/** @type {[number, number]} */ [low, high]) => low === 0 && high === 1;
  const words = [
    t('player-items', { items: rules.items }),
    rules.source !== 'rendered' && t(`studio-source-${rules.source}`),
    rules.source !== 'reviewed' && ['free_search', 'yes_no', 'enhancement', 'inspectable'].includes(rules.kind) && `${t('studio-prevalence')} ${formatPercent(rules.prevalence)}`,
    rules.classes.length > 0 && rules.classes.map(shortClassName).join(t('common-list-comma')),
    !whole(rules.view_difficulty) && `${t('studio-view_difficulty')} ${range(rules.view_difficulty)}`,
    !whole(rules.superposition) && `${t('studio-superposition')} ${range(rules.superposition)}`,
    rules.time_limit_s !== null && `${t('studio-time_limit_s')} ${t('score-seconds', { seconds: rules.time_limit_s })}`,
    rules.keep_near !== null && `${t('studio-keep_near')} ${formatPercent(rules.keep_near)}`,
    t(`studio-feedback-${rules.feedback}`),
    rules.languages.length > 0 && rules.languages.map((code) => LANGUAGES.find((one) => one.code === code)?.name ?? code).join(t('common-list-comma')),
    `${t('studio-seed')} ${formatNumber(rules.seed, { maximumFractionDigits: 0, useGrouping: false })}`,
  ];
  return words.filter(Boolean).join(' · ');
}
