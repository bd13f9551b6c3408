// The fields that rules of an exercise are made of: one entry each, with what it is for, how it is read and what can be
// wrong with it. The service checks all of it again (training/rules.rs).

import { h } from '../dom.js';
import { LANGUAGES, t } from '../i18n/text.js';
import { enhancementName } from '../training/questions.js';
import { CLASSES } from '../viewer/region-bar.js';
import { VIEWER_ACTIONS } from '../viewer/actions.js';
import { className } from '../words.js';

/** @typedef {import('../training/questions.js').Kind} Kind */
/**
 * @typedef {object} Rules
 * @property {Kind} kind
 * @property {number} items
 * @property {number} prevalence
 * @property {string[]} classes
 * @property {[number, number]} view_difficulty
 * @property {[number, number]} superposition
 * @property {number | null} time_limit_s
 * @property {string[]} enhancements
 * @property {string[]} languages
 * @property {number} seed
 * @property {'at_once' | 'at_end'} feedback
 * @property {number | null} keep_near
 * @property {number} picture_side
 */
/**
 * What a field puts on the page.
 * @typedef {object} Control
 * @property {HTMLElement} element
 * @property {HTMLElement} focus what gets the focus when it is wrong
 * @property {(kind: Kind) => Partial<Rules>} read
 * @property {(kind: Kind) => string | null} fault
 * @property {(kind: Kind) => void} [fit] shows what goes with a kind
 */
/**
 * @typedef {object} Field
 * @property {string} name as the service calls it
 * @property {'what' | 'threats' | 'how' | 'more'} group
 * @property {readonly Kind[]} [kinds] that have it; every kind without it
 * @property {boolean} [full] whether it takes a line of its own
 * @property {boolean} [many] whether it is a group of boxes
 * @property {(rules: Rules) => Control} make
 */

/** Parts that belong to one kind of firearm alone. */
const MATCHED = ['slide', 'cylinder', 'bolt_or_breech_block'];
/** Pictures of exercises are of one energy pair that is not kept: what needs it cannot be shown. */
export const ENHANCEMENTS = VIEWER_ACTIONS.flatMap(({ enhancement, dual }) => (enhancement && !dual ? [enhancement] : []));
const LARGEST_SEED = 4_294_967_295;

/** @type {readonly Kind[]} */
const WITH_THREAT = ['free_search', 'click_threat', 'yes_no', 'name_class', 'enhancement'];

/** @type {readonly Field[]} */
export const FIELDS = [
  { name: 'items', group: 'what', make: (rules) => numberControl({ value: rules.items, from: 1, to: 200, whole: true, read: (items) => ({ items }), fault: (items, kind) => (kind === 'enhancement' && items % 2 === 1 ? t('studio-fault-odd') : null) }) },
  { name: 'feedback', group: 'what', make: (rules) => choiceControl(['at_once', 'at_end'], (one) => t(`studio-feedback-${one}`), rules.feedback, (feedback) => ({ feedback: /** @type {Rules['feedback']} */ (feedback) })) },
  { name: 'time_limit_s', group: 'what', make: (rules) => numberControl({ value: rules.time_limit_s, from: 1, to: 600, empty: true, read: (limit) => ({ time_limit_s: limit }) }) },
  { name: 'prevalence', group: 'threats', kinds: ['free_search', 'yes_no', 'enhancement', 'inspectable'], make: (rules) => numberControl({ value: percent(rules.prevalence), from: 0, to: 100, read: (share) => ({ prevalence: (share ?? 0) / 100 }) }) },
  { name: 'view_difficulty', group: 'threats', kinds: WITH_THREAT, make: (rules) => rangeControl(rules.view_difficulty, (range) => ({ view_difficulty: range })) },
  { name: 'superposition', group: 'threats', kinds: WITH_THREAT, make: (rules) => rangeControl(rules.superposition, (range) => ({ superposition: range })) },
  { name: 'keep_near', group: 'threats', kinds: ['free_search', 'yes_no'], make: (rules) => numberControl({ value: rules.keep_near === null ? null : percent(rules.keep_near), from: 55, to: 95, empty: true, read: (rate) => ({ keep_near: rate === null ? null : rate / 100 }) }) },
  { name: 'classes', group: 'threats', kinds: [...WITH_THREAT, 'match_part'], full: true, many: true, make: classesControl },
  { name: 'enhancements', group: 'how', full: true, many: true, make: enhancementsControl },
  { name: 'languages', group: 'how', full: true, many: true, make: languagesControl },
  { name: 'picture_side', group: 'more', make: (rules) => numberControl({ value: rules.picture_side, from: 160, to: 1200, whole: true, read: (side) => ({ picture_side: side ?? 0 }) }) },
  { name: 'seed', group: 'more', make: (rules) => numberControl({ value: rules.seed, from: 0, to: LARGEST_SEED, whole: true, read: (seed) => ({ seed: seed ?? 0 }) }) },
];

/** @returns {Rules} */
export function firstRules() {
  const [seed = 1] = crypto.getRandomValues(new Uint16Array(1));
  return {
    kind: 'free_search', items: 20, prevalence: 0.5, classes: [], view_difficulty: [0, 1], superposition: [0, 1], time_limit_s: null,
    enhancements: ENHANCEMENTS, languages: [], seed, feedback: 'at_once', keep_near: null, picture_side: 640,
  };
}

/** @param {number} share */
function percent(share) {
  return Math.round(share * 1000) / 10;
}

