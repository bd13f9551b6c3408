// The report in words: decision, reasons, regions, quality, time, and what it was made with.

import { fill, h } from './dom.js';
import { qualityNotes } from './quality.js';
import { decisionBadge } from './shapes.js';
import { timings } from './timings.js';
import { WHAT_TO_DO, abortName, className, confidence, counted, groupName, longTime, milliseconds, percent, size } from './words.js';

/** @typedef {import('./api.js').Scan} Scan */
/** @typedef {import('./api.js').Report} Report */
/** @typedef {import('./api.js').Region} Region */

export class Inspector {
  /** @type {Map<number, HTMLElement>} */
  #regions = new Map();

  /**
   * @param {HTMLElement} element
   * @param {{onhover: (id: number | null) => void, onpick: (id: number) => void}} listener
   */
  constructor(element, listener) {
    this.element = element;
    this.listener = listener;
  }

  /** @param {Scan} scan */
  show(scan) {
    const { report, late } = scan;
    const found = late ?? report;
    // Within an element of its own height: columns of a limited height would go on sideways, out of sight.
    const regions = this.#regionList(found);
    // The reasons name every alarming region once more: the list with places and sizes comes first where there is one.
    const first = found.regions.length > 0;
    const parts = h(
      'div',
      { class: 'report' },
      decisionCard(report),
      late && lateNote(late, report),
      first && regions,
      section('Why', reasons(report)),
      late && section('Why, late answer', reasons(late)),
      !first && regions,
      section('Picture quality', qualityNotes(found)),
      section(`Time, ${milliseconds(found.timings['total_ms'] ?? 0)}`, timings(found.timings)),
      section('Made with', madeWith(scan, found)),
    );
    fill(this.element, [parts]);
    this.element.scrollTop = 0;
  }

  clear() {
    this.#regions.clear();
    fill(this.element, []);
  }

  /** @param {number | null} id */
  highlight(id) {
    for (const [one, element] of this.#regions) element.classList.toggle('hot', one === id);
  }

  /** @param {number} id */
  bring(id) {
    this.#regions.get(id)?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {Report} report */
  #regionList(report) {
    this.#regions.clear();
    const title = report.regions.length === 0 ? 'Regions' : counted(report.regions.length, 'region');
    if (report.regions.length === 0) {
      const searched = report.views.some((view) => view.tiles > 0);
      const none = searched ? 'The detector marked nothing.' : 'The detector did not search this parcel.';
      return section(title, h('p', { class: 'dim' }, none));
    }
    const items = report.regions.map((region) => {
      const button = this.#region(region, report);
      this.#regions.set(region.id, button);
      return h('li', {}, button);
    });
    return section(title, h('ol', { class: 'regions' }, items));
  }

  /**
   * @param {Region} region
   * @param {Report} report
   */
  #region(region, report) {
    const { onhover, onpick } = this.listener;
    const fact = (/** @type {string} */ name, /** @type {string | null} */ value) =>
      value && h('span', { class: 'fact' }, h('span', { class: 'dim' }, name), ' ', value);
    const linked = region.linked?.length ? region.linked.join(', ') : null;
    const view = report.views.length > 1 ? (report.views[region.view]?.name ?? String(region.view + 1)) : null;
    return h(
      'button',
      {
        type: 'button',
        class: `region-item ${region.alarm ? 'alarm' : 'below'}`,
        'data-region': region.id,
        title: 'Show this region large',
        onpointerenter: () => onhover(region.id),
        onpointerleave: () => onhover(null),
        onfocus: () => onhover(region.id),
        onblur: () => onhover(null),
        onclick: () => onpick(region.id),
      },
      h('span', { class: 'number', 'aria-label': `Region ${region.id}` }, region.id),
      h('span', { class: 'what' }, h('b', {}, className(region.class)), h('span', { class: 'dim' }, groupName(region.group))),
      h(
        'span',
        { class: 'score' },
        h('b', {}, percent(region.score)),
        h('span', { class: 'dim' }, confidence(region)),
      ),
      scoreBar(region),
      h(
        'span',
        { class: 'facts' },
        fact('view', view),
        fact('size', size(region)),
        fact('Zeff', region.z_eff === undefined ? null : region.z_eff.toFixed(1)),
        fact('threshold', percent(region.threshold)),
        fact('same object as', linked),
      ),
    );
  }
}

/** The score with the threshold it is measured by. @param {Region} region */
function scoreBar(region) {
  const value = h('span', { class: 'value' });
  value.style.width = `${region.score * 100}%`;
  const mark = h('span', { class: 'threshold' });
  mark.style.left = `${region.threshold * 100}%`;
  return h('span', { class: 'score-bar', 'aria-hidden': 'true' }, value, mark);
}

/** @param {Report} report */
function decisionCard(report) {
  return h(
    'div',
    { class: `card ${report.decision.toLowerCase()}` },
    h(
      'div',
      { class: 'card-head' },
      decisionBadge(report.decision),
      report.abort_reason && h('span', { class: 'abort', title: report.abort_reason }, abortName(report.abort_reason)),
    ),
    h('p', {}, WHAT_TO_DO[report.decision] ?? WHAT_TO_DO.UNKNOWN),
    report.ability === 'SHIELD' && h('p', { class: 'shield' }, 'SHIELD: too dense to inspect in part; a threat could be hidden there.'),
  );
}

/**
 * @param {Report} late
 * @param {Report} given
 */
function lateNote(late, given) {
  const after = milliseconds(late.timings['total_ms'] ?? 0);
  return h(
    'div',
    { class: 'late', role: 'note' },
    h('p', {}, h('b', {}, 'Late answer'), ' ', decisionBadge(late.decision)),
    h(
      'p',
      { class: 'dim' },
      `It took ${after} and came after ${given.decision} had been given, which stands. Regions and boxes are the late answer's.`,
    ),
  );
}

/** @param {Report} report */
function reasons(report) {
  return h('ul', { class: 'reasons' }, report.reasons.map(({ code, text }) => h('li', { title: code }, text)));
}

/**
 * @param {Scan} scan
 * @param {Report} report
 */
function madeWith(scan, report) {
  const { model, engine, policy, views } = report;
  const tiles = views.reduce((sum, view) => sum + view.tiles, 0);
  const skipped = views.reduce((sum, view) => sum + view.tiles_skipped, 0);
  /** @type {[name: string, value: string, title?: string | undefined][]} */
  const rows = [
    ['Model', model ? `${model.name} ${model.version}` : 'none ran', model ? `SHA-256 ${model.sha256}` : undefined],
    ['Engine', engine ? `${engine.engine} ${engine.version}` : 'none ran'],
    ['Provider', engine ? `${engine.provider}, ${engine.precision}` : 'none ran'],
    ['Policy', `${policy.name}, version ${policy.version}`],
    ['Tiles', skipped > 0 ? `${tiles} searched, ${skipped} of air left out` : `${tiles} searched`],
    ['Received', longTime(scan.received)],
    ['Scan', scan.id],
  ];
  return h(
    'dl',
    { class: 'made' },
    rows.flatMap(([name, value, title]) => [h('dt', {}, name), h('dd', { title: title ?? null }, value)]),
  );
}

/**
 * @param {string} title
 * @param {...(HTMLElement | null | false)} content
 */
function section(title, ...content) {
  return h('section', { class: 'part' }, h('h3', {}, title), content);
}
