// The head of every page: where one can go, by role; the language; who is logged in, and the way out.

import { byId, h } from './dom.js';
import { LANGUAGES, language, rememberUser, setLanguage, t } from './i18n/text.js';

/** @typedef {{authentication: boolean, user: string | null, role: string | null}} Session */

/**
 * The pages, and whose they are; the service itself refuses what a role may not have.
 * @type {{id: string, address: string, roles: string[] | null}[]}
 */
const PAGES = [
  { id: 'parcels', address: '/', roles: null },
  { id: 'training', address: '/console/pages/training.html', roles: ['operator', 'supervisor', 'trainer', 'integrator', 'administrator'] },
  { id: 'studio', address: '/console/pages/studio.html', roles: ['supervisor', 'trainer', 'auditor'] },
  { id: 'supervisor', address: '/console/pages/supervisor.html', roles: ['supervisor', 'administrator', 'auditor'] },
  { id: 'models', address: '/console/pages/models.html', roles: ['supervisor', 'trainer', 'integrator', 'administrator', 'auditor'] },
  { id: 'people', address: '/console/pages/people.html', roles: ['integrator', 'administrator', 'auditor'] },
  { id: 'projections', address: '/console/pages/projections.html', roles: ['operator', 'supervisor', 'trainer', 'auditor'] },
  { id: 'audit', address: '/console/pages/audit.html', roles: ['supervisor', 'administrator', 'auditor'] },
];

/**
 * Fills `#navigation` and `#account` of the page. Someone who has to log in is sent to do so.
 * @param {string} page the id of the present page
 * @returns {Promise<Session>} who is logged in; nobody where the service does not answer
 */
export async function showTop(page) {
  const session = await ask();
  if (session.authentication && session.user === null) location.assign('/login');
  rememberUser(session.user);
  const { role } = session;
  const mine = PAGES.filter(({ id, roles }) => (role === null ? id !== 'people' : !roles || roles.includes(role)));
  const navigation = byId('navigation');
  navigation.setAttribute('aria-label', t('top-navigation'));
  navigation.replaceChildren(
    ...mine.map(({ id, address }) => h('a', { href: address, 'aria-current': id === page ? 'page' : null }, t(`top-page-${id}`))),
  );
  byId('account').replaceChildren(menu(session));
  return session;
}

/** What one seldom wants: language, interface, the way out. @param {Session} session */
function menu({ user, role }) {
  const who = user !== null && role !== null && h('p', { class: 'dim' }, t('top-signed-in', { user, role: t(`role-${role}`) }));
  const out = user !== null && h('button', { type: 'button', class: 'button', id: 'log-out', onclick: logOut }, t('top-log-out'));
  const box = h(
    'details',
    { class: 'menu' },
    h('summary', { class: 'button' }, h('span', { class: 'menu-name' }, user ?? t('top-menu'))),
    h(
      'div',
      { class: 'menu-box' },
      who,
      h('label', {}, h('span', {}, t('top-language')), languages()),
      h('a', { class: 'button', href: '/docs' }, t('top-api')),
      out,
    ),
  );
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !box.contains(event.target)) box.open = false;
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.open) return;
    box.open = false;
    box.querySelector('summary')?.focus();
    event.stopPropagation();
  });
  return box;
}

/** The choice of language, each by its own name. */
export function languages() {
  const choice = h(
    'select',
    { id: 'language' },
    LANGUAGES.map(({ code, name, tag }) => h('option', { value: code, lang: tag, selected: code === language() }, name)),
  );
  choice.addEventListener('change', () => setLanguage(choice.value));
  return choice;
}

/** @returns {Promise<Session>} */
async function ask() {
  const nobody = { authentication: false, user: null, role: null };
  const response = await fetch('/v1/session', { headers: { accept: 'application/json' } }).catch(() => null);
  return response?.ok ? await response.json() : nobody;
}

async function logOut() {
  await fetch('/v1/session', { method: 'DELETE' }).catch(() => null);
  rememberUser(null);
  location.assign('/login');
}