/**
 * @param {{value: number | null, from: number, to: number, whole?: boolean, empty?: boolean,
 *   read: (value: any) => Partial<Rules>, fault?: (value: number, kind: Kind) => string | null}} what
 * @returns {Control}
 */
function numberControl({ value, from, to, whole = false, empty = false, read, fault = () => null }) {
  const input = numberInput(value, from, to, whole);
  const said = () => (input.value.trim() === '' && !input.validity.badInput ? null : input.valueAsNumber);
  return {
    element: input,
    focus: input,
    read: () => read(said()),
    fault: (kind) => {
      const number = said();
      if (number === null) return empty ? null : t('studio-fault-number', { from, to });
      const fits = number >= from && number <= to && (!whole || Number.isInteger(number));
      return fits ? fault(number, kind) : t(whole ? 'studio-fault-whole' : 'studio-fault-number', { from, to });
    },
  };
}

/**
 * @param {number | null} value
 * @param {number} min
 * @param {number} max
 * @param {boolean} whole
 */
function numberInput(value, min, max, whole) {
  return h('input', { type: 'number', value: value ?? '', min, max, step: whole ? 1 : 'any', inputmode: whole ? 'numeric' : 'decimal' });
}

/**
 * Two percentages, the lower first.
 * @param {[number, number]} range
 * @param {(range: [number, number]) => Partial<Rules>} read
 * @returns {Control}
 */
function rangeControl(range, read) {
  const [low, high] = /** @type {[HTMLInputElement, HTMLInputElement]} */ (range.map((share) => numberInput(percent(share), 0, 100, false)));
  low.setAttribute('aria-label', t('viewer-from'));
  high.setAttribute('aria-label', t('viewer-to'));
  const values = () => /** @type {[number, number]} */ ([low.valueAsNumber / 100, high.valueAsNumber / 100]);
  return {
    element: h('div', { class: 'numbers', role: 'group' }, low, h('span', {}, '–'), high),
    focus: low,
    read: () => read(values()),
    fault: () => {
      const [from, to] = values();
      return from >= 0 && from <= to && to <= 1 ? null : t('studio-fault-range');
    },
  };
}

/**
 * @param {readonly string[]} values
 * @param {(value: string) => string} name
 * @param {string} chosen
 * @param {(value: string) => Partial<Rules>} read
 * @returns {Control}
 */
function choiceControl(values, name, chosen, read) {
  const select = h('select', {}, values.map((value) => h('option', { value, selected: value === chosen }, name(value))));
  return { element: select, focus: select, read: () => read(select.value), fault: () => null };
}

/**
 * @param {readonly {value: string, name: string, lang?: string}[]} boxes
 * @param {readonly string[]} chosen
 */
function checks(boxes, chosen) {
  const inputs = boxes.map(({ value }) => h('input', { type: 'checkbox', value, checked: chosen.includes(value) }));
  const labels = boxes.map(({ name, lang }, index) => h('label', { lang }, inputs[index], name));
  const element = h('div', { class: 'checks', role: 'group' }, labels);
  const read = () => inputs.filter((input) => input.checked && !input.parentElement?.hidden).map((input) => input.value);
  const fit = (/** @type {(value: string) => boolean} */ fits) => inputs.forEach((input, index) => {
    const label = labels[index];
    if (label) label.hidden = !fits(input.value);
  });
  return { element, read, fit, focus: inputs[0] ?? element };
}

/** @param {Rules} rules @returns {Control} */
function classesControl({ classes }) {
  const boxes = checks(CLASSES.map((value) => ({ value, name: className(value) })), classes.length > 0 ? classes : CLASSES);
  return {
    ...boxes,
    read: () => ({ classes: boxes.read().length === CLASSES.length ? [] : boxes.read() }),
    fault: () => (boxes.read().length > 0 ? null : t('studio-fault-classes')),
    fit: (kind) => boxes.fit((value) => kind !== 'match_part' || MATCHED.includes(value)),
  };
}

/** What may be used; where one is compared, which. @param {Rules} rules @returns {Control} */
function enhancementsControl({ kind: first, enhancements }) {
  const all = ENHANCEMENTS.map((value) => ({ value, name: enhancementName(value) }));
  const boxes = checks(all, enhancements);
  const chosen = first === 'enhancement' ? enhancements[0] : 'inverse';
  const select = h('select', { 'aria-label': t('studio-compared') }, all.map(({ value, name }) => h('option', { value, selected: value === chosen }, name)));
  return {
    element: h('div', {}, boxes.element, select),
    focus: boxes.focus,
    read: (kind) => ({ enhancements: kind === 'enhancement' ? [select.value] : boxes.read() }),
    fault: () => null,
    fit: (kind) => {
      boxes.element.hidden = kind === 'enhancement';
      select.hidden = kind !== 'enhancement';
    },
  };
}

/** @param {Rules} rules @returns {Control} */
function languagesControl({ languages }) {
  const codes = LANGUAGES.map(({ code }) => code);
  const boxes = checks(LANGUAGES.map(({ code, name, tag }) => ({ value: code, name, lang: tag })), languages.length > 0 ? languages : codes);
  return {
    ...boxes,
    read: () => ({ languages: boxes.read().length === codes.length ? [] : boxes.read() }),
    fault: () => (boxes.read().length > 0 ? null : t('studio-fault-languages')),
    fit: () => {},
  };
}
