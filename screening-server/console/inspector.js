// The report in words: decision, reasons, regions, quality, time, and what it was made with.

import { fill, h } from './dom.js';
import { formatNumber, language, t, tOr } from './i18n/text.js';
import { qualityNotes } from './quality.js';
import { decisionBadge } from './shapes.js';
import { timings } from './timings.js';
import { abortName, className, confidence, decisionName, groupName, longTime, milliseconds, percent, size, whatToDo } from './words.js';

/** @typedef {import('./api.js').Scan} Scan */
/** @typedef {import('./api.js').Report} Report */
/** @typedef {import('./api.js').Region} Region */

export class Inspector {
  /**
   * @param {HTMLElement} element
   * @param {{onhover: (id: number | null) => void, onpick: (id: number) => void}} listener
   */
  constructor(element, listener) {
    this.element = element;
    this.listener = listener;
  }

  /**
   * @param {Scan} scan
   * @param {boolean} [withheld] whether the machine's regions are shown only after a first look
   */
  show(scan, withheld = false) {
    const { report, late } = scan;
    const found = late ?? report;
    // Within an element of its own height: columns of a limited height would go on sideways, out of sight.
    const regions = withheld ? section(t('report-regions', { count: 0 }), h('p', { class: 'dim' }, t('review-withheld'))) : this.#regionList(found);
    // The reasons name every alarming region once more: the list with places and sizes comes first where there is one.
    const first = found.regions.length > 0;
    const parts = h(
      'div',
      { class: 'report' },
      decisionCard(report),
      late && lateNote(late, report),
      first && regions,
      !withheld && section(t('report-why'), reasons(report)),
      late && section(t('report-why-late'), reasons(late)),
      !first && regions,
      section(t('report-quality'), qualityNotes(found)),
      section(t('report-time', { time: milliseconds(found.timings['total_ms'] ?? 0) }), timings(found.timings)),
      section(t('report-made'), madeWith(scan, found)),
    );
    fill(this.element, [parts]);
    this.element.scrollTop = 0;
  }

  clear() {
    fill(this.element, []);
  }

  /** @param {Report} report */
  #regionList(report) {
    const title = t('report-regions', { count: report.regions.length });
    if (report.regions.length === 0) {
      const searched = report.views.some((view) => view.tiles > 0);
      const none = searched ? t('report-regions-none') : t('report-not-searched');
      return section(title, h('p', { class: 'dim' }, none));
    }
    const items = report.regions.map((region) => h('li', {}, this.#region(region, report)));
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
    const linked = region.linked?.length ? region.linked.join(t('common-list-comma')) : null;
    const view = report.views.length > 1 ? (report.views[region.view]?.name ?? String(region.view + 1)) : null;
    return h(
      'button',
      {
        type: 'button',
        class: `region-item ${region.alarm ? 'alarm' : 'below'}`,
        'data-region': region.id,
        title: t('report-region-show'),
        onpointerenter: () => onhover(region.id),
        onpointerleave: () => onhover(null),
        onfocus: () => onhover(region.id),
        onblur: () => onhover(null),
        onclick: () => onpick(region.id),
      },
      h('span', { class: 'number', 'aria-label': t('report-region', { id: region.id }) }, region.id),
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
        fact(t('report-fact-view'), view),
        fact(t('report-fact-size'), size(region)),
        fact(t('report-fact-zeff'), region.z_eff === undefined ? null : formatNumber(region.z_eff, { minimumFractionDigits: 1, maximumFractionDigits: 1 })),
        fact(t('report-fact-threshold'), percent(region.threshold)),
        fact(t('report-fact-linked'), linked),
      ),
    );
  }
}

/** The score with the threshold it is measured by. @param {Region} region */
function scoreBar(region) {
  const value = h('span', { class: 'value' });
  value.style.width = `${region.score * 100}%`;
  const mark = h('span', { class: 'threshold' });
  mark.style.insetInlineStart = `${region.threshold * 100}%`;
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
    h('p', {}, whatToDo(report.decision)),
    report.ability === 'SHIELD' && h('p', { class: 'shield' }, t('report-shield')),
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
    h('p', {}, h('b', {}, t('report-late')), ' ', decisionBadge(late.decision)),
    h(
      'p',
      { class: 'dim' },
      t('report-late-note', { after, decision: decisionName(given.decision) }),
    ),
  );
}

/** @param {Report} report */
function reasons(report) {
  return h('ul', { class: 'reasons' }, report.reasons.map(({ code, text }) => h('li', { title: code }, inWords(code, text))));
}

/**
 * A reason in the reader's language; the record's own sentence, which has the numbers, stays beside it.
 * @param {string} code
 * @param {string} text
 */
function inWords(code, text) {
  const words = language() === 'en' ? '' : tOr(`reason-${code}`, '');
  return words ? [words, h('span', { class: 'original', lang: 'en', dir: 'ltr' }, text)] : [text];
}

/**
 * @param {Scan} scan
 * @param {Report} report
 */
function madeWith(scan, report) {
  const { model, engine, policy, views } = report;
  const tiles = views.reduce((sum, view) => sum + view.tiles, 0);
  const skipped = views.reduce((sum, view) => sum + view.tiles_skipped, 0);
  const none = t('report-none-ran');
  /** @type {[name: string, value: string, title?: string | undefined][]} */
  const rows = [
    [t('report-model'), model ? `${model.name} ${model.version}` : none, model ? `SHA-256 ${model.sha256}` : undefined],
    [t('report-engine'), engine ? `${engine.engine} ${engine.version}` : none],
    [t('report-provider'), engine ? `${engine.provider}, ${engine.precision}` : none],
    [t('report-policy'), t('report-policy-version', { name: policy.name, version: policy.version })],
    [t('report-tiles'), t('report-tiles-searched', { tiles, skipped })],
    [t('report-received'), longTime(scan.received)],
    [t('report-scan'), scan.id],
  ];
  return h(
    'dl',
    { class: 'made' },
    rows.flatMap(([name, value, title]) => [h('dt', {}, name), h('dd', { title: title ?? null, dir: 'auto' }, value)]),
  );
}

/**
 * @param {string} title
 * @param {...(HTMLElement | null | false)} content
 */
function section(title, ...content) {
  return h('section', { class: 'part' }, h('h3', {}, title), content);
}
