// What the quality gate found, in words.

import { h } from './dom.js';
import { number } from './words.js';

/** @typedef {import('./api.js').Report} Report */
/** @typedef {import('./api.js').View} View */

/** Below this, saturation is the odd bright edge that every picture has. */
const WORTH_SAYING_PERCENT = 0.05;

/**
 * A line for each finding; more than one view are told apart by name.
 * @param {Report} report
 */
export function qualityNotes(report) {
  if (report.views.length === 0) return h('p', { class: 'dim' }, 'There was no picture to judge.');
  const lines = report.views.flatMap((view) => {
    const name = () => report.views.length > 1 && h('b', {}, `${view.name}: `);
    return notes(view).map(([level, text]) => h('li', { class: level }, h('span', {}, name(), text)));
  });
  return h('ul', { class: 'quality' }, lines);
}

/**
 * @param {View} view
 * @returns {[level: 'bad' | 'remark' | 'good', text: string][]}
 */
function notes({ quality, parcels }) {
  if (!quality) return [['bad', 'The view was not judged.']];
  /** @type {[level: 'bad' | 'remark' | 'good', text: string][]} */
  const found = [];
  if (quality.blank) found.push(['bad', 'Nothing but air: the parcel was missed or the beam was off.']);
  if (quality.clipped) found.push(['bad', 'Clipped: the parcel reaches over the edge of the picture.']);
  if (quality.dense_percent > 0) {
    const shield = quality.ability === 'SHIELD';
    found.push([shield ? 'bad' : 'remark', `${number(quality.dense_percent)} % of the parcel is too dense to inspect.`]);
  }
  if (quality.saturated_percent >= WORTH_SAYING_PERCENT) {
    found.push(['remark', `${number(quality.saturated_percent)} % of the samples are saturated.`]);
  }
  if (quality.polarity_corrected) found.push(['remark', 'Polarity corrected: the picture came with dark air.']);
  if (parcels.length > 1) found.push(['remark', `${parcels.length} parcels in one picture.`]);
  if (found.length === 0) found.push(['good', 'The beam came through everywhere; nothing cut, nothing saturated.']);
  return found;
}
