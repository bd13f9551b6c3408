// What the quality gate found, in words.

import { h } from './dom.js';
import { formatPercent, t } from './i18n/text.js';

/** @typedef {import('./api.js').Report} Report */
/** @typedef {import('./api.js').View} View */

/** Below this, saturation is the odd bright edge that every picture has. */
const WORTH_SAYING_PERCENT = 0.05;

/**
 * A line for each finding; more than one view are told apart by name.
 * @param {Report} report
 */
export function qualityNotes(report) {
  if (report.views.length === 0) return h('p', { class: 'dim' }, t('report-quality-none'));
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
  if (!quality) return [['bad', t('report-quality-unjudged')]];
  /** @type {[level: 'bad' | 'remark' | 'good', text: string][]} */
  const found = [];
  if (quality.blank) found.push(['bad', t('report-quality-blank')]);
  if (quality.clipped) found.push(['bad', t('report-quality-clipped')]);
  if (quality.dense_percent > 0) {
    const shield = quality.ability === 'SHIELD';
    found.push([shield ? 'bad' : 'remark', t('report-quality-dense', { share: formatPercent(quality.dense_percent / 100, 1) })]);
  }
  if (quality.saturated_percent >= WORTH_SAYING_PERCENT) {
    found.push(['remark', t('report-quality-saturated', { share: formatPercent(quality.saturated_percent / 100, 1) })]);
  }
  if (quality.polarity_corrected) found.push(['remark', t('report-quality-polarity')]);
  if (parcels.length > 1) found.push(['remark', t('report-quality-several', { count: parcels.length })]);
  if (found.length === 0) found.push(['good', t('report-quality-good')]);
  return found;
}
