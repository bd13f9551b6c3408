// What opening a parcel showed: recorded once, corrected where it was wrong. It feeds statistics and later training.

import { Problem } from '../api.js';
import { fill, h, say } from '../dom.js';
import { formatNumber, t } from '../i18n/text.js';
import { CLASSES } from '../viewer/region-bar.js';
import { className, longTime, problemText } from '../words.js';
import { recordOutcome } from './api.js';

/** @typedef {import('./api.js').Outcome} Outcome */
/** @typedef {import('./api.js').FoundItem} FoundItem */
/** @typedef {import('./api.js').Review} Review */

export class OutcomeForm {
  /** @type {string | null} */
  #id = null;
  /** @type {Outcome | null} */
  #recorded = null;
  /** The parcel whose form is to be opened once it is shown. @type {string | null} */
  #wanted = null;
  #editing = false;

  /**
   * @param {HTMLElement} element
   * @param {{mayRecord: boolean, announce: (text: string) => void}} context
   */
  constructor(element, { mayRecord, announce }) {
    this.element = element;
    this.mayRecord = mayRecord;
    this.announce = announce;
  }

  /**
   * Shows what was recorded for a parcel; only decided ones have an outcome.
   * @param {string | null} id
   * @param {Review | null} review
   */
  show(id, review) {
    if (review?.state !== 'decided') {
      this.#id = null;
      this.element.hidden = true;
      return;
    }
    const recorded = review.outcome ?? null;
    const isNew = id !== this.#id;
    // What someone types is not taken away by news.
    if (!isNew && (this.#editing || (recorded?.version ?? 0) <= (this.#recorded?.version ?? 0))) return;
    this.#id = id;
    this.#recorded = recorded;
    this.#showRecorded();
    if (isNew && this.#wanted === id) this.edit();
  }

  /** Opens the form, at once or when its parcel is shown. @param {string | null} [id] */
  edit(id = this.#id) {
    if (!this.mayRecord || id === null) return;
    this.#wanted = id === this.#id ? null : id;
    if (this.#wanted === null) this.#showForm();
  }

  #showRecorded() {
    const recorded = this.#recorded;
    this.#editing = false;
    this.element.hidden = recorded === null && !this.mayRecord;
    const edit = this.mayRecord && h('button', { type: 'button', class: 'button', onclick: () => this.edit() }, t(recorded ? 'review-outcome-correct' : 'review-outcome-record'));
    fill(this.element, [
      h('h3', {}, t('review-outcome-title')),
      recorded ? summary(recorded) : h('p', { class: 'dim' }, t('review-outcome-none')),
      edit,
    ]);
  }

  #showForm() {
    const recorded = this.#recorded;
    this.#editing = true;
    const items = h('ol', { class: 'found-items' });
    const found = radio('found', 'yes', t('review-outcome-found'), recorded?.found === true);
    const nothing = radio('found', 'no', t('review-outcome-nothing'), recorded?.found === false);
    const add = h('button', { type: 'button', class: 'button small', onclick: () => items.append(itemRow()) }, t('review-outcome-add'));
    const details = h('div', { class: 'found-details' }, items, add);
    const declared = h('input', { type: 'text', maxlength: 500, value: recorded?.declared ?? '' });
    const note = h('textarea', { rows: 2, maxlength: 4000 });
    note.value = recorded?.note ?? '';
    const photo = h('input', { type: 'file', accept: 'image/png,image/jpeg,image/tiff,image/bmp', multiple: true });
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
    const send = h('button', { type: 'submit', class: 'button primary' }, t('common-save'));
    const away = h('button', { type: 'button', class: 'button', onclick: () => this.#showRecorded() }, t('common-cancel'));
    const form = h(
      'form',
      { class: 'outcome-form' },
      h('fieldset', {}, h('legend', { class: 'unseen' }, t('review-outcome-title')), found.label, nothing.label),
      details,
      field(t('review-outcome-declared'), declared),
      field(t('review-outcome-note'), note),
      field(t('review-outcome-photos'), photo),
      problem,
      h('div', { class: 'actions' }, send, away),
    );
    const showDetails = () => {
      details.hidden = !found.input.checked;
      if (found.input.checked && items.childElementCount === 0) items.append(itemRow());
    };
    form.addEventListener('change', showDetails);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const id = this.#id;
      if (id === null) return;
      const outcome = {
        found: found.input.checked,
        items: found.input.checked ? [...items.children].map((row) => readItem(row)) : [],
        declared: declared.value.trim() || null,
        note: note.value.trim() || null,
        ...(recorded ? { corrects: recorded.version } : {}),
      };
      send.disabled = true;
      problem.hidden = true;
      try {
        const made = await recordOutcome(id, outcome, [...(photo.files ?? [])]);
        if (this.#id !== id) return;
        this.#recorded = made;
        this.#showRecorded();
        this.announce(t('review-outcome-saved'));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        problem.hidden = false;
        // What was typed stays.
        say(problem, error.gone ? t('review-outcome-unsent') : problemText(error.body));
      }
      send.disabled = false;
    });
    fill(items, (recorded?.items ?? []).map((item) => itemRow(item)));
    fill(this.element, [h('h3', {}, t('review-outcome-title')), form]);
    this.element.hidden = false;
    showDetails();
    (recorded?.found === false ? nothing : found).input.focus();
    this.element.scrollIntoView({ block: 'start' });
  }
}

/** @param {Outcome} outcome */
function summary({ found, items, declared, note, photos, at, by, version }) {
  const fact = (/** @type {string} */ name, /** @type {string | null} */ value) => value && [h('dt', {}, name), h('dd', { dir: 'auto' }, value)];
  return h(
    'div',
    { class: 'outcome-summary' },
    h('p', {}, h('b', {}, t(found ? 'review-outcome-found' : 'review-outcome-nothing'))),
    items.length > 0 && h('ul', {}, items.map((item) => h('li', { dir: 'auto' }, itemWords(item)))),
    h('dl', { class: 'made' }, [fact(t('review-outcome-declared'), declared), fact(t('review-outcome-note'), note)].flat()),
    photos.length > 0 && h('p', { class: 'photos' }, photos.map(({ url }) => h('a', { href: url, target: '_blank', rel: 'noopener' }, h('img', { src: url, alt: t('review-outcome-photo') })))),
    h('p', { class: 'dim' }, t('review-outcome-by', { who: by.replace(/^user:/, ''), time: longTime(at), version })),
  );
}

/** @param {FoundItem} item */
function itemWords({ class: name, quantity, calibre, marking, note }) {
  return [`${formatNumber(quantity, { maximumFractionDigits: 0 })} × ${className(name)}`, calibre, marking, note].filter(Boolean).join(t('common-list-comma'));
}

/** @param {FoundItem} [item] */
function itemRow(item) {
  const choice = h('select', { name: 'class', 'aria-label': t('review-outcome-class') }, CLASSES.map((name) => h('option', { value: name }, className(name))));
  if (item) choice.value = item.class;
  const text = (/** @type {'calibre' | 'marking'} */ name, /** @type {number} */ most) =>
    h('input', { type: 'text', name, maxlength: most, placeholder: t(`review-outcome-${name}`), 'aria-label': t(`review-outcome-${name}`), value: item?.[name] ?? '' });
  const quantity = h('input', { type: 'number', name: 'quantity', min: 1, max: 1_000_000, required: true, value: item?.quantity ?? 1, 'aria-label': t('review-outcome-quantity') });
  const row = h('li', {}, choice, quantity, text('calibre', 64), text('marking', 256));
  const remove = h('button', { type: 'button', class: 'button small square', 'aria-label': t('review-outcome-remove'), title: t('review-outcome-remove'), onclick: () => row.remove() }, '×');
  row.append(remove);
  row.dataset['note'] = item?.note ?? '';
  return row;
}

/** @param {Element} row @returns {FoundItem} */
function readItem(row) {
  const value = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (row.querySelector(`[name="${name}"]`)).value.trim();
  const note = row instanceof HTMLElement ? row.dataset['note'] || null : null;
  return { class: value('class'), quantity: Number(value('quantity')), calibre: value('calibre') || null, marking: value('marking') || null, note };
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} words
 * @param {boolean} checked
 */
function radio(name, value, words, checked) {
  const input = h('input', { type: 'radio', name, value, required: true, checked });
  return { input, label: h('label', { class: 'radio' }, input, h('span', {}, words)) };
}

/**
 * @param {string} words
 * @param {HTMLElement} input
 */
function field(words, input) {
  return h('label', {}, h('span', {}, words), input);
}
