// What was decided about a parcel so far, by whom, and why.

import { fill, h } from '../dom.js';
import { t } from '../i18n/text.js';
import { longTime, shortTime } from '../words.js';

/** @typedef {import('./api.js').Review} Review */
/** @typedef {import('./api.js').Made} Made */

/**
 * @param {HTMLElement} element
 * @param {Review | null} review
 */
export function showHistory(element, review) {
  const decisions = review?.decisions ?? [];
  element.hidden = decisions.length === 0;
  fill(element, [h('h3', {}, t('review-history')), h('ol', { class: 'history' }, [...decisions].reverse().map(line))]);
}

/** @param {Made} made */
function line({ action, to_level: level, decided_by: who, at, note, opinion, undone_at: undone, enhancements }) {
  const by = action === 'not_reviewed' ? t('review-history-service') : who;
  return h(
    'li',
    { class: undone ? 'undone' : null },
    h(
      'span',
      { class: 'line' },
      h('b', { class: `did ${action}` }, t(`review-did-${action}`, { level })),
      h('time', { datetime: at, title: longTime(at) }, shortTime(at)),
    ),
    h('span', { class: 'dim' }, by),
    opinion && h('span', {}, t('review-history-opinion', { action: t(`review-action-${opinion}`) })),
    note && h('p', { dir: 'auto' }, note),
    enhancements.length > 0 && h('span', { class: 'dim' }, t('review-history-enhancements', { names: enhancements.join(t('common-list-comma')) })),
    undone && h('span', { class: 'dim' }, t('review-history-undone')),
  );
}
