// One parcel: its views in the middle, its report beside them.

import { byId, fill, h, say } from './dom.js';
import { formatPercent, t } from './i18n/text.js';
import { Inspector } from './inspector.js';
import { decisionBadge } from './shapes.js';
import { Stage } from './stage.js';
import { longTime, parcelName, percent } from './words.js';

/** @typedef {import('./api.js').Scan} Scan */
/** @typedef {import('./api.js').View} View */
/** @typedef {import('./api.js').Region} Region */

/** How bright the picture is shown, like the knob of a monitor: no sample changes in relation to another. */
const LIGHT = [100, 85, 70];
const LIGHT_KEY = 'screening.light';

export class Parcel {
  /** @type {Scan | null} */
  scan = null;
  #content = '';
  #boxes = true;
  /** @type {Stage[]} */
  #stages = [];
  /** @type {number | null} The region that `n` came to last. */
  #region = null;
  #light = LIGHT.includes(Number(localStorage.getItem(LIGHT_KEY))) ? Number(localStorage.getItem(LIGHT_KEY)) : 85;

  #room = byId('views-room');
  #zoomText = h('span', { class: 'zoom', title: t('parcels-zoom') });
  #boxesButton = tool(t('parcels-boxes'), 'b', t('parcels-key-boxes'), () => this.toggleBoxes());
  #lightButton = tool('', 'l', t('parcels-light-title'), () => this.nextLight());
  #place = h('span', { class: 'place' });
  #title = h('h2', { class: 'code' });
  #badge = h('span');
  #time = h('time');
  #grid = h('div', { class: 'views' });

