// The viewer: all views of one parcel, linked along the belt, with enhancements, regions, ruler and comparison.
//
// It shows the plain picture of every parcel first, and knows which enhancements are on and which were used, since that
// is logged with the decision.

import { fill, h, say } from '../dom.js';
import { formatPercent, t } from '../i18n/text.js';
import { VIEWER_ACTIONS } from './actions.js';
import { PictureCache } from './cache.js';
import { Compare } from './compare.js';
import { Enhancements } from './enhance/state.js';
import { Measures } from './measures.js';
import { ReadOut } from './read-out.js';
import { RegionBar } from './region-bar.js';
import { Regions } from './regions.js';
import { Stage } from './stage.js';
import { Toolbar, showBadges } from './toolbar.js';
import { Ruler, drawing, moved, moving, panning, windowing } from './tools.js';

export { VIEWER_ACTIONS } from './actions.js';

/** @typedef {import('../api.js').Scan} Scan */
/** @typedef {import('../api.js').View} View */
/** @typedef {import('../api.js').Region} Region */
/** @typedef {import('../api.js').Pictures} Pictures */
/** @typedef {import('./regions.js').Item} Item */
/** @typedef {import('./regions.js').DecidedRegion} DecidedRegion */
/** @typedef {import('./tools.js').Tool} Tool */
/** @typedef {import('./stage.js').Point} Point */

/**
 * @typedef {object} ViewerOptions
 * @property {(action: string) => string} [keyOf] the key that an action has by now
 * @property {boolean} [software] draw without the graphics card
 * @property {import('./marks.js').Marks} [marks] places that the tool `mark` marks; there is no such tool without it
 */

/**
 * What may be done where not everything may: an exercise says which enhancements are allowed.
 * @typedef {object} Limits
 * @property {readonly string[]} actions names of actions that turn no enhancement on
 * @property {readonly string[]} enhancements
 * @property {readonly string[]} fixed enhancements that are on from the start and stay on
 * @property {Tool} tool the one that is at hand when a picture comes
 */

/** How bright pictures are shown, in percent, like the knob of a monitor: no tone changes in relation to another. */
const LIGHTS = [100, 85, 70];
const LIGHT_KEY = 'screening.light';
/** Screen pixels that a key moves the picture. */
const KEY_PAN = 60;
const KEY_ZOOM = 1.4;
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * A viewer within an element.
 * @param {HTMLElement} element
 * @param {ViewerOptions} [options]
 */
export function createViewer(element, options = {}) {
  return new Viewer(element, options);
}

export class Viewer {
  #cache = new PictureCache();
  #enhancements = new Enhancements(() => this.#enhanced());
  #regions = new Regions(() => this.#regionsChanged());
  /** @type {import('./marks.js').Marks | null} */
  #marks = null;
  /** @type {Limits | null} */
  #limits = null;
  /** @type {Stage[]} in the order of the views; more may lie ready */
  #stages = [];
  /** @type {{element: HTMLElement, name: HTMLElement, zoom: HTMLElement}[]} */
  #figures = [];
  /** @type {Map<Stage, Ruler>} */
  #rulers = new Map();
  /** @type {Scan | null} */
  #scan = null;
  /** @type {View[]} */
  #views = [];
  /** @type {Set<string>} */
  #seen = new Set();
  /** @type {Tool} */
  #tool = 'pan';
  #boxes = true;
  /** @type {number | null} The view that is shown alone. */
  #alone = null;
  #active = 0;

  #grid = h('div', { class: 'views' });
  #badges = h('ul', { class: 'badges', 'aria-live': 'polite', 'aria-label': t('viewer-badges') });
  #measures = new Measures(this.#enhancements);
  #readOut = new ReadOut();

