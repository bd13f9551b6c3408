// What the operator reads: terms of the taxonomy and of DICOS in words, numbers with their units.

import { formatNumber, formatPercent, formatTime, language, t, tOr } from './i18n/text.js';

/** @typedef {import('./api.js').Decision} Decision */
/** @typedef {import('./api.js').Region} Region */

/** The steps of a screening in their order, as reports name their times. */
export const STEPS = ['decode_ms', 'quality_ms', 'normalise_ms', 'tile_ms', 'detect_ms', 'fuse_ms', 'verdict_ms'];

/** @param {string} name */
export function className(name) {
  return tOr(`class-${name}`, sentence(name));
}

/** Where the full words do not fit: beside a box. @param {string} name */
export function shortClassName(name) {
  return tOr(`class-short-${name}`, className(name));
}

/** @param {string} name */
export function groupName(name) {
  return tOr(`group-${name}`, name.replaceAll('_', ' '));
}

/** @param {string} name */
export function abortName(name) {
  return tOr(`abort-${name}`, name.replaceAll('_', ' ').toLowerCase());
}

/** @param {Decision} decision */
export function decisionName(decision) {
  return tOr(`decision-${decision}`, t('decision-UNKNOWN'));
}

/** What a decision asks of people. @param {Decision} decision */
export function whatToDo(decision) {
  return tOr(`report-todo-${decision}`, t('report-todo-UNKNOWN'));
}

/**
 * Why the service refused, in the reader's language where the code says all; else in the service's own words.
 * @param {{code: string, detail: string}} problem
 */
export function problemText({ code, detail }) {
  return language() === 'en' ? detail : tOr(`problem-${code}`, detail);
}

/** @param {string} name */
function sentence(name) {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A score in words. The words go by the distance to the threshold of the class, since the same number
 * means different things for different classes; the number stands beside them.
 * @param {Region} region
 */
export function confidence(region) {
  if (!region.alarm) return t('confidence-below');
  const share = (region.score - region.threshold) / Math.max(1 - region.threshold, 1e-6);
  if (share >= 0.66) return t('confidence-strong');
  if (share >= 0.33) return t('confidence-moderate');
  return t('confidence-weak');
}

/** @param {number} share */
export function percent(share) {
  return formatPercent(share);
}

/** @param {number} value */
export function number(value) {
  return formatNumber(value);
}

/** @param {number} ms */
export function milliseconds(ms) {
  if (ms >= 10_000) return unit(ms / 1000, 'second', 1);
  if (ms >= 10) return unit(ms, 'millisecond', 0);
  return ms >= 0.05 ? unit(ms, 'millisecond', 1) : `< ${unit(0.1, 'millisecond', 1)}`;
}

/**
 * @param {number} value
 * @param {string} name
 * @param {number} digits
 */
function unit(value, name, digits) {
  return formatNumber(value, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** @param {Region} region */
export function size(region) {
  if (!region.size_mm) return null;
  const [width, height] = region.size_mm;
  return t('common-size-mm', { width: Math.round(width), height: Math.round(height) });
}

/** @param {string} time */
export function clock(time) {
  return formatTime(time, 'clock');
}

/**
 * The time of day, with the day where it is not today.
 * @param {string} time
 */
export function shortTime(time) {
  return formatTime(time, 'short');
}

/** @param {string} time */
export function longTime(time) {
  return formatTime(time, 'long');
}

/** @param {{parcel: string | null, id: string}} scan */
export function parcelName(scan) {
  return scan.parcel ?? t('common-no-code', { id: scan.id.slice(-6) });
}
