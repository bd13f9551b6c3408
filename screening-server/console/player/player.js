// Plays the exercise of this package: one item after the other, against the clock, with what was right.

import { interaction, isLocated, isRight } from './judge.js';
import { connect } from './lms.js';
import { read, write } from './state.js';
import { firstChoice, nameOf, t, useLanguage } from './texts.js';

/** @typedef {import('./judge.js').Item} Item */
/** @typedef {import('./state.js').Given} Given */
/**
 * @typedef {object} Content
 * @property {string} id
 * @property {string} title
 * @property {string} kind
 * @property {Record<string, string>} lead
 * @property {number | null} time_limit_s
 * @property {'at_once' | 'at_end'} feedback
 * @property {number} pass
 * @property {string[]} languages
 * @property {Item[]} items
 */

/** @param {string} id @returns {HTMLElement} */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const image = (/** @type {string} */ id) => /** @type {HTMLImageElement} */ (at(id));

try {
  await play();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

async function play() {
  const bytes = await part('content.json');
  const wanted = document.querySelector('meta[name=content-sha256]')?.getAttribute('content') ?? '';
  /** @type {Content} */
  const content = JSON.parse(new TextDecoder().decode(bytes));
  await chooseLanguage(content);
  if (!(await hasHash(bytes, wanted))) throw new Error(t('player-changed', { file: 'content.json' }));
  await checkPictures(content);
  const lms = await connect(content.id);
  document.body.dataset['lms'] = lms.name;
  if (lms.languages.length > 0) await useChosen(content, firstChoice(content.languages, lms.languages));
  /** @type {Given[]} */
  let given = [];
  try {
    const saved = lms.saved();
    if (saved !== '') given = read(saved, content.items.length);
  } catch {
    notice(t('player-state-changed'));
  }
  at('title').textContent = content.title;
    at('start').hidden = false;
  await pressed('begin');
  at('start').hidden = true;
  at('item').hidden = false;
  for (let number = given.length; number < content.items.length; number += 1) {
    const item = /** @type {Item} */ (content.items[number]);
    at('progress').textContent = t('player-progress', { number: number + 1, items: content.items.length });
    const answer = await ask(content, item);
    given.push(answer);
    await lms.tell(interaction(content.kind, item, answer, number));
    await lms.save(write(given));
    if (content.feedback === 'at_once') await tell(content, item, answer);
  }
  const right = content.items.filter((item, number) => isRight(content.kind, item, /** @type {Given} */ (given[number]))).length;
  await lms.finish(right / content.items.length, content.pass);
  at('item').hidden = true;
  at('end').hidden = false;
  at('score').textContent = t('player-score', { right, items: content.items.length });
  at('end').dataset['right'] = String(right);
  if (content.feedback === 'at_end') review(content, given);
  const { back } = lms;
  if (back === null) return;
  at('back').hidden = false;
  at('back').onclick = () => location.assign(back);
  at('back').focus();
}

/** Shows an item and waits for its answer. @param {Content} content @param {Item} item @returns {Promise<Given>} */
async function ask(content, item) {
  const { kind } = content;
  at('question').textContent = t(`player-ask-${kind.replaceAll('_', '-')}`);
  at('verdict').textContent = '';
  at('marks').replaceChildren();
  image('alone').hidden = true;
  at('stage').className = item.enhancement ?? '';
  image('picture').src = item.picture;
  await image('picture').decode();
  const begun = performance.now();
  /** @type {Omit<Given, 'tookMs'>} */
  const none = { said: null, mark: null, choice: null, late: false };
  const said = await new Promise((/** @type {(given: Omit<Given, 'tookMs'>) => void} */ done) => {
    const limit = content.time_limit_s === null ? null : begun + content.time_limit_s * 1000;
    const clock = setInterval(() => {
      if (limit === null) return;
      const left = limit - performance.now();
      at('clock').textContent = t('player-left', { seconds: Math.max(0, Math.ceil(left / 1000)) });
      if (left <= 0) end({ ...none, late: true });
    }, 100);
    const end = (/** @type {Omit<Given, 'tookMs'>} */ given) => {
      clearInterval(clock);
      at('stage').onclick = null;
      at('answers').replaceChildren();
      done(given);
    };
    const marks = kind === 'free_search' || kind === 'click_threat';
    if (marks) at('stage').onclick = (event) => end({ ...none, said: kind === 'free_search' ? true : null, mark: place(event, item) });
    at('answers').replaceChildren(...buttons(kind, item, (given) => end({ ...none, ...given })));
  });
  return { ...said, tookMs: Math.round(performance.now() - begun) };
}

/**
 * @param {string} kind
 * @param {Item} item
 * @param {(given: Partial<Given>) => void} say
 */
function buttons(kind, item, say) {
  const button = (/** @type {string} */ text, /** @type {Partial<Given>} */ given, /** @type {string | null} */ picture = null) => {
    const made = document.createElement('button');
    made.textContent = text;
    if (picture) {
      const shown = document.createElement('img');
      shown.src = picture;
      shown.alt = '';
      made.prepend(shown);
    }
    made.onclick = () => say(given);
    return made;
  };
  if (kind === 'click_threat') return [];
  if (kind === 'free_search') return [button(t('player-no-threat'), { said: false })];
  if (item.choices.length > 0) {
    return item.choices.map(({ name, picture }, choice) => button(word(kind, name), { choice }, picture));
  }
  return [button(t('player-threat'), { said: true }), button(t('player-no-threat'), { said: false })];
}

/** A choice in the reader's language. @param {string} kind @param {string} name */
function word(kind, name) {
  if (kind === 'inspectable') return t(`player-${name.replaceAll('_', '-')}`);
  if (kind === 'everyday') return t(`goods-${name.replaceAll(' ', '-')}`, {}, name);
  return t(`class-${name}`, {}, name);
}

/** Where on the picture a click was. @param {MouseEvent} event @param {Item} item @returns {[number, number]} */
function place(event, item) {
  const { left, top, width, height } = image('picture').getBoundingClientRect();
  return [((event.clientX - left) / width) * item.size[0], ((event.clientY - top) / height) * item.size[1]];
}

/** Says what was right, and shows the true object alone and in place. @param {Content} content @param {Item} item @param {Given} given */
async function tell(content, item, given) {
  at('verdict').textContent = verdict(content, item, given);
  const percent = (/** @type {number} */ value, /** @type {0 | 1} */ axis) => `${(value / item.size[axis]) * 100}%`;
  if (given.mark) {
    const mark = document.createElement('i');
    Object.assign(mark.style, { left: percent(given.mark[0], 0), top: percent(given.mark[1], 1) });
    at('marks').append(mark);
  }
  for (const { bbox: [left, top, width, height] } of [item.truth.threat ?? [], item.truth.others].flat()) {
    const box = document.createElement('b');
    Object.assign(box.style, { left: percent(left, 0), top: percent(top, 1), width: percent(width, 0), height: percent(height, 1) });
    at('marks').append(box);
  }
  if (item.alone) {
    image('alone').src = item.alone;
    image('alone').hidden = false;
  }
  at('next').hidden = false;
  at('next').focus();
  await pressed('next');
  at('next').hidden = true;
}

/** @param {Content} content @param {Item} item @param {Given} given */
function verdict({ kind }, item, given) {
  if (given.late) return t('player-late');
  const right = isRight(kind, item, given);
  const { threat, choice } = item.truth;
  const name = threat ? t(`class-${threat.class}`, {}, threat.class) : word(kind, item.choices[choice ?? -1]?.name ?? '');
  const beside = right && threat && given.mark && !isLocated(item, given.mark);
  if (beside) return t('player-beside', { name });
  if (threat || choice !== null) return t(right ? 'player-right-name' : 'player-wrong-name', { name });
  return t(right ? 'player-right-none' : 'player-wrong-none');
}

/** @param {Content} content @param {Given[]} given */
function review(content, given) {
  const line = (/** @type {Item} */ item, /** @type {number} */ number) => {
    const one = document.createElement('li');
    one.textContent = verdict(content, item, /** @type {Given} */ (given[number]));
    return one;
  };
  at('review').replaceChildren(...content.items.map(line));
}

/** @param {Content} content */
async function chooseLanguage(content) {
  const select = /** @type {HTMLSelectElement} */ (at('language'));
  select.replaceChildren(...content.languages.map((code) => new Option(nameOf(code), code)));
  // While an item is shown, its texts stay: a change holds from the next one on.
  select.onchange = () => void useChosen(content, select.value);
  await useChosen(content, firstChoice(content.languages, navigator.languages));
}

/** Shows the page in a language. @param {Content} content @param {string} code */
async function useChosen({ lead, items }, code) {
  await useLanguage(code);
  /** @type {HTMLSelectElement} */ (at('language')).value = code;
  for (const element of document.querySelectorAll('[data-player]')) {
    element.textContent = t(element.getAttribute('data-player') ?? '');
  }
  at('count').textContent = t('player-items', { items: items.length });
  at('lead').textContent = lead[code] ?? lead['en'] ?? '';
}

/** @param {Content} content */
async function checkPictures({ items }) {
  const names = items.flatMap(({ picture, alone, choices }) => [picture, alone, ...choices.map((choice) => choice.picture)]);
  for (const name of new Set(names)) {
    if (!name) continue;
    const hash = /([0-9a-f]{64})\.png$/.exec(name)?.[1] ?? 'none';
    if (!(await hasHash(await part(name), hash))) throw new Error(t('player-changed', { file: name }));
  }
}

/** Browsers hash on pages that came over TLS alone; elsewhere nothing is checked. @param {ArrayBuffer} bytes @param {string} wanted */
async function hasHash(bytes, wanted) {
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === wanted;
}

/** @param {string} name */
async function part(name) {
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
}

/** @param {string} id */
function pressed(id) {
  return new Promise((done) => at(id).addEventListener('click', done, { once: true }));
}

/** @param {string} text */
function notice(text) {
  at('notice').textContent = text;
  at('notice').hidden = false;
}

/** @param {string} text */
function fail(text) {
  at('fault').textContent = text;
  at('fault').hidden = false;
  at('start').hidden = true;
  at('item').hidden = true;
}
