// The time that is left for a parcel, in words of a clock.

import { formatNumber, t } from '../i18n/text.js';

/**
 * Minutes and seconds, `0:07`; the last ten seconds and longer times read the same everywhere.
 * @param {number} ms
 */
export function countDown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const two = (/** @type {number} */ value) => formatNumber(value, { minimumIntegerDigits: 2, maximumFractionDigits: 0 });
  const whole = (/** @type {number} */ value) => formatNumber(value, { maximumFractionDigits: 0, useGrouping: false });
  if (seconds >= 86_400) return t('review-days', { count: Math.floor(seconds / 86_400) });
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${whole(hours)}:${two(minutes)}:${two(seconds % 60)}` : `${whole(minutes)}:${two(seconds % 60)}`;
}
