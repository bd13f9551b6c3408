// One view of a parcel: its picture with zoom and pan, and the regions as boxes in screen pixels above it, so that
// lines and labels stay sharp and equally thick at every zoom.

import { fill, h, s } from './dom.js';
import { t } from './i18n/text.js';
import { percent, shortClassName } from './words.js';

/** @typedef {import('./api.js').View} View */
/** @typedef {import('./api.js').Region} Region */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */

/** Space around a fitted picture, in screen pixels: room for the labels of boxes at the edge. */
const MARGIN = 18;
const MOST = 24;
/** From here on single pixels are worth seeing as such. */
const PIXELS_FROM = 3;
const LABEL_HEIGHT = 18;
const KEY_PAN = 60;

/**
 * @typedef {object} Drawn
 * @property {Region} region
 * @property {SVGGElement} group
 * @property {SVGRectElement[]} rects
 * @property {SVGGElement} label
 * @property {SVGRectElement} plate
 * @property {SVGTextElement} text
 * @property {number} textWidth
 * @property {number} shortWidth
 */

export class Stage {
  #scale = 1;
  #x = 0;
  #y = 0;
  /** Whether the picture follows the size of the window, as it does until someone zooms or pans. */
  #fitted = true;
  /** @type {Drawn[]} */
  #drawn = [];
  /** @type {{id: number, x: number, y: number} | null} */
  #drag = null;

