// What the viewer says about regions, in words.

import { formatNumber, formatPercent, t } from '../i18n/text.js';
import { confidence, shortClassName } from '../words.js';

/** @typedef {import('./regions.js').Item} Item */

/** Where the standard pseudo-colour turns from orange to green, and from green to blue. */
const [MIXED, METAL] = [10, 18];

/** @param {number} z effective atomic number */
export function material(z) {
  return t(z < MIXED ? 'viewer-organic' : z < METAL ? 'viewer-mixed' : 'viewer-metal');
}

/** @param {number} z */
export function atomicNumber(z) {
  return t('viewer-atomic', { material: material(z), z: formatNumber(z, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });
}

/**
 * A length in the parcel, or in the picture where the scan gives no scale.
 * @param {number} length
 * @param {boolean} known
 */
export function length(length, known) {
  return known ? t('viewer-mm', { length: formatNumber(length) }) : t('viewer-px', { length: formatNumber(Math.round(length)) });
}

/**
 * What the label of a region says at most: class, score, size and material.
 * @param {Item} item
 * @param {[number, number] | null} mm a pixel's width and height
 */
export function label(item, mm) {
  const words = [`${item.number}`, shortClassName(item.class)];
  const { original } = item;
  if (original && item.change === 'kept') words.push(`${formatPercent(original.score)} ${confidence(original)}`);
  else words.push(t(`viewer-change-${item.change}`));
  return { short: `${item.number}`, line: words.join('  '), detail: details(item, mm) };
}

/**
 * Size and material, where they are known.
 * @param {Item} item
 * @param {[number, number] | null} mm
 */
export function details({ original, box, change }, mm) {
  const facts = [];
  const same = original && change !== 'moved';
  const size = mm ? [box[2] * mm[0], box[3] * mm[1]] : same ? original.size_mm : undefined;
  if (size) facts.push(t('common-size-mm', { width: Math.round(size[0] ?? 0), height: Math.round(size[1] ?? 0) }));
  if (same && original.z_eff !== undefined) facts.push(atomicNumber(original.z_eff));
  return facts.join(', ');
}
