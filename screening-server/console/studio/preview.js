// The items of a version with their truth, as trainees do not see them.

import { h, s } from '../dom.js';
import { formatNumber, formatPercent, t } from '../i18n/text.js';
import { choiceName, enhancementName, kindName } from '../training/questions.js';
import { className } from '../words.js';

/** @typedef {import('../training/questions.js').Kind} Kind */
/** @typedef {import('../training/questions.js').Truth} Truth */
/** @typedef {{number: number, size: [number, number], choices: string[], enhancement: string | null, truth: Truth}} Item */

/**
 * @param {string} address of the version
 * @param {number} version
 * @param {Kind} kind
 * @param {Item[]} items
 */
export function previewPanel(address, version, kind, items) {
  return h(
    'section',
    { class: 'panel', id: 'preview', 'aria-labelledby': 'preview-title' },
    h(
      'div',
      { class: 'panel-head' },
      h('h2', { id: 'preview-title', tabindex: '-1' }, t('studio-preview-of', { version, kind: kindName(kind) })),
      h('p', { class: 'dim' }, t('studio-preview-lead')),
    ),
    items.length > 0 ? h('ol', { class: 'items' }, items.map((item) => card(address, kind, item))) : h('p', { class: 'dim' }, t('studio-preview-none')),
  );
}

/**
 * @param {string} address
 * @param {Kind} kind
 * @param {Item} item
 */
function card(address, kind, { number, size, choices, enhancement, truth }) {
  const url = (/** @type {string} */ picture) => `${address}/items/${number}/${picture}`;
  const { threat, others, choice } = truth;
  const image = (/** @type {string} */ picture, /** @type {string} */ alt, /** @type {SVGElement | false} */ above = false) =>
    h('div', { class: 'pictured' }, h('img', { src: url(picture), alt, loading: 'lazy', width: size[0], height: size[1] }), above);
  const box = threat && s('svg', { viewBox: `0 0 ${size[0]} ${size[1]}`, 'aria-hidden': 'true' }, [threat, ...others].map(({ bbox }) => rect(bbox)));
  /** @type {[string, string][]} */
  const facts = [
    [t('studio-truth'), truthText(kind, choices, truth)],
    ...(threat?.measured ? /** @type {[string, string][]} */ ([[t('studio-view_difficulty'), formatPercent(threat.view_difficulty)], [t('studio-superposition'), formatPercent(threat.superposition)]]) : []),
    ...(threat?.projected ? /** @type {[string, string][]} */ ([[t('studio-realism'), formatPercent(threat.projected.realism)]]) : []),
    ...(enhancement === null ? [] : /** @type {[string, string][]} */ ([[t('score-factor-enhancement'), enhancementName(enhancement)]])),
  ];
  const name = t('studio-item', { number: formatNumber(number + 1, { maximumFractionDigits: 0 }) });
  return h(
    'li',
    { class: 'item' },
    h('h3', {}, name),
    h('div', { class: 'pictures' }, image('picture', t('training-view-picture'), box ?? false), threat?.measured && image('alone', t('training-view-alone'))),
    choices.length > 0 && h('ul', { class: 'pictures' }, choices.map((one, index) => choiceItem(kind, one, kind === 'match_part' ? url(`choice-${index}`) : null, index === choice))),
    h('dl', {}, facts.flatMap(([term, text]) => [h('dt', {}, term), h('dd', {}, text)])),
  );
}

/** @param {import('../api.js').Box} box */
function rect([x, y, width, height]) {
  return s('rect', { x, y, width, height });
}

/**
 * @param {Kind} kind
 * @param {string} name
 * @param {string | null} picture
 * @param {boolean} right
 */
function choiceItem(kind, name, picture, right) {
  const words = h('span', {}, choiceName(kind, name), right && ` (${t('studio-right')})`);
  return h('li', { class: right ? 'choice right' : 'choice' }, picture && h('img', { src: picture, alt: '', loading: 'lazy' }), words);
}

/**
 * @param {Kind} kind
 * @param {string[]} choices
 * @param {Truth} truth
 */
function truthText(kind, choices, { threat, choice }) {
  if (threat) return className(threat.class);
  return choice === null ? t('player-no-threat') : choiceName(kind, choices[choice] ?? '');
}
