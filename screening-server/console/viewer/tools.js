// What a press on a picture does: move the picture, its window, a region, or draw a region or a ruler.

import { s } from '../dom.js';
import { SMALLEST } from './regions.js';
import { length } from './words.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Gesture} Gesture */
/** @typedef {import('./stage.js').Point} Point */
/** @typedef {import('./regions.js').Item} Item */
/** @typedef {import('./regions.js').Regions} Regions */
/** @typedef {import('./enhance/state.js').Enhancements} Enhancements */
/** @typedef {import('../api.js').Box} Box */
/** @typedef {'pan' | 'window' | 'draw' | 'ruler' | 'mark'} Tool */

/** @type {readonly Tool[]} */
export const TOOLS = ['pan', 'window', 'draw', 'ruler', 'mark'];

/** Screen pixels of a drag that take the window over the whole range of tones. */
const WINDOW_REACH = 600;
/** A press that moved no further than this is a click. */
const CLICK = 3;

/**
 * Moves the picture; a press that does not move selects nothing.
 * @param {Stage} stage
 * @param {() => void} onclick
 * @returns {Gesture}
 */
export function panning(stage, onclick) {
  let moved = 0;
  return {
    move: (_, shift) => {
      moved += Math.abs(shift.x) + Math.abs(shift.y);
      if (moved > CLICK) stage.pan(shift.x, shift.y);
    },
    end: () => {
      if (moved <= CLICK) onclick();
    },
  };
}

/**
 * Contrast and window: to the right the window gets wider, down it gets darker tones.
 * @param {Enhancements} enhancements
 * @returns {Gesture}
 */
export function windowing(enhancements) {
  return {
    move: (_, shift) => {
      const [low, high] = enhancements.values.window;
      const [centre, width] = [(low + high) / 2 - shift.y / WINDOW_REACH, high - low + shift.x / WINDOW_REACH];
      enhancements.setWindow(centre - Math.max(width, 0) / 2, centre + Math.max(width, 0) / 2);
    },
    end: () => {},
  };
}

/**
 * Moves a region, or a corner of it.
 * @param {Stage} stage
 * @param {Regions} regions
 * @param {Item} item
 * @param {number[] | null} corner
 * @returns {Gesture}
 */
export function moving(stage, regions, item, corner) {
  const before = /** @type {Box} */ ([...item.box]);
  return {
    move: (_, shift) => {
      const { scale } = stage.camera;
      regions.move(item, moved(item.box, corner, shift.x / scale, shift.y / scale), stage.camera);
    },
    end: () => {},
    cancel: () => regions.move(item, before, stage.camera),
  };
}

/**
 * @param {Box} box
 * @param {number[] | null} corner
 * @param {number} dx
 * @param {number} dy
 * @returns {Box}
 */
export function moved([x, y, width, height], corner, dx, dy) {
  if (!corner) return [x + dx, y + dy, width, height];
  const [right, bottom] = corner;
  const w = Math.max(right ? width + dx : width - dx, SMALLEST);
  const h = Math.max(bottom ? height + dy : height - dy, SMALLEST);
  return [right ? x : x + width - w, bottom ? y : y + height - h, w, h];
}

/**
 * Draws a region.
 * @param {Stage} stage
 * @param {Point} from
 * @param {(box: Box) => void} ondrawn
 * @returns {Gesture}
 */
export function drawing(stage, from, ondrawn) {
  const rect = s('rect', { class: 'draft' });
  stage.drawings.append(rect);
  const within = (/** @type {Point} */ { x, y }) => ({
    x: Math.min(Math.max(x, 0), stage.camera.width),
    y: Math.min(Math.max(y, 0), stage.camera.height),
  });
  const start = within(from);
  let to = start;
  /** @returns {Box} */
  const box = () => [Math.min(start.x, to.x), Math.min(start.y, to.y), Math.abs(to.x - start.x), Math.abs(to.y - start.y)];
  return {
    move: (at) => {
      to = within(at);
      const [x, y, width, height] = box();
      const corner = stage.camera.toScreen(x, y);
      rect.setAttribute('x', String(corner.x));
      rect.setAttribute('y', String(corner.y));
      rect.setAttribute('width', String(width * stage.camera.scale));
      rect.setAttribute('height', String(height * stage.camera.scale));
    },
    end: () => {
      rect.remove();
      const found = box();
      if (found[2] >= SMALLEST && found[3] >= SMALLEST) ondrawn(found);
    },
    cancel: () => rect.remove(),
  };
}

/** A ruler on a picture: it stays where it lies in the picture. */
export class Ruler {
  #line = s('path', { class: 'measure' });
  #halo = s('path', { class: 'measure-halo' });
  #plate = s('rect', { class: 'plate', rx: 2, height: 19 });
  #text = s('text', {});

  /**
   * @param {Stage} stage
   * @param {Point} from
   */
  constructor(stage, from) {
    this.stage = stage;
    this.from = this.to = from;
    this.element = s('g', { class: 'ruler' }, this.#halo, this.#line, this.#plate, this.#text);
    stage.drawings.append(this.element);
  }

  /** How long it is, in millimetres where the scan says how large a pixel is. */
  get length() {
    const { mm } = this.stage;
    const [x, y] = [this.to.x - this.from.x, this.to.y - this.from.y];
    return mm ? Math.hypot(x * mm[0], y * mm[1]) : Math.hypot(x, y);
  }

  place() {
    const { camera, mm } = this.stage;
    const [a, b] = [camera.toScreen(this.from.x, this.from.y), camera.toScreen(this.to.x, this.to.y)];
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    // The ends stand across the line.
    const [nx, ny] = [(-(b.y - a.y) / long) * 6, ((b.x - a.x) / long) * 6];
    const end = (/** @type {Point} */ at) => `M${at.x - nx} ${at.y - ny}L${at.x + nx} ${at.y + ny}`;
    const path = `M${a.x} ${a.y}L${b.x} ${b.y}${end(a)}${end(b)}`;
    this.#line.setAttribute('d', path);
    this.#halo.setAttribute('d', path);
    this.#text.textContent = length(this.length, mm !== null);
    const width = this.#text.getComputedTextLength() + 12;
    // Beside the line, above it where it lies flat: the line itself stays to be seen.
    const side = nx > 0 || (nx === 0 && ny < 0) ? 1 : -1;
    const away = (Math.abs(nx) / 6) * (width / 2) + (Math.abs(ny) / 6) * 9.5 + 9;
    const [x, y] = [(a.x + b.x) / 2 + (side * nx * away) / 6 - width / 2, (a.y + b.y) / 2 + (side * ny * away) / 6 - 9.5];
    this.#plate.setAttribute('width', String(width));
    this.#plate.setAttribute('x', String(x));
    this.#plate.setAttribute('y', String(y));
    this.#text.setAttribute('x', String(x + 6));
    this.#text.setAttribute('y', String(y + 13.5));
  }

  remove() {
    this.element.remove();
  }

  /** @returns {Gesture} */
  gesture() {
    return {
      move: (at) => {
        this.to = at;
        this.place();
      },
      end: () => {},
      cancel: () => this.remove(),
    };
  }
}