  /**
   * @param {View} view
   * @param {string} url
   * @param {Region[]} regions
   * @param {{onhover: (id: number | null) => void, onpick: (id: number) => void, onzoom: () => void}} listener
   */
  constructor(view, url, regions, listener) {
    this.view = view;
    this.listener = listener;
    this.width = view.width;
    this.height = view.height;
    this.picture = h('img', { class: 'xray', src: url, alt: '', draggable: 'false', decoding: 'async' });
    this.overlay = s('svg', { class: 'overlay', 'aria-hidden': 'true' });
    this.element = h(
      'div',
      { class: 'stage loading', dir: 'ltr', tabindex: '0', role: 'img', 'aria-label': t('parcels-picture', { view: view.name, count: regions.length }) },
      this.picture,
      this.overlay,
    );
    this.picture.addEventListener('load', () => this.#loaded());
    this.picture.addEventListener('error', () => this.#missing());
    // Alarms above what is below its threshold; within them the largest first, so that a small box within it stays
    // within reach of the pointer.
    const area = (/** @type {Region} */ region) => region.box[2] * region.box[3];
    const order = [...regions].sort((a, b) => Number(a.alarm) - Number(b.alarm) || area(b) - area(a));
    for (const region of order) this.#draw(region);
    this.#listen();
    this.observer = new ResizeObserver(() => (this.#fitted ? this.fit() : this.#place()));
    this.observer.observe(this.element);
  }

  /** How many screen pixels a pixel of the picture takes. */
  get scale() {
    return this.#scale;
  }

  /** The whole picture, in the middle. */
  fit() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width === 0 || height === 0 || this.width === 0 || this.height === 0) return;
    const room = (/** @type {number} */ length) => Math.max(length - 2 * MARGIN, length / 2);
    // Small pictures grow, but not into mosaics.
    this.#scale = Math.min(room(width) / this.width, room(height) / this.height, PIXELS_FROM);
    this.#x = (width - this.width * this.#scale) / 2;
    this.#y = (height - this.height * this.#scale) / 2;
    this.#fitted = true;
    this.#place();
  }

  /**
   * Zooms so that what lies under a point stays under it; the middle where no point is given.
   * @param {number} factor
   * @param {number} [x]
   * @param {number} [y]
   */
  zoom(factor, x = this.element.clientWidth / 2, y = this.element.clientHeight / 2) {
    const least = Math.min(this.element.clientWidth / this.width, this.element.clientHeight / this.height, 1) / 2;
    const scale = Math.min(Math.max(this.#scale * factor, least), MOST);
    const ratio = scale / this.#scale;
    this.#x = x - (x - this.#x) * ratio;
    this.#y = y - (y - this.#y) * ratio;
    this.#scale = scale;
    this.#fitted = false;
    this.#place();
  }

  /**
   * Brings a region into the middle, large enough to judge.
   * @param {number} id
   */
  zoomTo(id) {
    const region = this.#drawn.find((drawn) => drawn.region.id === id)?.region;
    if (!region) return;
    const [x, y, width, height] = region.box;
    const { clientWidth, clientHeight } = this.element;
    const fits = Math.min(clientWidth / (2 * Math.max(width, 1)), clientHeight / (2 * Math.max(height, 1)));
    this.#scale = Math.min(fits, MOST / 2);
    this.#x = clientWidth / 2 - (x + width / 2) * this.#scale;
    this.#y = clientHeight / 2 - (y + height / 2) * this.#scale;
    this.#fitted = false;
    this.#place();
  }

  /** @param {boolean} visible */
  showBoxes(visible) {
    this.overlay.classList.toggle('off', !visible);
  }

  /** @param {number | null} id */
  highlight(id) {
    for (const { region, group } of this.#drawn) group.classList.toggle('hot', region.id === id);
    const hot = this.#drawn.find(({ region }) => region.id === id);
    // SVG has no z-index: what comes last lies on top. Only the label moves, the pointer's target stays.
    if (hot) this.overlay.append(hot.label);
    this.overlay.classList.toggle('some-hot', Boolean(hot));
  }

  /** Lets go of what outlives the element. */
  remove() {
    this.observer.disconnect();
    this.element.remove();
  }

  #loaded() {
    this.element.classList.remove('loading');
    // A view that was described with no size, or a picture kept smaller: boxes are in the view's pixels.
    if (this.width === 0) [this.width, this.height] = [this.picture.naturalWidth, this.picture.naturalHeight];
    if (this.#fitted) this.fit();
  }

  #missing() {
    this.element.classList.remove('loading');
    this.observer.disconnect();
    fill(this.element, [h('p', { class: 'note' }, t('parcels-picture-gone'))]);
  }

  #listen() {
    const { element } = this;
    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const frame = element.getBoundingClientRect();
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        this.zoom(Math.exp(-event.deltaY * lines * 0.0016), event.clientX - frame.left, event.clientY - frame.top);
      },
      { passive: false },
    );
    element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || this.#drag) return;
      this.#drag = { id: event.pointerId, x: event.clientX, y: event.clientY };
      element.setPointerCapture(event.pointerId);
      element.classList.add('dragging');
    });
    element.addEventListener('pointermove', (event) => {
      if (this.#drag?.id !== event.pointerId) return;
      this.#pan(event.clientX - this.#drag.x, event.clientY - this.#drag.y);
      this.#drag = { id: event.pointerId, x: event.clientX, y: event.clientY };
    });
    for (const end of ['pointerup', 'pointercancel']) {
      element.addEventListener(end, () => {
        this.#drag = null;
        element.classList.remove('dragging');
      });
    }
    element.addEventListener('keydown', (event) => {
      if (!event.shiftKey) return;
      const steps = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      const step = steps[/** @type {keyof typeof steps} */ (event.key)];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      this.#pan((step[0] ?? 0) * KEY_PAN, (step[1] ?? 0) * KEY_PAN);
    });
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  #pan(dx, dy) {
    if (dx === 0 && dy === 0) return;
    this.#x += dx;
    this.#y += dy;
    this.#fitted = false;
    this.#place();
  }

