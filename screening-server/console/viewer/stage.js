// One view of a parcel: its picture, what lies above it, and the pointer and keys on it.

import { h, s } from '../dom.js';
import { t } from '../i18n/text.js';
import { Boxes } from './boxes.js';
import { Camera } from './camera.js';
import { localTables } from './enhance/local.js';
import { CanvasRenderer, samples } from './render-2d.js';
import { GlRenderer } from './render-gl.js';

/** @typedef {import('../api.js').Box} Box */
/** @typedef {import('../api.js').View} View */
/** @typedef {import('./regions.js').Item} Item */
/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('./cache.js').PictureCache} PictureCache */
/** @typedef {import('./enhance/state.js').Enhancements} Enhancements */
/** @typedef {{x: number, y: number}} Point */

/**
 * What a press begins, until it ends; points are of the picture, shifts of the screen.
 * @typedef {object} Gesture
 * @property {(at: Point, shift: Point) => void} move
 * @property {() => void} end
 * @property {() => void} [cancel]
 */

/**
 * What a stage tells; points are of the picture.
 * @typedef {object} StageListener
 * @property {(stage: Stage, at: Point, event: PointerEvent | KeyboardEvent) => Gesture | null} onpress
 * @property {(stage: Stage, at: Point | null) => void} onpoint
 * @property {(item: Item | null) => void} onhover
 * @property {(item: Item) => void} onpick
 * @property {(stage: Stage, event: KeyboardEvent) => boolean} onkey whether it was of use
 * @property {() => void} onzoom
 * @property {(stage: Stage) => void} onplaced zoom or place changed: what lies above the picture follows
 * @property {(stage: Stage) => void} onseen
 */

/** From here on single pixels are worth seeing as such. */
const PIXELS_FROM = 8;
/** Pixels of the copy that local contrast is measured on. */
const MEASURED = 600_000;

/** @type {WeakMap<Picture, Promise<import('./enhance/local.js').LocalTables>>} */
const measured = new WeakMap();

export class Stage {
  camera = new Camera();
  /** @type {View | null} */
  view = null;
  index = 0;
  /** @type {[number, number] | null} */
  mm = null;
  /** @type {Picture | null} */
  picture = null;
  /** @type {Picture | null} */
  atomic = null;
  /** Where the pointer, or the keyboard's cross, is; in pixels of the picture. @type {Point | null} */
  at = null;
  /** @type {import('./enhance/local.js').LocalTables | null} */
  #local = null;
  #url = '';
  #atomicUrl = '';
  #waiting = false;
  #belt = s('line', { class: 'belt' });
  #cross = s('path', { class: 'cross' });
  /** @type {{id: number, from: Point, gesture: Gesture} | null} */
  #press = null;

