// What a picture was that was shown for training: that its threat was fictitious, where it was, whether it was found. It
// stands below the picture until the operator goes on.

import { fill, h } from '../dom.js';
import { t } from '../i18n/text.js';
import { sign } from '../keys.js';
import { className, parcelName } from '../words.js';

/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {import('./api.js').Reveal} Reveal */
/** @typedef {import('../keymap.js').Keymap} Keymap */

export class RevealPanel {
  /** @type {Reveal | null} */
  #shown = null;

  /**
   * @param {HTMLElement} element
   * @param {{desk: Desk, keymap: Keymap, announce: (text: string) => void}} context
   */
  constructor(element, { desk, keymap, announce }) {
    this.element = element;
    this.desk = desk;
    this.keymap = keymap;
    this.announce = announce;
    desk.addEventListener('change', () => this.show());
    keymap.addEventListener('change', () => this.#draw());
    this.show();
  }

  show() {
    const { revealed } = this.desk;
    if (revealed === this.#shown) return;
    this.#shown = revealed;
    this.#draw();
    if (revealed) this.announce([t('reveal-title'), result(revealed), place(revealed)].join('. '));
  }

  #draw() {
    const { desk, keymap } = this;
    const { revealed, shown } = desk;
    this.element.hidden = revealed === null;
    if (!revealed || !shown) {
      fill(this.element, []);
      return;
    }
    this.element.dataset['found'] = String(revealed.found);
    fill(this.element, [
      h('h3', {}, h('span', { class: 'badge' }, t('reveal-title')), ' ', result(revealed)),
      h('p', {}, place(revealed)),
      h('p', { class: 'dim' }, t('reveal-parcel', { parcel: parcelName(shown.scan) })),
      revealed.elsewhere && h('p', { class: 'elsewhere' }, t('reveal-elsewhere')),
      revealed.found !== null &&
        h(
          'button',
          { type: 'button', class: 'button', id: 'reveal-take', 'aria-keyshortcuts': keymap.keyOf('review-take'), onclick: () => desk.takeReal() },
          h('span', {}, t('reveal-take')),
          h('kbd', { 'aria-hidden': 'true' }, sign(keymap.keyOf('review-take'))),
        ),
    ]);
  }
}

/** @param {Reveal} reveal */
function result({ found }) {
  if (found === null) return t('reveal-late');
  return t(found ? 'reveal-found' : 'reveal-missed');
}

/** @param {Reveal} reveal */
function place({ class: name, view }) {
  return t('reveal-what', { class: className(name), view });
}