  /** @param {Region} region */
  #draw(region) {
    const halo = s('rect', { class: 'halo' });
    const line = s('rect', { class: 'line' });
    const plate = s('rect', { class: 'plate', height: LABEL_HEIGHT, rx: 2 });
    const text = s('text', {});
    const label = s('g', { class: `label ${region.alarm ? 'alarm' : 'below'}` }, plate, text);
    const group = s(
      'g',
      { class: `region ${region.alarm ? 'alarm' : 'below'}`, 'data-region': region.id },
      halo,
      line,
    );
    group.addEventListener('pointerenter', () => this.listener.onhover(region.id));
    group.addEventListener('pointerleave', () => this.listener.onhover(null));
    group.addEventListener('dblclick', () => this.listener.onpick(region.id));
    this.overlay.append(group, label);
    this.#drawn.push({ region, group, rects: [halo, line], label, plate, text, textWidth: 0, shortWidth: 0 });
  }

  /** Puts the picture and everything above it where zoom and pan say. */
  #place() {
    const { style } = this.picture;
    style.width = `${this.width}px`;
    style.height = `${this.height}px`;
    style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#scale})`;
    this.picture.classList.toggle('pixels', this.#scale > PIXELS_FROM);
    for (const { region, rects } of this.#drawn) {
      const { x, y, width, height } = this.#onScreen(region);
      for (const rect of rects) {
        rect.setAttribute('x', x.toFixed(1));
        rect.setAttribute('y', y.toFixed(1));
        rect.setAttribute('width', Math.max(width, 2).toFixed(1));
        rect.setAttribute('height', Math.max(height, 2).toFixed(1));
      }
    }
    this.#placeLabels();
    this.listener.onzoom();
  }

  /**
   * The best regions choose their label's place first, where it hides least of other regions; one that finds no place
   * shows its number only.
   */
  #placeLabels() {
    /** @type {Rect[]} */
    const taken = [];
    const free = (/** @type {Rect} */ rect) => taken.every((other) => overlap(rect, other) === 0);
    const boxes = this.#drawn.map(({ region }) => this.#onScreen(region));
    const hides = (/** @type {Rect} */ rect) => boxes.reduce((sum, box) => sum + overlap(rect, box), 0);
    const best = (/** @type {Rect[]} */ spots) => [...spots].sort((a, b) => hides(a) - hides(b))[0];
    for (const drawn of [...this.#drawn].sort((a, b) => b.region.score - a.region.score)) {
      if (drawn.textWidth === 0) measure(drawn);
      const box = this.#onScreen(drawn.region);
      let [width, words] = [drawn.textWidth, long(drawn.region)];
      let spot = best(this.#spots(box, width).filter(free));
      if (!spot) {
        [width, words] = [drawn.shortWidth, String(drawn.region.id)];
        const spots = this.#spots(box, width);
        spot = best(spots.filter(free)) ?? spots[0];
      }
      if (!spot) continue;
      taken.push(spot);
      if (drawn.text.textContent !== words) drawn.text.textContent = words;
      drawn.plate.setAttribute('x', spot.x.toFixed(1));
      drawn.plate.setAttribute('y', spot.y.toFixed(1));
      drawn.plate.setAttribute('width', width.toFixed(1));
      drawn.text.setAttribute('x', (spot.x + 5).toFixed(1));
      drawn.text.setAttribute('y', (spot.y + 13).toFixed(1));
    }
  }

  /**
   * Where a label may lie, best first: above the box, below it, beside it, within it.
   * @param {Rect} box
   * @param {number} width
   * @returns {Rect[]}
   */
  #spots(box, width) {
    const height = LABEL_HEIGHT;
    const right = box.x + box.width;
    const { clientWidth, clientHeight } = this.element;
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
   * @param {Region} region
   * @returns {Rect}
   */
  #onScreen({ box: [x, y, width, height] }) {
    const scale = this.#scale;
    return { x: this.#x + x * scale, y: this.#y + y * scale, width: width * scale, height: height * scale };
  }
}

/** @param {Region} region */
function long(region) {
  return `${region.id}  ${shortClassName(region.class)} ${percent(region.score)}`;
}

/** The text's width can be known only once it is on the page. @param {Drawn} drawn */
function measure(drawn) {
  drawn.text.textContent = long(drawn.region);
  const width = drawn.text.getComputedTextLength();
  if (width === 0) return;
  drawn.textWidth = width + 10;
  drawn.text.textContent = String(drawn.region.id);
  drawn.shortWidth = drawn.text.getComputedTextLength() + 10;
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
