// The texts of all pages, in the reader's language: Fluent messages from one file a language, and numbers and times
// as the reader's locale writes them. Importing this module waits until the texts are there, so that `t` needs no wait.
// A page that has many texts of its own has them in folders that `data-texts` of its html element names.

import { FluentBundle, FluentResource } from './vendor/fluent-bundle.js';

/** @typedef {Record<string, string | number>} Args */

/**
 * Every language: its code (which is also its file), its own name, its tag for the browser, its direction.
 * @type {{code: string, name: string, tag: string, dir: 'ltr' | 'rtl'}[]}
 */
export const LANGUAGES = [
  { code: 'en', name: 'English', tag: 'en', dir: 'ltr' },
  { code: 'uk', name: 'Українська', tag: 'uk', dir: 'ltr' },
  { code: 'es', name: 'Español', tag: 'es', dir: 'ltr' },
  { code: 'fr', name: 'Français', tag: 'fr', dir: 'ltr' },
  { code: 'sr', name: 'Srpski', tag: 'sr-Latn', dir: 'ltr' },
  { code: 'sq', name: 'Shqip', tag: 'sq', dir: 'ltr' },
  { code: 'ar', name: 'العربية', tag: 'ar', dir: 'rtl' },
];

const ENGLISH = /** @type {typeof LANGUAGES[number]} */ (LANGUAGES[0]);
const SETTING = 'screening.language';
/** Who logged in last on this browser: consoles are shared, languages are not. */
const USER = 'screening.user';
/** What of an element a message may set beside its text. */
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];

const chosen = choose();
const locale = localeOf(chosen.tag);
/** @type {Set<string>} */
const reported = new Set();
const [own, english] = await Promise.all([chosen === ENGLISH ? null : load(chosen), load(ENGLISH)]);

document.documentElement.lang = chosen.tag;
document.documentElement.dir = chosen.dir;

/** The code of the language that the pages are in, such as `uk`. */
export function language() {
  return chosen.code;
}

/**
 * Changes the language for whoever is logged in, and shows the page anew.
 * @param {string} code one of `LANGUAGES`
 */
export function setLanguage(code) {
  localStorage.setItem(setting(), code);
  location.reload();
}

/**
 * Says whose settings hold on this browser from now on.
 * @param {string | null} user null for nobody's
 */
export function rememberUser(user) {
  if (user === null) localStorage.removeItem(USER);
  else localStorage.setItem(USER, user);
}

/**
 * The text of a key; English where the language lacks it, the key itself where English does too.
 * @param {string} key
 * @param {Args} [args] its variables
 */
export function t(key, args) {
  return pattern(key, (message) => message.value, args) ?? key;
}

/**
 * The text of a key that is put together from a word of the service's, or a fallback for a word without a text.
 * @param {string} key
 * @param {string} fallback
 */
export function tOr(key, fallback) {
  return english?.hasMessage(key) ? t(key) : fallback;
}

/**
 * Fills every element with `data-l10n-id` with its text and the attributes that its message has.
 * @param {ParentNode} [root]
 */
export function localise(root = document) {
  for (const element of root.querySelectorAll('[data-l10n-id]')) {
    const key = element.getAttribute('data-l10n-id') ?? '';
    const text = pattern(key, (message) => message.value);
    if (text !== undefined) element.textContent = text;
    let set = text !== undefined;
    for (const name of ATTRIBUTES) {
      if (!english?.getMessage(key)?.attributes[name]) continue;
      element.setAttribute(name, pattern(key, (message) => message.attributes[name]) ?? key);
      set = true;
    }
    if (!set) report(`no text for '${key}'`);
  }
}

/**
 * A number as the locale writes it; one digit after the point below 10 unless told otherwise.
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function formatNumber(value, options) {
  const digits = Math.abs(value) < 10 ? 1 : 0;
  return numbers(options ?? { maximumFractionDigits: digits }).format(value);
}

/**
 * A share of 1 in per cent.
 * @param {number} share
 * @param {number} [digits] after the point
 */
