// What stands above the pictures, and what stands in their place when there are none.

import { byId, fill, h, say } from '../dom.js';
import { t } from '../i18n/text.js';
import { decisionBadge } from '../shapes.js';
import { decisionName, longTime, parcelName } from '../words.js';

/** @typedef {import('./desk.js').Desk} Desk */

export class ParcelHead {
  #bar = /** @type {HTMLElement} */ (byId('parcel-code').closest('.bar'));

  /** @param {Desk} desk */
  show({ shown, held }) {
    this.#bar.hidden = shown === null;
    if (!shown) return;
    const { scan, review } = shown;
    fill(byId('parcel-badge'), [decisionBadge(scan.report.decision)]);
    say(byId('parcel-code'), parcelName(scan));
    byId('parcel-code').classList.toggle('missing', !scan.parcel);
    byId('parcel-code').title = parcelName(scan);
    const facts = [longTime(scan.received), review && review.level > 1 ? t('review-level-is', { level: review.level }) : null];
    say(byId('parcel-facts'), facts.filter(Boolean).join(' · '));
    byId('parcel').classList.toggle('held', held !== null);
    document.title = t('parcels-page-of', { parcel: parcelName(scan) });
  }

  /** @param {{title: string, text: string}} words */
  showNothing({ title, text }) {
    fill(byId('nothing'), [h('h2', {}, title), h('p', {}, text)]);
    document.title = t('common-product');
  }

  /** What a screen reader says when a parcel is taken. @param {Desk} desk */
  words({ shown }) {
    if (!shown) return '';
    const { report } = shown.scan;
    const regions = shown.review?.regions_withheld ? t('review-withheld-short') : t('report-regions', { count: report.regions.length });
    return [t('review-taken', { parcel: parcelName(shown.scan) }), decisionName(report.decision), regions].join('. ');
  }
}

/**
 * Says things in a live region, one after the other.
 * @param {HTMLElement} element
 */
export function announcer(element) {
  /** @type {string[]} */
  let waiting = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {string} */ text) => {
    if (!text) return;
    waiting.push(text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      element.textContent = waiting.join(' ');
      waiting = [];
    }, 150);
  };
}
