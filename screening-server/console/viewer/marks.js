// Places that a trainee marks in a picture, and, once that is told, the boxes of what was there.

import { fill, s } from '../dom.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Point} Point */
/** @typedef {import('../api.js').Box} Box */

/** Screen pixels around a mark in which another click takes it away. */
const NEAR = 11;
const RADIUS = 9;
const LINE = 17;

export class Marks {
  /** In pixels of the picture. @type {Point[]} */
  points = [];
  /** How many places can be marked; the oldest gives way to one more. */
  most = 1;
  /** @type {{box: Box, label: string}[]} */
  #truth = [];
  /** @type {WeakMap<Stage, SVGGElement>} */
  #groups = new WeakMap();
  /** @type {Set<(points: Point[]) => void>} */
  #listeners = new Set();

  #redraw = () => {};

  /** @param {() => void} redraw of what shows them */
  onredraw(redraw) {
    this.#redraw = redraw;
  }

  /**
   * Nothing is marked, and nothing told.
   * @param {number} most
   */
  begin(most) {
    this.most = most;
    this.points = [];
    this.#truth = [];
    this.#redraw();
  }

  /** @param {(points: Point[]) => void} listener */
  listen(listener) {
    this.#listeners.add(listener);
  }

  /**
   * Marks a place, or takes the mark away that is there.
   * @param {Stage} stage
   * @param {Point} at
   */
  put(stage, at) {
    const { camera } = stage;
    if (at.x < 0 || at.y < 0 || at.x > camera.width || at.y > camera.height) return;
    const isHere = (/** @type {Point} */ point) => Math.hypot(point.x - at.x, point.y - at.y) * camera.scale <= NEAR;
    const others = this.points.filter((point) => !isHere(point));
    this.points = others.length < this.points.length ? others : [...others, at].slice(-this.most);
    this.#changed();
  }

  /** Takes the last mark away. */
  removeLast() {
    if (this.points.length === 0) return;
    this.points = this.points.slice(0, -1);
    this.#changed();
  }

  /**
   * Shows what was marked, and what was there.
   * @param {Point[]} points
   * @param {{box: Box, label: string}[]} truth
   */
  tell(points, truth) {
    this.points = points;
    this.#truth = truth;
    this.#redraw();
  }

  /** Puts all where zoom and pan say. @param {Stage} stage */
  place(stage) {
    let group = this.#groups.get(stage);
    if (!group) {
      if (this.points.length === 0 && this.#truth.length === 0) return;
      group = s('g', { class: 'marks' });
      this.#groups.set(stage, group);
    }
    if (group.parentNode !== stage.drawings) stage.drawings.append(group);
    fill(group, [...this.#truth.flatMap((one) => this.#box(stage, one)), ...this.points.flatMap((point, index) => this.#mark(stage, point, index))]);
  }

  /** @param {Stage} stage @param {{box: Box, label: string}} truth */
  #box({ camera, element }, { box: [left, top, width, height], label }) {
    const { x, y } = camera.toScreen(left, top);
    const size = { x: x - 3, y: y - 3, width: width * camera.scale + 6, height: height * camera.scale + 6 };
    const above = size.y > LINE + 4;
    const line = above ? size.y - 6 : Math.min(size.y + size.height + LINE - 3, element.clientHeight - 6);
    return [
      s('rect', { class: 'halo', ...size }),
      s('rect', { class: 'truth', ...size }),
      s('text', { class: 'truth-label', x: Math.max(size.x, 4), y: line }, label),
    ];
  }

  /**
   * @param {Stage} stage
   * @param {Point} point
   * @param {number} index
   */
  #mark({ camera }, point, index) {
    const { x, y } = camera.toScreen(point.x, point.y);
    const d = `M${x - RADIUS - 5} ${y}h8M${x + RADIUS - 3} ${y}h8M${x} ${y - RADIUS - 5}v8M${x} ${y + RADIUS - 3}v8`;
    return [
      s('circle', { class: 'halo', cx: x, cy: y, r: RADIUS }),
      s('circle', { class: 'mark', cx: x, cy: y, r: RADIUS }),
      s('path', { class: 'mark', d }),
      this.most > 1 && s('text', { class: 'mark-number', x: x + RADIUS + 3, y: y - RADIUS }, index + 1),
    ];
  }

  #changed() {
    this.#redraw();
    for (const listener of this.#listeners) listener(this.points);
  }
}