  /**
   * @param {HTMLElement} element
   * @param {ViewerOptions} options
   */
  constructor(element, { keyOf, software = false, marks }) {
    this.software = software;
    this.#marks = marks ?? null;
    marks?.onredraw(() => {
      for (const stage of this.#shown()) marks.place(stage);
    });
    const defaultKey = (/** @type {string} */ name) => VIEWER_ACTIONS.find((one) => one.name === name)?.key ?? '';
    this.toolbar = new Toolbar((action) => this.handleKey(action), keyOf ?? defaultKey);
    this.regionBar = new RegionBar(this.#regions, {
      mmOf: (item) => this.#stages[item.view]?.mm ?? null,
      onleave: () => this.#stages[this.#active]?.element.focus(),
    });
    this.compare = new Compare({ cache: this.#cache, enhancements: this.#enhancements, software });
    const pictures = h('div', { class: 'viewer-pictures' }, this.#grid, this.#badges, this.#measures.element, this.regionBar.element);
    const room = h('div', { class: 'viewer-room' }, pictures, this.compare.element);
    this.element = h('div', { class: 'viewer' }, this.toolbar.element, room, this.#readOut.element);
    element.append(this.element);
    this.#setLight(Number(localStorage.getItem(LIGHT_KEY) ?? 85));
    this.#enhanced();
  }

  /**
   * Shows a parcel: plain, whole, with its boxes. The same parcel again changes nothing that has not changed.
   * @param {Scan} scan
   */
  show(scan) {
    if (scan.id === this.#scan?.id) {
      this.#scan = scan;
      return;
    }
    const report = scan.late ?? scan.report;
    this.#scan = scan;
    this.#views = report.views;
    this.#seen.clear();
    this.#alone = null;
    this.#active = 0;
    this.#boxes = true;
    this.#setRulers(null);
    this.setTool(this.#home);
    this.#enhancements.begin();
    this.#fix();
    this.#layOut();
    this.#views.forEach((view, index) => {
      const pictures = scan.pictures[index];
      const count = (report.regions ?? []).filter((region) => region.view === index).length;
      this.#stages[index]?.show(view, index, {
        picture: pictures?.picture ?? null,
        atomic: view.dual_energy ? (pictures?.atomic_number ?? null) : null,
        label: t('viewer-view-label', { name: view.name, count }),
        missing: t(view.width > 0 ? 'viewer-picture-not-kept' : 'viewer-unreadable'),
      });
    });
    this.#keepShown();
    this.compare.show(null);
    this.#regions.begin(report.regions ?? []);
    this.#readOut.show(null);
  }

  /**
   * The machine's regions, where they were held back until the operator had looked.
   * @param {Region[]} regions
   */
  setRegions(regions) {
    this.#regions.begin(regions);
  }

  /**
   * Shows where something was, beside what was drawn.
   * @param {{view: number, box: import('../api.js').Box, class: string}} place
   */
  reveal(place) {
    this.setBoxesVisible(true);
    this.#regions.reveal(place);
  }

  /**
   * Fetches and decodes pictures that will be shown soon.
   * @param {{pictures: (Pictures | string | null)[]}} scan
   * @returns {Promise<boolean>} whether all of them came; what failed is asked for again, and said, when it is shown
   */
  async prefetch({ pictures }) {
    const urls = pictures.map((one) => (typeof one === 'string' ? one : one?.picture));
    const fetched = urls.map((url) => (url ? this.#cache.get(url).ready : null));
    return (await Promise.allSettled(fetched)).every(({ status }) => status === 'fulfilled');
  }

  /**
   * Leaves only some of what can be done; everything again with null.
   * @param {Limits | null} limits
   */
  limit(limits) {
    this.#limits = limits;
    this.reset();
  }

  /** The tool that is at hand while no other was taken. @returns {Tool} */
  get #home() {
    return this.#limits?.tool ?? 'pan';
  }

  /** @param {string} name of an action */
  #may(name) {
    const enhancement = VIEWER_ACTIONS.find((one) => one.name === name)?.enhancement;
    if (!this.#limits) return true;
    return enhancement ? this.#limits.enhancements.includes(enhancement) : this.#limits.actions.includes(name);
  }

  /** Turns on what stays on. */
  #fix() {
    for (const name of this.#limits?.fixed ?? []) if (!this.#enhancements.isOn(name)) this.#enhancements.toggle(name);
  }

  /** The enhancements that are on now, as they are logged. */
  enhancements() {
    return this.#enhancements.names();
  }

  /** Those that were on at any moment since the parcel came. */
  used() {
    return this.#enhancements.used();
  }

  /** The names of the views whose pictures have been on the screen. */
  viewsSeen() {
    return [...this.#seen];
  }

  /** @returns {DecidedRegion[]} */
  regions() {
    return this.#regions.decided();
  }

  /**
   * @param {(regions: DecidedRegion[]) => void} listener
   * @returns {() => void} ends it
   */
  onRegionChange(listener) {
    return this.#regions.listen(listener);
  }

  /** All as it was when the parcel came, but for what was done to regions. */
  reset() {
    this.#enhancements.reset();
    this.#fix();
    this.#setRulers(null);
    this.setTool(this.#home);
    this.#alone = null;
    this.#layOut();
    for (const stage of this.#shown()) {
      stage.setCross(null);
      stage.fit();
    }
    this.#regions.select(null);
    this.compare.show(null);
    this.setBoxesVisible(true);
  }

  /** The views that are on the screen, each with its camera. */
  get stages() {
    return this.#shown();
  }

  /** Shows one of the machine's regions large. @param {number} id as the report has it */
  pick(id) {
    this.#goTo(this.#regions.items.find(({ original }) => original?.id === id) ?? null);
  }

  /** Points at one of the machine's regions, or at none. @param {number | null} id */
  highlight(id) {
    this.#hover(this.#regions.items.find(({ original }) => original?.id === id) ?? null);
  }

  /** @param {boolean} visible */
  setBoxesVisible(visible) {
    this.#boxes = visible;
    this.element.classList.toggle('no-boxes', !visible);
    this.#showTools();
  }

  /** @param {Tool} tool */
  setTool(tool) {
    this.#tool = tool;
    this.element.dataset['tool'] = tool;
    for (const stage of this.#stages) {
      stage.release(false);
      if (tool === 'pan') stage.setCross(null);
    }
    this.#showTools();
  }

  /** Keys may be others than at first. @param {(action: string) => string} keyOf */
  nameKeys(keyOf) {
    this.toolbar.nameKeys(keyOf);
  }

  /**
   * Does what an action says.
   * @param {string} name
   * @returns {boolean} whether it is one of the viewer's
   */
  handleKey(name) {
    const action = VIEWER_ACTIONS.find((one) => one.name === name);
    if (!action) return false;
    if (!this.#may(name)) return true;
    if (action.enhancement) {
      if (!action.dual || this.#dual) this.#enhancements.toggle(action.enhancement);
      if (name === 'viewer-window') this.setTool(this.#enhancements.isOn('window') ? 'window' : this.#home);
      return true;
    }
    const toggled = (/** @type {Tool} */ tool) => this.setTool(this.#tool === tool ? this.#home : tool);
    switch (name) {
      case 'viewer-pan': this.setTool('pan'); break;
      case 'viewer-draw': toggled('draw'); this.#focusStage(); break;
      case 'viewer-ruler': toggled('ruler'); this.#focusStage(); break;
      case 'viewer-next-region': this.#goTo(this.#regions.neighbour(1)); break;
      case 'viewer-previous-region': this.#goTo(this.#regions.neighbour(-1)); break;
      case 'viewer-reclass': this.regionBar.focus('class'); break;
      case 'viewer-dismiss': this.regionBar.focus('reason'); break;
      case 'viewer-boxes': this.setBoxesVisible(!this.#boxes); break;
      case 'viewer-compare': this.#toggleCompare(); break;
      case 'viewer-one-view': this.#showAlone(this.#alone === null ? this.#active : null); break;
      case 'viewer-zoom-in': for (const stage of this.#aimed()) stage.zoom(KEY_ZOOM); break;
      case 'viewer-zoom-out': for (const stage of this.#aimed()) stage.zoom(1 / KEY_ZOOM); break;
      case 'viewer-actual-size': for (const stage of this.#aimed()) stage.actualSize(); break;
      case 'viewer-light': this.#setLight(LIGHTS[LIGHTS.indexOf(this.#light) + 1] ?? 100); break;
      case 'viewer-reset': this.reset(); break;
    }
    return true;
  }

  #toggleCompare() {
    if (!this.#scan) return;
    this.compare.show(this.compare.open ? null : this.#scan.id);
    this.#showTools();
  }

  /** What is on the screen stays decoded. */
  #keepShown() {
    this.#cache.show(this.#stages.slice(0, this.#views.length).flatMap((stage) => stage.urls));
  }

  destroy() {
    for (const stage of this.#stages) stage.close();
    this.compare.close();
    this.#cache.clear();
    this.element.remove();
  }

  #light = 85;

  /** @param {number} light */
  #setLight(light) {
    this.#light = LIGHTS.includes(light) ? light : 85;
    localStorage.setItem(LIGHT_KEY, String(this.#light));
    this.element.dataset['light'] = String(this.#light);
  }

  get #dual() {
    return this.#views.some((view) => view.dual_energy);
  }

  #shown() {
    return this.#stages.slice(0, this.#views.length).filter((_, index) => this.#alone === null || index === this.#alone);
  }

  /** The view that has the focus, or all. */
  #aimed() {
    const focused = this.#shown().filter((stage) => stage.element === document.activeElement);
    return focused.length > 0 ? focused : this.#shown();
  }

  #focusStage() {
    if (this.#tool !== 'pan') this.#stages[this.#active]?.element.focus();
  }

  /** A figure for each view that is shown; those of the parcel before are used again, since each has its canvas. */
  #layOut() {
    const { length } = this.#views;
    while (this.#stages.length < length) this.#add();
    const shown = this.#figures.slice(0, length).filter((_, index) => this.#alone === null || index === this.#alone);
    const elements = shown.map(({ element }) => element);
    if (length === 0) elements.push(h('p', { class: 'note' }, t('viewer-no-picture')));
    const same = this.#grid.children.length === elements.length && elements.every((one, index) => one === this.#grid.children[index]);
    if (!same) fill(this.#grid, elements);
    this.#grid.dataset['count'] = String(Math.min(elements.length, 4));
    this.#grid.classList.toggle('wide', this.#views.every((view) => view.width >= view.height * 1.25));
    this.#views.forEach((view, index) => {
      const figure = this.#figures[index];
      if (!figure) return;
      say(figure.name, view.name);
      figure.element.dataset['view'] = view.name;
    });
    this.#showTools();
  }

  #add() {
    const index = this.#stages.length;
    const stage = new Stage(
      { cache: this.#cache, enhancements: this.#enhancements, software: this.software },
      {
        onpress: (on, at, event) => this.#press(on, at, event),
        onpoint: (on, at) => this.#point(on, at),
        onhover: (item) => this.#hover(item),
        onpick: (item) => this.#goTo(item),
        onkey: (on, event) => this.#key(on, event),
        onzoom: () => this.#zoomed(),
        onplaced: (on) => {
          this.#rulers.get(on)?.place();
          this.#marks?.place(on);
        },
        onseen: (on) => {
          if (on.view) this.#seen.add(on.view.name);
        },
      },
    );
    for (const kind of ['focus', 'pointerenter']) stage.element.addEventListener(kind, () => this.#activate(index));
    const [name, zoom] = [h('b'), h('span', { class: 'zoom', title: t('viewer-zoom') })];
    const element = h('figure', { class: 'view' }, stage.element, h('figcaption', {}, name, zoom));
    this.#stages.push(stage);
    this.#figures.push({ element, name, zoom });
  }

  /** @param {number} index */
  #activate(index) {
    this.#active = index;
    this.compare.turnTo(index);
  }

  /** @param {number | null} index */
  #showAlone(index) {
    if (this.#views.length < 2) return;
    this.#alone = index;
    this.#layOut();
  }

  /**
   * @param {Stage} stage
   * @param {Point} at
   * @param {PointerEvent | KeyboardEvent} event
   */
  #press(stage, at, event) {
    if (!stage.picture) return null;
    const mouse = event instanceof PointerEvent;
    const found = stage.boxes.under(mouse && event.target instanceof Element ? event.target : null);
    // The other button is the window at any time, as in radiology.
    const windows = (mouse && event.button === 2) || (this.#tool === 'window' && (!mouse || event.button === 0));
    if (windows && this.#may('viewer-window')) return windowing(this.#enhancements);
    if (mouse && event.button !== 0) return panning(stage, () => {});
    if (this.#tool === 'mark') {
      // Dragging moves the picture; a click, or the keyboard's Enter, marks.
      if (mouse) return panning(stage, () => this.#marks?.put(stage, at));
      this.#marks?.put(stage, at);
      return null;
    }
    if (this.#tool === 'ruler') {
      this.#setRulers(null);
      const ruler = new Ruler(stage, at);
      this.#rulers.set(stage, ruler);
      return ruler.gesture();
    }
    if (this.#tool === 'draw') {
      const { selected } = this.#regions;
      if (found && found.item === selected && selected.change !== 'dismissed') return moving(stage, this.#regions, selected, found.corner);
      return drawing(stage, at, (box) => {
        this.#regions.draw(stage.index, box, this.regionBar.lastClass);
        if (!mouse) stage.setCross(null);
      });
    }
    return panning(stage, () => this.#regions.select(found?.item ?? null));
  }

  /**
   * @param {Stage} stage
   * @param {KeyboardEvent} event
   */
  #key(stage, event) {
    const arrow = ARROWS[event.key];
    const { selected } = this.#regions;
    if (arrow) {
      const [dx, dy] = arrow;
      const step = event.shiftKey ? 10 : 1;
      const own = selected?.view === stage.index && selected.change !== 'dismissed';
      if (this.#tool === 'draw' && selected && own && !stage.cross) {
        this.#regions.move(selected, moved(selected.box, event.altKey ? [1, 1] : null, dx * step, dy * step), stage.camera);
      } else if (this.#tool !== 'pan') {
        stage.moveCross(dx * step, dy * step);
      } else if (event.shiftKey) {
        stage.pan(-dx * KEY_PAN, -dy * KEY_PAN);
      } else {
        return false;
      }
      return true;
    }
    if (event.key === 'Enter' && this.#tool !== 'pan') {
      // Where there is no cross yet, it comes into the middle.
      if (stage.cross) stage.pressByKey(event);
      else stage.moveCross(0, 0);
      return true;
    }
    if (event.key === 'Escape') {
      if (this.#tool !== this.#home) this.setTool(this.#home);
      else if (selected) this.#regions.select(null);
      else return false;
      return true;
    }
    return false;
  }

  /**
   * What is under the pointer is told, and the same column of the belt is marked in the other views.
   * @param {Stage} stage
   * @param {Point | null} at
   */
  #point(stage, at) {
    const share = at && stage.view ? (at.x - belt(stage.view).start) / belt(stage.view).length : null;
    const along = share !== null && share >= -0.1 && share <= 1.1 ? share : null;
    for (const other of this.#shown()) {
      const { start, length } = other.view ? belt(other.view) : { start: 0, length: 0 };
      other.markBelt(along === null || other === stage ? null : start + along * length);
    }
    this.#readOut.show(at ? { stage, at, atomic: this.#enhancements.isOn('atomic_number') } : null);
  }

  /** @param {Item | null} item */
  #hover(item) {
    for (const stage of this.#shown()) stage.boxes.highlight(item);
  }

  /** Selects a region and shows it large. @param {Item | null} item */
  #goTo(item) {
    if (!item) return;
    if (this.#alone !== null && this.#alone !== item.view) this.#showAlone(item.view);
    this.setBoxesVisible(true);
    this.#activate(item.view);
    this.#regions.select(item);
    this.#stages[item.view]?.zoomTo(item.box);
  }

  /** @param {null} none */
  #setRulers(none) {
    for (const ruler of this.#rulers.values()) ruler.remove();
    if (none === null) this.#rulers.clear();
  }

  #zoomed() {
    this.#stages.forEach((stage, index) => {
      const figure = this.#figures[index];
      if (figure) say(figure.zoom, formatPercent(stage.camera.scale * devicePixelRatio));
    });
  }

  #enhanced() {
    for (const stage of this.#stages.slice(0, this.#views.length)) stage.enhance();
    this.compare?.enhance();
    showBadges(this.#badges, this.#enhancements);
    this.#measures.update();
    this.#readOut.setUsed(this.#enhancements);
    this.#showTools();
  }

  #regionsChanged() {
    for (const [index, stage] of this.#stages.slice(0, this.#views.length).entries()) {
      const own = this.#regions.items.filter((item) => item.view === index);
      stage.boxes.show(own, this.#regions.selected, stage.mm);
    }
    this.regionBar.update();
  }

  #showTools() {
    this.toolbar.show({
      tool: this.#tool,
      may: (name) => this.#may(name),
      enhancements: this.#enhancements,
      dual: this.#dual,
      boxes: this.#boxes,
      compare: this.compare?.open ?? false,
      oneView: this.#alone !== null,
      views: this.#views.length,
    });
  }
}

/**
 * The columns of the belt that a parcel takes in a view. They run along the belt in every view, so a thing lies at the
 * same share of the parcel's length in each, whatever the views' sizes.
 * @param {View} view
 */
function belt({ parcels, width }) {
  if (parcels.length === 0) return { start: 0, length: Math.max(width, 1) };
  const start = Math.min(...parcels.map(([x]) => x));
  return { start, length: Math.max(Math.max(...parcels.map(([x, , w]) => x + w)) - start, 1) };
}