export function formatPercent(share, digits = 0) {
  return numbers({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share);
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const TIMES = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  'short-day': { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short' },
  long: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  zone: {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    hourCycle: 'h23', timeZoneName: 'short',
  },
};

/**
 * A time in the browser's time zone: `clock` with seconds, `minute` without, `day`, `short-day` without
 * the year, `month` with its year, `weekday`, `long` (both), `zone`
 * (both, with the time zone), `short` (the clock, with the day where it is not today). What is no time stays as it is.
 * @param {string | number | Date} time
 * @param {'clock' | 'minute' | 'day' | 'short-day' | 'month' | 'weekday' | 'long' | 'zone' | 'short'} [style]
 */
export function formatTime(time, style = 'short') {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const wanted = style === 'short' ? (isToday ? 'clock' : 'long') : style;
  return times(wanted).format(date);
}

/** @type {Map<string, Intl.NumberFormat>} */
const numberFormats = new Map();
/** @type {Map<string, Intl.DateTimeFormat>} */
const timeFormats = new Map();

/** @param {Intl.NumberFormatOptions} options */
function numbers(options) {
  const name = JSON.stringify(options);
  const known = numberFormats.get(name) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(name, known);
  return known;
}

/** @param {string} style */
function times(style) {
  const known = timeFormats.get(style) ?? new Intl.DateTimeFormat(locale, TIMES[style]);
  timeFormats.set(style, known);
  return known;
}

function setting() {
  const user = localStorage.getItem(USER);
  return user ? `${SETTING}:${user}` : SETTING;
}

/** The user's choice, this browser's, or the first of the browser's languages that is here. */
function choose() {
  const known = (/** @type {string | null | undefined} */ code) => LANGUAGES.find((one) => one.code === code);
  const set = known(localStorage.getItem(setting())) ?? known(localStorage.getItem(SETTING));
  return set ?? navigator.languages.map((tag) => known(tag.split('-')[0]?.toLowerCase())).find(Boolean) ?? ENGLISH;
}

/**
 * The browser's locale where it is one of this language, since it knows the country: digits and dates differ.
 * @param {string} tag
 */
function localeOf(tag) {
  const { language: wanted, script } = new Intl.Locale(tag);
  const own = navigator.languages.find((one) => one.split('-')[0]?.toLowerCase() === wanted);
  if (own) return new Intl.Locale(own, script ? { script } : {}).toString();
  return wanted === 'en' ? 'en-GB' : tag;
}

/**
 * @param {typeof LANGUAGES[number]} one
 * @returns {Promise<FluentBundle | null>} null where the file cannot be had, which is reported
 */
async function load({ code, tag, dir }) {
  try {
    const folders = (document.documentElement.dataset['texts'] ?? '').split(' ').filter(Boolean);
    const files = await Promise.all([`${code}.ftl`, ...folders.map((folder) => `${folder}/${code}.ftl`)].map(read));
    // Marks around what is put in keep its direction from running into the text's.
    const bundle = new FluentBundle(localeOf(tag), { useIsolating: dir === 'rtl' });
    for (const error of files.flatMap((text) => bundle.addResource(new FluentResource(text)))) report(`${code}: ${error.message}`);
    return bundle;
  } catch (error) {
    report(`the texts in '${code}' could not be loaded: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

/** @param {string} file */
async function read(file) {
  const response = await fetch(`/console/i18n/${file}`);
  if (!response.ok) throw new Error(`the service answered ${response.status} for ${file}`);
  return response.text();
}

/**
 * @param {string} key
 * @param {(message: import('./vendor/fluent-bundle.js').Message) => import('./vendor/fluent-bundle.js').Pattern | null | undefined} part
 * @param {Args} [args]
 * @returns {string | undefined}
 */
function pattern(key, part, args) {
  for (const bundle of [own, english]) {
    const message = bundle?.getMessage(key);
    const found = message && part(message);
    if (!bundle || !found) {
      // A message that has attributes alone has no text to miss.
      if (bundle && !(message && !message.value)) report(`no text for '${key}' in ${bundle === own ? chosen.code : 'en'}`);
      continue;
    }
    /** @type {Error[]} */
    const errors = [];
    const text = bundle.formatPattern(found, args ?? null, errors);
    for (const error of errors) report(`'${key}': ${error.message}`);
    return text;
  }
  return undefined;
}

/** Once for each, so that a list of a thousand rows says it once. @param {string} what */
function report(what) {
  if (reported.has(what)) return;
  reported.add(what);
  console.warn(`texts: ${what}`);
}
