// The regions of one view as boxes above its picture, in pixels of the screen, so that lines and labels stay sharp and
// equally thick at every zoom.

import { s } from '../dom.js';
import { label } from './words.js';

/** @typedef {import('./regions.js').Item} Item */
/** @typedef {import('./camera.js').Camera} Camera */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

const LINE = 17;
/** From this width on a box has room for a second line of its label. */
const ROOMY = 110;

/**
 * @typedef {object} Drawn
 * @property {Item} item
 * @property {SVGGElement} group
 * @property {SVGRectElement[]} rects
 * @property {SVGGElement} handles
 * @property {SVGGElement} label
 * @property {SVGRectElement} plate
 * @property {SVGTextElement[]} texts
 * @property {{line: string, detail: string, short: string}} words
 * @property {{line: number, detail: number, short: number}} widths
 */

/** Corners that can be dragged, by the share of the box that lies before them. */
const CORNERS = [[0, 0], [1, 0], [0, 1], [1, 1]];

export class Boxes {
  /** @type {Drawn[]} */
  #drawn = [];
  /** @type {Item | null} */
  #hot = null;

  /**
   * @param {SVGGElement} layer
   * @param {Camera} camera
   * @param {{onhover: (item: Item | null) => void}} listener
   */
  constructor(layer, camera, listener) {
    this.layer = layer;
    this.camera = camera;
    this.listener = listener;
  }

  /**
   * @param {Item[]} items
   * @param {Item | null} selected
   * @param {[number, number] | null} mm
   */
  show(items, selected, mm) {
    this.layer.replaceChildren();
    const area = (/** @type {Item} */ { box }) => box[2] * box[3];
    const rank = (/** @type {Item} */ { change, original }) => (change === 'dismissed' ? 0 : original && !original.alarm ? 1 : 2);
    // Alarms above what is below its threshold; within them the largest first, so that a small box within it stays within
    // reach of the pointer. The selected one above all.
    const order = [...items].sort(
      (a, b) => Number(a === selected) - Number(b === selected) || rank(a) - rank(b) || area(b) - area(a),
    );
    this.#drawn = order.map((item) => this.#draw(item, item === selected, mm));
    this.place();
  }

  /** @param {Item | null} item */
  highlight(item) {
    this.#hot = item;
    for (const drawn of this.#drawn) drawn.group.classList.toggle('hot', drawn.item === item);
    this.place();
  }

  /**
   * What lies under a point of the screen: the handle of the selected box, or the uppermost box.
   * @param {Element | null} target
   * @returns {{item: Item, corner: number[] | null} | null}
   */
  under(target) {
    for (const { item, group } of this.#drawn) {
      if (!target || !group.contains(target)) continue;
      const corner = target.getAttribute('data-corner');
      return { item, corner: corner === null ? null : (CORNERS[Number(corner)] ?? null) };
    }
    return null;
  }

  /**
   * @param {Item} item
   * @param {boolean} selected
   * @param {[number, number] | null} mm
   * @returns {Drawn}
   */
  #draw(item, selected, mm) {
    const rects = [s('rect', { class: 'halo' }), s('rect', { class: 'line' })];
    const corners = CORNERS.map((_, index) => s('rect', { class: 'handle', 'data-corner': index, width: 9, height: 9, rx: 1 }));
    const handles = s('g', { class: 'handles' }, selected && item.change !== 'dismissed' ? corners : []);
    const kind = item.change === 'dismissed' ? 'dismissed' : item.original && !item.original.alarm ? 'below' : 'alarm';
    const state = `region ${kind} ${item.original ? '' : 'own'} ${selected ? 'selected' : ''}`;
    const group = s('g', { class: state, 'data-region': item.number }, rects, handles);
    const plate = s('rect', { class: 'plate', rx: 2 });
    const texts = [s('text', {}), s('text', { class: 'detail' })];
    const words = label(item, mm);
    const text = s('g', { class: `label ${kind} ${item.original ? '' : 'own'}` }, plate, texts);
    group.addEventListener('pointerenter', () => this.listener.onhover(item));
    group.addEventListener('pointerleave', () => this.listener.onhover(null));
    this.layer.append(group, text);
    const widths = { line: 0, detail: 0, short: 0 };
    return { item, group, rects, handles, label: text, plate, texts, words, widths };
  }

  /** Puts all where zoom and pan say. */
  place() {
    for (const { item, rects, handles } of this.#drawn) {
      const { x, y, width, height } = this.onScreen(item);
      for (const rect of rects) place(rect, { x, y, width: Math.max(width, 2), height: Math.max(height, 2) });
      [...handles.children].forEach((handle, index) => {
        const [right, bottom] = CORNERS[index] ?? [0, 0];
        handle.setAttribute('x', (x + width * (right ?? 0) - 4.5).toFixed(1));
        handle.setAttribute('y', (y + height * (bottom ?? 0) - 4.5).toFixed(1));
      });
    }
    this.#placeLabels();
  }

