// The fields that rules of an exercise are made of: one entry each, with what it is for, how it is read and what can be
// wrong with it. The service checks all of it again (training/rules.rs).

import { h } from '../dom.js';
import { LANGUAGES, t } from '../i18n/text.js';
import { enhancementName } from '../training/questions.js';
import { CLASSES } from '../viewer/region-bar.js';
import { VIEWER_ACTIONS } from '../viewer/actions.js';
import { className } from '../words.js';
import { ParcelPicker } from './parcels.js';

/** @typedef {import('../training/questions.js').Kind} Kind */
/** @typedef {'rendered' | 'reviewed' | 'projected'} Source */
/**
 * @typedef {object} Rules
 * @property {Kind} kind
 * @property {Source} source
 * @property {string[]} [parcels]
 * @property {[number, number] | null} [mm_per_pixel]
 * @property {number} kvp
 * @property {number} least_realism
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
 * @property {(kind: Kind, source: Source) => void} [fit] shows what goes with a kind and a source
 */
/**
 * @typedef {object} Field
 * @property {string} name as the service calls it
 * @property {'what' | 'parcels' | 'threats' | 'how' | 'more'} group
 * @property {readonly Kind[]} [kinds] that have it; every kind without it
 * @property {readonly Source[]} [sources] that have it; every source without it
 * @property {boolean} [full] whether it takes a line of its own
 * @property {boolean} [many] whether it is a group of boxes
 * @property {(rules: Rules) => Control} make
 */

/** Parts that belong to one kind of firearm alone. */
const MATCHED = ['slide', 'cylinder', 'bolt_or_breech_block'];
/** Pictures of exercises are of one energy pair that is not kept: what needs it cannot be shown. */
export const ENHANCEMENTS = VIEWER_ACTIONS.flatMap(({ enhancement, dual }) => (enhancement && !dual ? [enhancement] : []));
const LARGEST_SEED = 4_294_967_295;

/** Kinds that can be made of parcels from each source. @type {Record<Source, readonly Kind[] | null>} */
const OF_SOURCE = {
  rendered: null,
  reviewed: ['free_search', 'click_threat', 'yes_no', 'name_class'],
  projected: ['free_search', 'click_threat', 'yes_no', 'name_class', 'enhancement'],
};
/** @type {readonly Source[]} */
const MADE = ['rendered', 'projected'];

/** @type {readonly Kind[]} */
const WITH_THREAT = ['free_search', 'click_threat', 'yes_no', 'name_class', 'enhancement'];

/** @type {readonly Field[]} */
export const FIELDS = [
  { name: 'source', group: 'what', make: sourceControl },
  { name: 'items', group: 'what', sources: MADE, make: (rules) => numberControl({ value: rules.items, from: 1, to: 200, whole: true, read: (items) => ({ items }), fault: (items, kind) => (kind === 'enhancement' && items % 2 === 1 ? t('studio-fault-odd') : null) }) },
  { name: 'feedback', group: 'what', make: (rules) => choiceControl(['at_once', 'at_end'], (one) => t(`studio-feedback-${one}`), rules.feedback, (feedback) => ({ feedback: /** @type {Rules['feedback']} */ (feedback) })) },
  { name: 'time_limit_s', group: 'what', make: (rules) => numberControl({ value: rules.time_limit_s, from: 1, to: 600, empty: true, read: (limit) => ({ time_limit_s: limit }) }) },
  { name: 'prevalence', group: 'threats', sources: MADE, kinds: ['free_search', 'yes_no', 'enhancement', 'inspectable'], make: (rules) => numberControl({ value: percent(rules.prevalence), from: 0, to: 100, read: (share) => ({ prevalence: (share ?? 0) / 100 }) }) },
  { name: 'view_difficulty', group: 'threats', sources: MADE, kinds: WITH_THREAT, make: (rules) => rangeControl(rules.view_difficulty, (range) => ({ view_difficulty: range })) },
  { name: 'superposition', group: 'threats', sources: MADE, kinds: WITH_THREAT, make: (rules) => rangeControl(rules.superposition, (range) => ({ superposition: range })) },
  { name: 'keep_near', group: 'threats', sources: MADE, kinds: ['free_search', 'yes_no'], make: (rules) => numberControl({ value: rules.keep_near === null ? null : percent(rules.keep_near), from: 55, to: 95, empty: true, read: (rate) => ({ keep_near: rate === null ? null : rate / 100 }) }) },
  { name: 'classes', group: 'threats', sources: MADE, kinds: [...WITH_THREAT, 'match_part'], full: true, many: true, make: classesControl },
  { name: 'parcels', group: 'parcels', sources: ['reviewed', 'projected'], full: true, many: true, make: parcelsControl },
  { name: 'mm_per_pixel', group: 'parcels', sources: ['projected'], make: (rules) => scaleControl(rules.mm_per_pixel ?? null) },
  { name: 'kvp', group: 'parcels', sources: ['projected'], make: (rules) => numberControl({ value: rules.kvp, from: 80, to: 200, read: (kvp) => ({ kvp }) }) },
  { name: 'least_realism', group: 'parcels', sources: ['projected'], make: (rules) => numberControl({ value: percent(rules.least_realism), from: 0, to: 100, read: (share) => ({ least_realism: (share ?? 0) / 100 }) }) },
  { name: 'enhancements', group: 'how', full: true, many: true, make: enhancementsControl },
  { name: 'languages', group: 'how', full: true, many: true, make: languagesControl },
  { name: 'picture_side', group: 'more', sources: ['rendered'], make: (rules) => numberControl({ value: rules.picture_side, from: 160, to: 1200, whole: true, read: (side) => ({ picture_side: side ?? 0 }) }) },
  { name: 'seed', group: 'more', make: (rules) => numberControl({ value: rules.seed, from: 0, to: LARGEST_SEED, whole: true, read: (seed) => ({ seed: seed ?? 0 }) }) },
];

