// The selected region: its class, what it measures, and how it is dismissed.

import { fill, h } from '../dom.js';
import { t } from '../i18n/text.js';
import { className } from '../words.js';
import { details } from './words.js';

/** @typedef {import('./regions.js').Item} Item */
/** @typedef {import('./regions.js').Regions} Regions */

/** What a region can be taken for: the taxonomy after Article 3 of the Firearms Protocol. */
export const CLASSES = [
  'pistol', 'revolver', 'long_gun', 'improvised_or_printed', 'barrel', 'frame_or_receiver', 'slide', 'cylinder',
  'bolt_or_breech_block', 'suppressor', 'magazine', 'cartridge', 'cartridge_case', 'bullet', 'ammunition_group',
];

/** Why a region of the machine's is dismissed, by code. */
export const REASONS = ['harmless', 'artefact', 'duplicate', 'other'];

export class RegionBar {
  /** @type {Item | null} */
  #item = null;
  #shown = '';
  /** The class last given by hand: what is drawn next is probably of it too. */
  lastClass = CLASSES[0] ?? '';
  #class = h('select', { 'aria-label': t('viewer-class'), onchange: () => this.#reclass() });
  #reason = h(
    'select',
    { 'aria-label': t('viewer-reason'), onchange: () => this.#item && this.#reason.value && this.regions.dismiss(this.#item, this.#reason.value) },
  );

  /**
   * @param {Regions} regions
   * @param {{mmOf: (item: Item) => [number, number] | null, onleave: () => void}} context
   */
  constructor(regions, { mmOf, onleave }) {
    this.regions = regions;
    this.mmOf = mmOf;
    this.element = h('form', { class: 'region-bar', hidden: true, onsubmit: (/** @type {Event} */ event) => event.preventDefault() });
    fill(this.#class, CLASSES.map((name) => h('option', { value: name }, className(name))));
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      onleave();
    });
  }

  update() {
    const item = this.regions.selected;
    const content = item ? JSON.stringify([item.number, item.view, item.class, item.change, item.reason, item.box]) : '';
    if (content === this.#shown && item === this.#item) return;
    this.#item = item;
    this.#shown = content;
    this.element.hidden = item === null;
    if (!item) return;
    this.#class.value = item.class;
    const own = item.original === null;
    const dismissed = item.change === 'dismissed';
    this.#class.disabled = dismissed;
    fill(this.#reason, [
      h('option', { value: '' }, t('viewer-dismiss-short')),
      ...REASONS.map((code) => h('option', { value: code }, t(`viewer-reason-${code}`))),
    ]);
    this.#reason.value = dismissed ? item.reason : '';
    const focused = [this.#class, this.#reason].find((one) => one === document.activeElement);
    fill(this.element, [
      h('b', {}, t('viewer-region', { number: item.number })),
      this.#class,
      h('span', { class: 'dim facts' }, details(item, this.mmOf(item))),
      item.change !== 'kept' && h('span', { class: 'change' }, t(`viewer-change-${item.change}`)),
      own
        ? h('button', { type: 'button', class: 'button small', onclick: () => this.regions.dismiss(item, '') }, t('viewer-remove'))
        : this.#reason,
      !own && item.change !== 'kept' &&
        h('button', { type: 'button', class: 'button small', onclick: () => this.regions.restore(item) }, t('viewer-restore')),
    ]);
    focused?.focus();
  }

  #reclass() {
    if (!this.#item) return;
    this.lastClass = this.#class.value;
    this.regions.reclass(this.#item, this.lastClass);
  }

  /** @param {'class' | 'reason'} what */
  focus(what) {
    const own = this.#item?.original === null;
    if (what === 'reason' && own && this.#item) this.regions.dismiss(this.#item, '');
    else (what === 'class' ? this.#class : this.#reason).focus();
  }
}