  /**
   * @param {{cache: PictureCache, enhancements: Enhancements, software: boolean}} shared
   * @param {StageListener} listener
   */
  constructor({ cache, enhancements, software }, listener) {
    this.cache = cache;
    this.enhancements = enhancements;
    this.listener = listener;
    this.canvas = h('canvas', { class: 'picture' });
    const layer = s('g');
    /** For what tools draw. */
    this.drawings = s('g', { class: 'drawings' });
    this.overlay = s('svg', { class: 'overlay', 'aria-hidden': 'true' }, this.#belt, layer, this.drawings, this.#cross);
    this.note = h('p', { class: 'note', hidden: true });
    this.element = h('div', { class: 'stage', tabindex: '0', role: 'img' }, this.canvas, this.overlay, this.note);
    this.boxes = new Boxes(layer, this.camera, listener);
    this.#belt.style.display = this.#cross.style.display = 'none';
    this.renderer = (software ? null : this.#onCard()) ?? new CanvasRenderer(this.canvas, () => this.redraw());
    this.#listen();
    this.observer = new ResizeObserver(() => {
      this.camera.setFrame(this.element.clientWidth, this.element.clientHeight);
      this.draw();
      this.listener.onzoom();
    });
    this.observer.observe(this.element);
  }

  /**
   * Shows a view of a parcel.
   * @param {View} view
   * @param {number} index
   * @param {{picture: string | null, atomic: string | null, label: string, missing: string}} from
   */
  async show(view, index, { picture: url, atomic, label, missing }) {
    this.view = view;
    this.index = index;
    this.mm = view.mm_per_pixel ?? null;
    this.#url = url ?? '';
    this.#atomicUrl = atomic ?? '';
    this.picture = this.atomic = this.#local = this.at = null;
    this.#press = null;
    this.drawings.replaceChildren();
    this.element.dataset['drawn'] = '';
    this.markBelt(null);
    this.element.setAttribute('aria-label', label);
    this.element.classList.toggle('none', !url);
    this.#say(url ? '' : missing);
    this.camera.setFrame(this.element.clientWidth, this.element.clientHeight);
    this.camera.setPicture(view.width, view.height);
    this.#moved();
    if (!url) return;
    const entry = this.cache.get(url);
    if (entry.picture) {
      this.#take(entry.picture);
      return;
    }
    this.element.classList.add('loading');
    try {
      const picture = await entry.ready;
      if (this.#url === url) this.#take(picture);
    } catch {
      if (this.#url !== url) return;
      this.element.classList.remove('loading');
      this.#say(t('viewer-picture-lost'));
    }
  }

  /** Draws at the next frame; often asked, once done. */
  redraw() {
    if (this.#waiting) return;
    this.#waiting = true;
    this.element.dataset['drawn'] = '';
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.draw();
    });
  }

  /** Whether all that is on can be shown, or some of it is still being fetched. */
  get complete() {
    const { enhancements } = this;
    const atomic = this.atomic !== null || !this.#atomicUrl || !enhancements.dual;
    const local = this.#local !== null || !enhancements.isOn('super_enhance');
    return this.picture !== null && atomic && local;
  }

  /** Fetches what an enhancement needs besides the picture, then draws. */
  async enhance() {
    this.redraw();
    const { picture } = this;
    if (!picture) return;
    if (this.enhancements.dual && this.#atomicUrl && !this.atomic) {
      const url = this.#atomicUrl;
      // A badge says that the function is on: until it is to be seen, that is said as well.
      this.#say(t('viewer-loading'));
      const atomic = await this.cache.get(url, false).ready.catch(() => null);
      if (this.#atomicUrl === url && this.picture === picture) {
        this.atomic = atomic;
        this.#say(atomic || !this.enhancements.dual ? '' : t('viewer-atomic-lost'));
      }
      this.redraw();
    } else if (!this.enhancements.dual) {
      this.#say('');
    }
    if (this.enhancements.isOn('super_enhance') && !this.#local) {
      const local = await measure(picture).catch(() => null);
      if (this.picture === picture) this.#local = local;
      this.redraw();
    }
  }

  /** The addresses of what is shown. */
  get urls() {
    return [this.#url, this.#atomicUrl].filter(Boolean);
  }

  fit() {
    this.camera.fit();
    this.#moved();
  }

  /**
   * @param {number} factor
   * @param {number} [x]
   * @param {number} [y]
   */
  zoom(factor, x, y) {
    this.camera.zoom(factor, x, y);
    this.#moved();
  }

  /** A pixel of the picture to a pixel of the screen. */
  actualSize() {
    this.camera.zoomTo(1 / devicePixelRatio);
    this.#moved();
  }

  /** @param {Box} box */
  zoomTo(box) {
    this.camera.show(box);
    this.#moved();
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  pan(dx, dy) {
    this.camera.pan(dx, dy);
    this.#moved();
  }

  /** Marks a column of the belt. @param {number | null} x in pixels of the picture */
  markBelt(x) {
    this.beltAt = x;
    this.#placeMarks();
  }

  /** @type {number | null} */
  beltAt = null;

  /** Shows the keyboard's cross. @param {Point | null} at */
  setCross(at) {
    this.cross = at;
    this.#placeMarks();
  }

  /** @type {Point | null} */
  cross = null;

  /** Ends what a press began. @param {boolean} done whether it counts */
  release(done) {
    const press = this.#press;
    this.#press = null;
    this.element.classList.remove('dragging');
    if (done) press?.gesture.end();
    else press?.gesture.cancel?.();
  }

  /** Presses, or ends the press, where the keyboard's cross is. @param {KeyboardEvent} event */
  pressByKey(event) {
    if (this.#press) {
      this.release(true);
      return;
    }
    if (!this.cross) return;
    const gesture = this.listener.onpress(this, this.cross, event);
    if (gesture) this.#press = { id: -1, from: this.camera.toScreen(this.cross.x, this.cross.y), gesture };
  }

  /** @param {number} dx @param {number} dy in pixels of the picture */
  moveCross(dx, dy) {
    const { camera } = this;
    const from = this.cross ?? camera.toPicture(this.element.clientWidth / 2, this.element.clientHeight / 2);
    const x = Math.min(Math.max(Math.round(from.x + dx), 0), camera.width);
    const y = Math.min(Math.max(Math.round(from.y + dy), 0), camera.height);
    this.setCross({ x, y });
    this.#point({ x, y });
    if (this.#press?.id === -1) {
      const screen = camera.toScreen(x, y);
      this.#press.gesture.move({ x, y }, { x: screen.x - this.#press.from.x, y: screen.y - this.#press.from.y });
      this.#press.from = screen;
    }
  }

  close() {
    this.observer.disconnect();
    this.#url = '';
    this.picture = null;
    this.element.remove();
    this.renderer.close();
  }

  /** @param {Picture} picture */
  #take(picture) {
    this.picture = picture;
    this.element.classList.remove('loading');
    this.#say('');
    const { camera } = this;
    // A view that was described with no size, or a picture kept smaller: boxes are in the view's pixels.
    if (camera.width === 0) camera.setPicture(picture.width, picture.height);
    // At once: a parcel that comes next is to be seen with the next frame of the screen.
    this.draw();
    this.enhance();
  }

  /** @param {string} text */
  #say(text) {
    this.note.textContent = text;
    this.note.hidden = text === '';
  }

  #moved() {
    this.redraw();
    this.listener.onzoom();
  }

  #onCard() {
    return GlRenderer.create(
      this.canvas,
      () => this.redraw(),
      () => {
        if (!this.element.isConnected) return;
        // The card's memory went, as after a sleep or a driver's crash: go on without it, on a fresh canvas.
        const canvas = h('canvas', { class: 'picture' });
        this.canvas.replaceWith(canvas);
        this.canvas = canvas;
        this.renderer = new CanvasRenderer(canvas, () => this.redraw());
        this.redraw();
      },
    );
  }

  /** Draws at once. */
  draw() {
    const { canvas, camera, element, picture, enhancements } = this;
    const ratio = devicePixelRatio;
    const [width, height] = [Math.round(element.clientWidth * ratio), Math.round(element.clientHeight * ratio)];
    if (width === 0 || height === 0) return;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    this.boxes.place();
    this.#placeMarks();
    canvas.hidden = !picture;
    if (!picture) return;
    const scale = (camera.scale * ratio * camera.width) / picture.width;
    const whole = this.renderer.draw({
      picture,
      atomic: this.enhancements.dual ? this.atomic : null,
      local: this.#local,
      scale,
      // Whole pixels, so that a picture at its own size is shown as it is.
      x: Math.round(camera.x * ratio),
      y: Math.round(camera.y * ratio),
      width,
      height,
      pixels: camera.scale >= PIXELS_FROM,
      active: enhancements.active,
      values: enhancements.values,
    });
    element.dataset['drawn'] = whole ? 'whole' : 'part';
    // Seen is what was on the screen, not what was asked for.
    if (whole && document.visibilityState === 'visible') this.listener.onseen(this);
  }

  #placeMarks() {
    const { camera, beltAt, cross } = this;
    this.listener.onplaced(this);
    this.#belt.style.display = beltAt === null ? 'none' : '';
    if (beltAt !== null) {
      const { x } = camera.toScreen(beltAt, 0);
      for (const [name, value] of Object.entries({ x1: x, x2: x, y1: 0, y2: this.element.clientHeight })) {
        this.#belt.setAttribute(name, value.toFixed(1));
      }
    }
    this.#cross.style.display = cross ? '' : 'none';
    if (cross) {
      const { x, y } = camera.toScreen(cross.x, cross.y);
      this.#cross.setAttribute('d', `M${x - 12} ${y}h8m8 0h8M${x} ${y - 12}v8m0 8v8`);
    }
  }