/** @returns {Rules} */
export function firstRules() {
  const [seed = 1] = crypto.getRandomValues(new Uint16Array(1));
  return {
    kind: 'free_search', source: 'rendered', kvp: 160, least_realism: 0.5, items: 20, prevalence: 0.5, classes: [], view_difficulty: [0, 1], superposition: [0, 1], time_limit_s: null,
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

/** @param {Rules} rules @returns {Control} */
function sourceControl({ source }) {
  const sources = /** @type {Source[]} */ (Object.keys(OF_SOURCE));
  const options = sources.map((value) => h('option', { value, selected: value === source }, t(`studio-source-${value}`)));
  const select = h('select', {}, options);
  return {
    element: select,
    focus: select,
    read: () => ({ source: /** @type {Source} */ (select.value) }),
    fault: () => null,
    fit: (kind) => {
      for (const [index, value] of sources.entries()) {
        const fits = OF_SOURCE[value]?.includes(kind) ?? true;
        const option = options[index];
        if (option) [option.disabled, option.hidden] = [!fits, !fits];
        if (!fits && select.value === value) select.value = 'rendered';
      }
    },
  };
}

/** Parcels are picked anew for each version: none tells which it was made of. @returns {Control} */
function parcelsControl() {
  const picker = new ParcelPicker();
  return {
    element: picker.element,
    focus: picker.element,
    read: () => ({ parcels: picker.chosen }),
    fault: () => (picker.chosen.length > 0 ? null : t('studio-fault-parcels')),
    fit: (kind, source) => picker.fit(kind, source),
  };
}

/** Millimetres a pixel, across the belt and along it; empty where the line says them. @param {[number, number] | null} scale @returns {Control} */
function scaleControl(scale) {
  const [across, along] = /** @type {[HTMLInputElement, HTMLInputElement]} */ ([0, 1].map((at) => numberInput(scale?.[at] ?? null, 0.05, 20, false)));
  across.setAttribute('aria-label', t('studio-across'));
  along.setAttribute('aria-label', t('studio-along'));
  const inputs = [across, along];
  const isEmpty = () => inputs.every((input) => input.value.trim() === '' && !input.validity.badInput);
  const values = () => /** @type {[number, number]} */ (inputs.map((input) => input.valueAsNumber));
  return {
    element: h('div', { class: 'numbers', role: 'group' }, across, h('span', {}, '×'), along),
    focus: across,
    read: () => ({ mm_per_pixel: isEmpty() ? null : values() }),
    fault: () => (isEmpty() || values().every((mm) => mm >= 0.05 && mm <= 20) ? null : t('studio-fault-number', { from: 0.05, to: 20 })),
  };
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
