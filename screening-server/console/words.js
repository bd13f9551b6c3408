// What the operator reads: terms of the taxonomy and of DICOS in words, numbers with their units.

/** @typedef {import('./api.js').Decision} Decision */
/** @typedef {import('./api.js').Region} Region */

/** @type {Record<string, string>} */
const CLASSES = {
  pistol: 'Pistol',
  revolver: 'Revolver',
  long_gun: 'Long gun',
  improvised_or_printed: 'Improvised or printed firearm',
  barrel: 'Barrel',
  frame_or_receiver: 'Frame or receiver',
  slide: 'Slide',
  cylinder: 'Cylinder',
  bolt_or_breech_block: 'Bolt or breech block',
  suppressor: 'Suppressor',
  magazine: 'Magazine',
  cartridge: 'Cartridge',
  cartridge_case: 'Cartridge case',
  bullet: 'Bullet',
  ammunition_group: 'Ammunition (box, belt or pile)',
};

/** Where the full words do not fit: beside a box. @type {Record<string, string>} */
const SHORT = {
  improvised_or_printed: 'Improvised / printed',
  bolt_or_breech_block: 'Bolt / breech block',
  frame_or_receiver: 'Frame / receiver',
  ammunition_group: 'Ammunition',
};

/** @type {Record<string, string>} */
const GROUPS = {
  firearm: 'firearm',
  part: 'firearm part',
  magazine: 'magazine, outside Article 3',
  ammunition: 'ammunition',
};

/** @type {Record<string, string>} */
const ABORTS = {
  TIMEOUT: 'no answer in time',
  NOT_REVIEWED: 'not reviewed in time',
  INCOMPLETE_SCAN: 'incomplete scan',
  CLIPPED: 'parcel cut by the edge',
  OVERSIZE: 'larger than the limits',
  ENGINE_FAILURE: 'detector failed',
  BAD_EXPOSURE: 'bad exposure',
};

/** @type {Record<Decision, string>} */
export const WHAT_TO_DO = {
  ALARM: 'A person must look at the marked regions.',
  UNKNOWN: 'Not inspected in full. A person must look; this is not a clearance.',
  CLEAR: 'Inspected in full; no region reaches a threshold.',
};

/** @type {[key: string, name: string][]} */
export const STEPS = [
  ['decode_ms', 'Decode'],
  ['quality_ms', 'Quality gate'],
  ['normalise_ms', 'Normalise'],
  ['tile_ms', 'Tile plan'],
  ['detect_ms', 'Detect'],
  ['fuse_ms', 'Fuse'],
  ['verdict_ms', 'Verdict'],
];

/** @param {string} name */
export function className(name) {
  return CLASSES[name] ?? sentence(name);
}

/** @param {string} name */
export function shortClassName(name) {
  return SHORT[name] ?? className(name);
}

/** @param {string} name */
export function groupName(name) {
  return GROUPS[name] ?? name.replaceAll('_', ' ');
}

/** @param {string} name */
export function abortName(name) {
  return ABORTS[name] ?? name.replaceAll('_', ' ').toLowerCase();
}

/** @param {string} name */
function sentence(name) {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A score in words. The words go by the distance to the threshold of the class, since the same number
 * means different things for different classes; the number stands beside them.
 * @param {Region} region
 */
export function confidence(region) {
  if (!region.alarm) return 'below threshold';
  const share = (region.score - region.threshold) / Math.max(1 - region.threshold, 1e-6);
  if (share >= 0.66) return 'strong';
  if (share >= 0.33) return 'moderate';
  return 'weak';
}

/** @param {number} share */
export function percent(share) {
  return `${Math.round(share * 100)} %`;
}

/** @param {number} value */
export function number(value) {
  return value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** @param {number} ms */
export function milliseconds(ms) {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 10) return `${Math.round(ms)} ms`;
  return ms >= 0.05 ? `${ms.toFixed(1)} ms` : '< 0.1 ms';
}

/** @param {Region} region */
export function size(region) {
  if (!region.size_mm) return null;
  const [width, height] = region.size_mm;
  return `${Math.round(width)} × ${Math.round(height)} mm`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** @param {string} time */
export function clock(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : CLOCK.format(date);
}

/**
 * The time of day, with the day where it is not today.
 * @param {string} time
 */
export function shortTime(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const today = DAY.format(new Date()) === DAY.format(date);
  return today ? CLOCK.format(date) : `${DAY.format(date)} ${CLOCK.format(date)}`;
}

/** @param {string} time */
export function longTime(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

/** @param {{parcel: string | null, id: string}} scan */
export function parcelName(scan) {
  return scan.parcel ?? `no code, ${scan.id.slice(-6)}`;
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}
