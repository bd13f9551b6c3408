// The line below the pictures: what lies under the pointer, and which enhancements were used.

import { h, say } from '../dom.js';
import { formatNumber, formatPercent, t } from '../i18n/text.js';
import { LUMA } from './enhance/table.js';
import { atomicNumber, length } from './words.js';

/** @typedef {import('./stage.js').Stage} Stage */
/** @typedef {import('./stage.js').Point} Point */
/** @typedef {import('./enhance/state.js').Enhancements} Enhancements */

export class ReadOut {
  #place = h('span', { class: 'place' });
  #tone = h('span', { class: 'tone' });
  #atomic = h('span', { class: 'atomic' });
  #used = h('span', { class: 'used dim' });

  constructor() {
    this.element = h('div', { class: 'viewer-foot' }, this.#place, this.#tone, this.#atomic, h('span', { class: 'grow' }), this.#used);
  }

  /** @param {{stage: Stage, at: Point, atomic: boolean} | null} what */
  show(what) {
    const { picture, camera, mm } = what?.stage ?? {};
    const inside = what && picture && camera && what.at.x >= 0 && what.at.y >= 0 && what.at.x < camera.width && what.at.y < camera.height;
    if (!what || !picture || !camera || !inside) {
      for (const part of [this.#place, this.#tone, this.#atomic]) say(part, '');
      return;
    }
    const { at, stage } = what;
    const known = mm !== null && mm !== undefined;
    const [x, y] = known ? [at.x * mm[0], at.y * mm[1]] : [Math.floor(at.x), Math.floor(at.y)];
    say(this.#place, t('viewer-place', { x: formatNumber(x), y: length(y, known) }));
    const scale = picture.width / camera.width;
    const [r = 0, g = 0, b = 0] = picture.pixel(at.x * scale, at.y * scale);
    const tone = (r * (LUMA[0] ?? 0) + g * (LUMA[1] ?? 0) + b * (LUMA[2] ?? 0)) / 255;
    say(this.#tone, t('viewer-tone', { tone: formatPercent(tone) }));
    say(this.#atomic, what.atomic ? this.#matter(stage, at) : '');
  }

  /** @param {Enhancements} enhancements */
  setUsed(enhancements) {
    const used = enhancements.used().map((name) => t(`viewer-${name.replace(/^palette_.*/, 'palette').replaceAll('_', '-')}-short`));
    const words = [...new Set(used)];
    say(this.#used, words.length > 0 ? t('viewer-used', { names: words.join(', ') }) : '');
  }

  /**
   * @param {Stage} stage
   * @param {Point} at
   */
  #matter({ atomic }, at) {
    if (!atomic) return t('viewer-loading');
    const z = (atomic.pixel(at.x, at.y)[0] ?? 0) / 8;
    return z === 0 ? t('viewer-air') : atomicNumber(z);
  }
}
