// An item as the viewer takes it: while it is asked, and with what was right beside it.

import { h } from '../dom.js';
import { t } from '../i18n/text.js';
import { Marks } from '../viewer/marks.js';
import { createViewer } from '../viewer/viewer.js';
import { className } from '../words.js';
import { TRAINING_VIEWER_ACTIONS, limits } from './actions.js';
import { choiceName, mostMarks, shownWith, verdict } from './questions.js';

/** A viewer with what is marked in it. @typedef {{viewer: import('../viewer/viewer.js').Viewer, marks: Marks}} Place */
/** @typedef {import('./questions.js').Item} Item */
/** @typedef {import('./questions.js').Judged} Judged */
/** @typedef {import('./questions.js').Kind} Kind */
/** Gives the address of a picture of an item. @typedef {(position: number, picture: string) => string} Address */

const EVERY_ENHANCEMENT = TRAINING_VIEWER_ACTIONS.flatMap(({ enhancement }) => enhancement ?? []);

/**
 * Shows an item as it is asked: plain, or with the enhancement that is compared, and nothing else than the rules allow.
 * @param {Place} place
 * @param {{kind: Kind, enhancements: string[]}} rules
 * @param {Item} item
 * @param {Address} address
 * @returns {string | null} an enhancement that it should be shown with and that the viewer does not know
 */
export function pose({ viewer, marks }, { kind, enhancements }, item, address) {
  const compared = shownWith(item);
  const most = mostMarks(kind);
  const fixed = compared === null ? [] : [compared];
  viewer.limit(limits({ enhancements: kind === 'enhancement' ? [] : enhancements, fixed, marks: most > 0 }));
  viewer.show(scene(item, ['picture'], address));
  marks.begin(most);
  return viewer.enhancements().length < fixed.length ? compared : null;
}

/**
 * Shows what was right: the true object alone and in place beside the picture, with every enhancement at hand.
 * @param {Place} place
 * @param {Kind} kind
 * @param {Judged} judged
 * @param {Address} address
 */
export function showTruth({ viewer, marks }, kind, { item, truth: { threat, others }, answer }, address) {
  const compared = shownWith(item);
  viewer.limit(limits({ enhancements: EVERY_ENHANCEMENT, fixed: compared === null ? [] : [compared], marks: false }));
  // Of a threat in a reviewed parcel there is no picture without the parcel.
  viewer.show(scene(item, threat?.measured ? ['picture', 'alone'] : ['picture'], address));
  marks.begin(mostMarks(kind));
  const points = (answer?.marks ?? []).map(([x, y]) => ({ x, y }));
  const there = [...(threat ? [threat] : []), ...others];
  marks.tell(points, there.map(({ bbox, class: name }) => ({ box: bbox, label: className(name) })));
}

/**
 * An answered item in front of the page.
 * @param {Kind} kind
 * @param {Judged} judged
 * @param {Address} address
 */
export function lookAgain(kind, judged, address) {
  const { item, truth } = judged;
  const place = h('div', { class: 'viewer-place' });
  const marks = new Marks();
  const viewer = createViewer(place, { keyOf: () => '', marks });
  const pictured = item.choices.some(({ picture }) => picture);
  const figures = item.choices.map(({ name }, index) =>
    h(
      'figure',
      { class: truth.choice === index ? 'right' : null },
      h('img', { src: address(item.position, `choice-${index}`), alt: '' }),
      h('figcaption', {}, choiceName(kind, name)),
    ),
  );
  const close = h('button', { class: 'button primary', type: 'button', onclick: () => box.close() }, t('common-close'));
  const box = h(
    'dialog',
    { class: 'look', 'aria-label': t('training-look') },
    place,
    pictured && h('div', { class: 'look-choices' }, figures),
    h('div', { class: 'look-foot' }, h('p', {}, verdict(kind, judged)), close),
  );
  box.addEventListener('close', () => {
    viewer.destroy();
    box.remove();
  });
  document.body.append(box);
  box.showModal();
  showTruth({ viewer, marks }, kind, judged, address);
}

let scenes = 0;

/**
 * @param {Item} item
 * @param {('picture' | 'alone')[]} pictures
 * @param {Address} address
 * @returns {import('../api.js').Scan}
 */
function scene({ position, size: [width, height], mm_per_pixel: mm }, pictures, address) {
  const view = (/** @type {string} */ picture) => ({
    name: t(`training-view-${picture}`),
    width,
    height,
    parcels: [],
    quality: null,
    tiles: 0,
    tiles_skipped: 0,
    ...(mm ? { mm_per_pixel: mm } : {}),
  });
  // The viewer takes the same id for the same parcel.
  scenes += 1;
  /** @type {any} There is no screening of an exercise's picture. */
  const report = { views: pictures.map(view), regions: [] };
  const shown = pictures.map((picture) => ({ picture: address(position, picture), annotated: null, thumbnail: null }));
  return { id: `item ${scenes}`, parcel: null, received: '', pending: false, report, late: null, pictures: shown };
}
