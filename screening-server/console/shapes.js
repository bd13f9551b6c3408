// Drawings. Each decision has its own outline, so that none depends on colour: octagon, triangle, circle.

import { h, s } from './dom.js';
import { decisionName } from './words.js';

/** @typedef {import('./api.js').Decision} Decision */

/**
 * The shape of a decision; the word always stands beside it.
 * @param {Decision} decision
 */
export function decisionShape(decision) {
  const mark = { class: `shape ${decision.toLowerCase()}`, viewBox: '0 0 16 16', 'aria-hidden': 'true' };
  if (decision === 'ALARM') {
    return s(
      'svg',
      mark,
      s('path', { class: 'body', d: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z' }),
      s('path', { class: 'sign', d: 'M8 4v4.6' }),
      s('circle', { class: 'dot', cx: 8, cy: 11.6, r: 1 }),
    );
  }
  if (decision === 'CLEAR') {
    return s(
      'svg',
      mark,
      s('circle', { class: 'outline', cx: 8, cy: 8, r: 6.4 }),
      s('path', { class: 'sign', d: 'M5 8.2l2.1 2.1L11 6.2' }),
    );
  }
  // Whatever else comes is shown as UNKNOWN, never as CLEAR.
  return s(
    'svg',
    { ...mark, class: 'shape unknown' },
    s('path', { class: 'body', d: 'M8 .6 16 15H0z' }),
    s('path', { class: 'sign', d: 'M6.5 7.6C6.5 5.7 9.6 5.7 9.6 7.6 9.6 8.8 8 8.9 8 10.2' }),
    s('circle', { class: 'dot', cx: 8, cy: 12.7, r: 0.95 }),
  );
}

/**
 * The shape and the word.
 * @param {Decision} decision
 */
export function decisionBadge(decision) {
  const word = decision === 'ALARM' || decision === 'CLEAR' ? decision : 'UNKNOWN';
  return h('span', { class: `decision ${word.toLowerCase()}` }, decisionShape(decision), h('b', {}, decisionName(word)));
}

/** A parcel without a picture. */
export function noPicture() {
  return s(
    'svg',
    { class: 'no-picture', viewBox: '0 0 32 24', 'aria-hidden': 'true' },
    s('rect', { x: 6.5, y: 4.5, width: 19, height: 15, rx: 1.5 }),
    s('path', { d: 'M7 19L25 5' }),
  );
}