  /** @param {Point | null} at */
  #point(at) {
    this.at = at;
    this.listener.onpoint(this, at);
  }

  /** @param {MouseEvent} event @returns {Point} */
  #screen(event) {
    const frame = this.element.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  #listen() {
    const { element, camera } = this;
    element.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const { x, y } = this.#screen(event);
        const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
        this.zoom(Math.exp(-event.deltaY * lines * 0.0016), x, y);
      },
      { passive: false },
    );
    element.addEventListener('contextmenu', (event) => event.preventDefault());
    element.addEventListener('pointerdown', (event) => {
      if (this.#press || !(event.target instanceof Element) || event.target.closest('.region-editor')) return;
      const from = this.#screen(event);
      const gesture = this.listener.onpress(this, camera.toPicture(from.x, from.y), event);
      if (!gesture) return;
      this.setCross(null);
      this.#press = { id: event.pointerId, from, gesture };
      element.setPointerCapture(event.pointerId);
      element.classList.add('dragging');
    });
    element.addEventListener('pointermove', (event) => {
      const to = this.#screen(event);
      const at = camera.toPicture(to.x, to.y);
      this.#point(at);
      const press = this.#press;
      if (press?.id !== event.pointerId) return;
      press.gesture.move(at, { x: to.x - press.from.x, y: to.y - press.from.y });
      press.from = to;
    });
    element.addEventListener('pointerleave', () => this.#point(null));
    element.addEventListener('pointerup', (event) => this.#press?.id === event.pointerId && this.release(true));
    element.addEventListener('pointercancel', (event) => this.#press?.id === event.pointerId && this.release(false));
    element.addEventListener('dblclick', (event) => {
      const found = this.boxes.under(event.target instanceof Element ? event.target : null);
      if (found) this.listener.onpick(found.item);
    });
    element.addEventListener('blur', () => this.setCross(null));
    element.addEventListener('keydown', (event) => {
      if (event.target !== element || event.ctrlKey || event.metaKey) return;
      if (!this.listener.onkey(this, event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
}

/** @param {Picture} picture */
function measure(picture) {
  let tables = measured.get(picture);
  if (!tables) {
    const halvings = Math.ceil(Math.log2(Math.max(1, (picture.width * picture.height) / MEASURED)) / 2);
    tables = picture.level(Math.min(halvings, picture.coarsest)).then((copy) => {
      const { rgba, width, height } = samples(copy);
      return localTables(rgba, width, height);
    });
    measured.set(picture, tables);
  }
  return tables;
}
