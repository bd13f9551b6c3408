// The texts of a package, in the language that its reader chooses: the console's files, which the package brings.

import { FluentBundle, FluentResource } from '../i18n/vendor/fluent-bundle.js';

/** @type {Record<string, string>} */
const NAMES = { en: 'English', uk: 'Українська', es: 'Español', fr: 'Français', sr: 'Srpski', sq: 'Shqip', ar: 'العربية' };

/** @type {FluentBundle[]} */
let bundles = [];

/**
 * Loads a language, with English for what it lacks.
 * @param {string} code
 */
export async function useLanguage(code) {
  const codes = code === 'en' ? ['en'] : [code, 'en'];
  bundles = await Promise.all(codes.map(load));
  document.documentElement.lang = code === 'sr' ? 'sr-Latn' : code;
  document.documentElement.dir = code === 'ar' ? 'rtl' : 'ltr';
}

/** @param {string} code */
async function load(code) {
  const answer = await fetch(`../i18n/${code}.ftl`);
  if (!answer.ok) throw new Error(`../i18n/${code}.ftl is not in the package: export it again`);
  const bundle = new FluentBundle(code, { useIsolating: code === 'ar' });
  bundle.addResource(new FluentResource(await answer.text()));
  return bundle;
}

/**
 * The text of a key; `fallback` where no language has one.
 * @param {string} key
 * @param {Record<string, string | number>} [args]
 * @param {string} [fallback]
 */
export function t(key, args, fallback = key) {
  for (const bundle of bundles) {
    const value = bundle.getMessage(key)?.value;
    if (value) return bundle.formatPattern(value, args ?? null, []);
  }
  return fallback;
}

/** The language's own name. @param {string} code */
export function nameOf(code) {
  return NAMES[code] ?? code;
}

/**
 * The first language of those that are liked that is among these, else English, else the first of these.
 * @param {string[]} codes
 * @param {readonly string[]} liked tags, the best first
 */
export function firstChoice(codes, liked) {
  const wanted = liked.map((tag) => tag.split('-')[0] ?? '');
  return wanted.find((code) => codes.includes(code)) ?? (codes.includes('en') ? 'en' : (codes[0] ?? 'en'));
}
