// The keyboard: one table that both acts and explains itself.

import { byId, fill, h } from './dom.js';
import { t } from './i18n/text.js';

/** @typedef {{keys: string[], what: string, run: () => void}} Binding */

/** @param {Binding[]} bindings */
export function listenToKeys(bindings) {
  const help = /** @type {HTMLDialogElement} */ (byId('keys'));
  const open = () => help.showModal();
  const all = [...bindings, { keys: ['?'], what: t('keys-this-list'), run: open }];
  byId('help').addEventListener('click', open);
  fill(byId('keys-list'), [
    ...all.flatMap(({ keys, what }) => [h('dt', {}, keys.map((key) => h('kbd', {}, NAMES[key] ?? key))), h('dd', {}, what)]),
    h('dt', {}, t('keys-wheel')),
    h('dd', {}, t('keys-wheel-what')),
    h('dt', {}, t('keys-drag')),
    h('dd', {}, t('keys-drag-what')),
  ]);
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const { target } = event;
    if (event.key === 'Escape' && target instanceof HTMLInputElement) target.blur();
    if (target instanceof Element && target.matches('input, select, textarea')) return;
    const binding = all.find(({ keys }) => keys.includes(event.key));
    if (!binding) return;
    event.preventDefault();
    binding.run();
  });
}

/** @type {Record<string, string>} */
const NAMES = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' };
