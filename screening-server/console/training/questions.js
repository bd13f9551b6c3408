// What each kind of exercise asks, how it is answered, and what is said of an answer.

import { t, tOr } from '../i18n/text.js';
import { className } from '../words.js';

/** @typedef {'free_search' | 'click_threat' | 'yes_no' | 'name_class' | 'match_part' | 'everyday' | 'enhancement' | 'inspectable'} Kind */
/** @typedef {{threat?: boolean, marks?: [number, number][], choice?: number}} Answer */
/** @typedef {{class: string, bbox: import('../api.js').Box, view_difficulty: number, superposition: number, measured: boolean, projected: {realism: number} | null}} Threat */
/** @typedef {{threat: Threat | null, others: Threat[], choice: number | null}} Truth */
/**
 * @typedef {object} Item
 * @property {number} position
 * @property {[number, number]} size
 * @property {[number, number] | null} mm_per_pixel
 * @property {{name: string, picture: boolean}[]} choices
 * @property {string | null} enhancement
 * @property {number | null} left_ms
 */
/**
 * @typedef {object} Judged
 * @property {number} position
 * @property {boolean} late
 * @property {boolean} correct
 * @property {boolean | null} located
 * @property {number} took_ms
 * @property {Answer | null} answer
 * @property {Truth} truth
 * @property {Item} item
 */

/** Every kind, in the order in which it is offered. @type {readonly Kind[]} */
export const KINDS = ['free_search', 'click_threat', 'yes_no', 'name_class', 'match_part', 'everyday', 'enhancement', 'inspectable'];

/** Places that can be marked. @param {Kind} kind */
export function mostMarks(kind) {
  return { free_search: 3, click_threat: 1 }[/** @type {string} */ (kind)] ?? 0;
}

/** Whether it is asked if there is a threat. @param {Kind} kind */
export function asksThreat(kind) {
  return kind === 'free_search' || kind === 'yes_no' || kind === 'enhancement';
}

/** @param {Kind} kind */
export function kindName(kind) {
  return t(`exercise-kind-${kind}`);
}

/** @param {Kind} kind */
export function question(kind) {
  return t(`training-ask-${kind}`);
}

/**
 * A choice in the reader's language; everyday objects are named in English.
 * @param {Kind} kind
 * @param {string} name
 */
export function choiceName(kind, name) {
  if (kind === 'inspectable') return t(name === 'inspectable' ? 'player-inspectable' : 'player-too-dense');
  return kind === 'everyday' ? tOr(`goods-${name.replaceAll(' ', '-')}`, name) : className(name);
}

/**
 * What was right, and whether the answer was.
 * @param {Kind} kind
 * @param {Judged} judged
 */
export function verdict(kind, { late, correct, located, truth, item }) {
  const { threat, choice } = truth;
  const name = threat ? className(threat.class) : choice === null ? null : choiceName(kind, item.choices[choice]?.name ?? '');
  if (late) return name ? t('training-late-name', { name }) : t('player-late');
  if (correct && located === false && name) return t('training-beside', { name });
  if (name) return t(correct ? 'player-right-name' : 'player-wrong-name', { name });
  return t(correct ? 'player-right-none' : 'player-wrong-none');
}

/**
 * The enhancement of an item as the viewer calls it; none where it is shown plain.
 * @param {Item} item
 */
export function shownWith({ enhancement }) {
  return enhancement === null || enhancement === 'plain' ? null : enhancement;
}

/** An enhancement by its button's name. @param {string} name */
export function enhancementName(name) {
  return name === 'plain' ? t('viewer-plain') : tOr(`viewer-${name.replaceAll('_', '-')}-short`, name);
}