  /**
   * The best regions choose their label's place first, where it hides least of other regions; one that finds no place
   * shows its number only.
   */
  #placeLabels() {
    /** @type {Rect[]} */
    const taken = [];
    const free = (/** @type {Rect} */ rect) => taken.every((other) => overlap(rect, other) === 0);
    const boxes = this.#drawn.map(({ item }) => this.onScreen(item));
    const hides = (/** @type {Rect} */ rect) => boxes.reduce((sum, box) => sum + overlap(rect, box), 0);
    const best = (/** @type {Rect[]} */ spots) => [...spots].sort((a, b) => hides(a) - hides(b))[0];
    const first = (/** @type {Drawn} */ { item, group }) =>
      (item === this.#hot || group.classList.contains('selected') ? 2 : 0) + (item.original?.score ?? 1);
    for (const drawn of [...this.#drawn].sort((a, b) => first(b) - first(a))) {
      const { item, group, widths, words } = drawn;
      if (widths.line === 0) measure(drawn);
      const box = this.onScreen(item);
      const open = item === this.#hot || group.classList.contains('selected') || box.width > ROOMY;
      let detail = open ? words.detail : '';
      let width = Math.max(widths.line, detail ? widths.detail : 0);
      let line = words.line;
      let spot = best(this.#spots(box, width, detail ? 2 * LINE - 2 : LINE).filter(free));
      if (!spot) {
        [width, line, detail] = [widths.short, words.short, ''];
        const spots = this.#spots(box, width, LINE);
        spot = best(spots.filter(free)) ?? spots[0];
      }
      if (!spot) continue;
      taken.push(spot);
      place(drawn.plate, spot);
      [line, detail].forEach((text, index) => {
        const element = drawn.texts[index];
        if (!element || !spot) return;
        if (element.textContent !== text) element.textContent = text;
        element.setAttribute('x', (spot.x + 5).toFixed(1));
        element.setAttribute('y', (spot.y + 12.5 + index * (LINE - 2)).toFixed(1));
      });
    }
  }

  /**
   * Where a label may lie, best first: above the box, below it, beside it, within it.
   * @param {Rect} box
   * @param {number} width
   * @param {number} height
   * @returns {Rect[]}
   */
  #spots(box, width, height) {
    const right = box.x + box.width;
    const { clientWidth, clientHeight } = /** @type {HTMLElement} */ (this.layer.ownerSVGElement?.parentElement);
    const inside = (/** @type {Rect} */ spot) =>
      spot.x >= 0 && spot.y >= 0 && spot.x + spot.width <= clientWidth && spot.y + spot.height <= clientHeight;
    const spots = [
      { x: box.x - 1, y: box.y - height - 2, width, height },
      { x: right - width + 1, y: box.y - height - 2, width, height },
      { x: box.x - 1, y: box.y + box.height + 2, width, height },
      { x: right - width + 1, y: box.y + box.height + 2, width, height },
      { x: right + 3, y: box.y, width, height },
      { x: box.x - width - 3, y: box.y, width, height },
      { x: box.x + 2, y: box.y + 2, width, height },
    ];
    const good = spots.filter(inside);
    return good.length > 0 ? good : spots;
  }

  /**
   * @param {Item} item
   * @returns {Rect}
   */
  onScreen({ box: [x, y, width, height] }) {
    const { scale } = this.camera;
    return { ...this.camera.toScreen(x, y), width: width * scale, height: height * scale };
  }
}

/**
 * @param {SVGRectElement} rect
 * @param {Rect} at
 */
function place(rect, at) {
  for (const name of /** @type {const} */ (['x', 'y', 'width', 'height'])) rect.setAttribute(name, at[name].toFixed(1));
}

/** A text's width can be known only once it is on the page. @param {Drawn} drawn */
function measure({ texts, words, widths }) {
  const [line, detail] = texts;
  if (!line || !detail) return;
  const wide = (/** @type {SVGTextElement} */ text, /** @type {string} */ content) => {
    text.textContent = content;
    return text.getComputedTextLength();
  };
  const width = wide(line, words.line);
  if (width === 0) return;
  widths.line = width + 10;
  widths.short = wide(line, words.short) + 10;
  widths.detail = words.detail ? wide(detail, words.detail) + 10 : 0;
}

/**
 * The area that two rectangles share.
 * @param {Rect} a
 * @param {Rect} b
 */
function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}