  /** @param {{onstep: (step: number) => void, onchoose: () => void}} listener */
  constructor({ onstep, onchoose }) {
    this.onchoose = onchoose;
    this.inspector = new Inspector(byId('inspector'), {
      onhover: (id) => this.#hover(id),
      onpick: (id) => this.pick(id),
    });
    this.#bar = h(
      'header',
      { class: 'bar' },
      h(
        'div',
        { class: 'who' },
        this.#badge,
        this.#title,
        this.#time,
      ),
      h(
        'div',
        { class: 'toolbar', role: 'toolbar', 'aria-label': t('parcels-toolbar') },
        this.#boxesButton,
        tool('−', null, t('parcels-zoom-out'), () => this.zoom(1 / 1.4)),
        this.#zoomText,
        tool('+', null, t('parcels-zoom-in'), () => this.zoom(1.4)),
        tool(t('parcels-reset'), 'r', t('parcels-reset-title'), () => this.reset()),
        this.#lightButton,
        h('span', { class: 'gap' }),
        tool('‹', null, t('parcels-previous'), () => onstep(-1)),
        this.#place,
        tool('›', null, t('parcels-next'), () => onstep(1)),
      ),
    );
    this.#setLight(this.#light);
    this.#setBoxes(true);
  }

  #bar;

  /**
   * Shows a parcel. The same parcel again changes nothing that has not changed.
   * @param {Scan} scan
   */
  show(scan) {
    const content = JSON.stringify(scan);
    if (content === this.#content) return;
    const another = scan.id !== this.scan?.id;
    this.scan = scan;
    this.#content = content;
    this.#region = null;
    for (const stage of this.#stages) stage.remove();
    if (another) this.#setBoxes(true);

    fill(this.#badge, [decisionBadge(scan.report.decision)]);
    say(this.#title, parcelName(scan));
    this.#title.classList.toggle('missing', !scan.parcel);
    say(this.#time, longTime(scan.received));
    this.#time.setAttribute('datetime', scan.received);

    const report = scan.late ?? scan.report;
    const views = report.views.map((view, index) => this.#view(scan, view, index, report.regions));
    this.#stages = views.flatMap(({ stage }) => (stage ? [stage] : []));
    const elements = views.map(({ element }) => element);
    if (elements.length === 0) elements.push(nothing(t('parcels-no-picture'), t('parcels-no-picture-why')));
    fill(this.#grid, elements);
    this.#grid.dataset['count'] = String(Math.min(elements.length, 4));
    this.#grid.classList.toggle('wide', report.views.every((view) => view.width >= view.height * 1.25));
    fill(this.#room, [this.#bar, this.#grid]);
    for (const stage of this.#stages) stage.showBoxes(this.#boxes);
    if (this.#stages.length === 0) say(this.#zoomText, '');
    this.inspector.show(scan);
  }

  /**
   * Says where the parcel is in the list.
   * @param {number} index
   * @param {number} count
   * @param {boolean} more whether older ones follow that are not loaded
   */
  placeIs(index, count, more) {
    say(this.#place, `${index < 0 ? '–' : index + 1} / ${count}${more ? '+' : ''}`);
  }

  /** Nothing is selected, or there is nothing to select. @param {boolean} none */
  showNone(none) {
    this.#clear();
    const words = none
      ? nothing(
          t('parcels-none-title'),
          t('parcels-none-hint'),
          h('button', { class: 'button primary', type: 'button', onclick: this.onchoose }, t('parcels-choose')),
          h('a', { class: 'button', href: '/docs' }, t('top-api')),
        )
      : nothing(t('parcels-unselected'), t('parcels-unselected-hint'));
    fill(this.#room, [words]);
  }

  /** @param {string} title @param {string} text */
  showProblem(title, text) {
    this.#clear();
    fill(this.#room, [nothing(title, text)]);
  }

  toggleBoxes() {
    this.#setBoxes(!this.#boxes);
  }

  /** All as it was when the parcel came. */
  reset() {
    for (const stage of this.#stages) stage.fit();
    this.#setBoxes(true);
    this.#hover(null);
    this.#region = null;
  }

  /** @param {number} factor */
  zoom(factor) {
    const focused = this.#stages.filter((stage) => stage.element === document.activeElement);
    for (const stage of focused.length > 0 ? focused : this.#stages) stage.zoom(factor);
  }

  nextLight() {
    this.#setLight(LIGHT[(LIGHT.indexOf(this.#light) + 1) % LIGHT.length] ?? 85);
  }

  /** Goes to the next region, the best one first. @param {number} step */
  nextRegion(step) {
    const regions = (this.scan?.late ?? this.scan?.report)?.regions ?? [];
    if (regions.length === 0) return;
    const at = regions.findIndex((region) => region.id === this.#region);
    const to = at < 0 ? (step > 0 ? 0 : regions.length - 1) : (at + step + regions.length) % regions.length;
    const id = regions[to]?.id;
    if (id !== undefined) this.pick(id);
  }

  /** Shows one region large. @param {number} id */
  pick(id) {
    this.#region = id;
    this.#setBoxes(true);
    const region = (this.scan?.late ?? this.scan?.report)?.regions.find((one) => one.id === id);
    const stage = this.#stages.find((one) => one.view === (this.scan?.late ?? this.scan?.report)?.views[region?.view ?? -1]);
    stage?.zoomTo(id);
    this.#hover(id);
    this.inspector.bring(id);
  }

  #clear() {
    for (const stage of this.#stages) stage.remove();
    this.#stages = [];
    this.scan = null;
    this.#content = '';
    this.inspector.clear();
  }

  /** @param {number | null} id */
  #hover(id) {
    for (const stage of this.#stages) stage.highlight(id);
    this.inspector.highlight(id);
  }

  /**
   * @param {Scan} scan
   * @param {View} view
   * @param {number} index
   * @param {Region[]} all
   * @returns {{element: HTMLElement, stage: Stage | null}}
   */
  #view(scan, view, index, all) {
    const regions = all.filter((region) => region.view === index);
    const pictures = scan.pictures[index];
    const known = view.width > 0;
    const size = known ? t('parcels-size', { width: view.width, height: view.height }) : t('parcels-unreadable');
    const caption = h(
      'figcaption',
      {},
      h('b', { dir: 'auto' }, view.name),
      h('span', { class: 'dim' }, size),
      h('span', { class: 'grow' }),
      pictures?.picture && h('a', { href: pictures.picture, target: '_blank', rel: 'noopener' }, t('parcels-plain')),
      pictures?.annotated && h('a', { href: pictures.annotated, target: '_blank', rel: 'noopener' }, t('parcels-annotated')),
    );
    if (!pictures?.picture) {
      const why = known ? t('parcels-view-gone') : t('parcels-view-unread');
      const box = h('div', { class: 'stage none' }, h('p', { class: 'note' }, why));
      return { element: h('figure', { class: 'view' }, caption, box), stage: null };
    }
    const stage = new Stage(view, pictures.picture, regions, {
      onhover: (id) => this.#hover(id),
      onpick: (id) => this.pick(id),
      onzoom: () => this.#zoomed(),
    });
    return { element: h('figure', { class: 'view' }, caption, stage.element), stage };
  }

  #zoomed() {
    const scales = this.#stages.map((stage) => percent(stage.scale));
    const [first] = scales;
    say(this.#zoomText, scales.every((scale) => scale === first) ? (first ?? '') : t('parcels-zoom-mixed'));
  }

  /** @param {boolean} visible */
  #setBoxes(visible) {
    this.#boxes = visible;
    this.#boxesButton.setAttribute('aria-pressed', String(visible));
    for (const stage of this.#stages) stage.showBoxes(visible);
  }

  /** @param {number} light */
  #setLight(light) {
    this.#light = light;
    localStorage.setItem(LIGHT_KEY, String(light));
    this.#grid.dataset['light'] = String(light);
    say(this.#lightButton.querySelector('span') ?? this.#lightButton, t('parcels-light', { share: formatPercent(light / 100) }));
  }
}

/**
 * A button of the toolbar; its key is part of its title and announced.
 * @param {string} label
 * @param {string | null} key
 * @param {string} title
 * @param {() => void} onclick
 */
function tool(label, key, title, onclick) {
  const name = key ? `${title} (${key})` : title;
  return h(
    'button',
    { type: 'button', class: 'tool', title: name, 'aria-keyshortcuts': key, 'aria-label': label.length < 2 ? title : null, onclick },
    h('span', {}, label),
  );
}

/**
 * What stands where pictures would be.
 * @param {string} title
 * @param {string} text
 * @param {...HTMLElement} actions
 */
function nothing(title, text, ...actions) {
  return h('div', { class: 'nothing' }, h('h2', {}, title), h('p', {}, text), actions.length > 0 && h('div', { class: 'actions' }, actions));
}
