// The page to log in, and to make the first administrator with the link that the service printed.

import { byId, say } from './dom.js';
import { localise, rememberUser, t } from './i18n/text.js';
import { languages } from './top.js';
import { problemText } from './words.js';

const FIRST = '#first=';
const REFUSED = '#refused=';

localise();
byId('account').append(languages());

const form = /** @type {HTMLFormElement} */ (byId('form'));
const [name, password, again] = ['name', 'password', 'again'].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
const send = /** @type {HTMLButtonElement} */ (byId('send'));

/** What proves that this browser may make the first administrator; null for a log-in. */
const token = location.hash.startsWith(FIRST) ? location.hash.slice(FIRST.length) : null;

if (token !== null) {
  // Out of the address bar and the history.
  history.replaceState(null, '', location.pathname);
  say(byId('title'), t('login-first-title'));
  say(send, t('login-first-send'));
  byId('lead').hidden = false;
  byId('again-label').hidden = false;
  if (again) again.required = true;
  if (password) {
    password.autocomplete = 'new-password';
    password.minLength = 12;
  }
}

/** @param {string | null} text */
function complain(text) {
  byId('problem').hidden = text === null;
  say(byId('problem'), text ?? '');
}

if (location.hash.startsWith(REFUSED)) {
  const code = location.hash.slice(REFUSED.length).replace(/[^a-z_]/g, '');
  history.replaceState(null, '', location.pathname);
  complain(t('login-sign-on-refused', { code }));
}

/** The way to the provider of single sign-on, where there is one. */
async function offerSignOn() {
  const response = await fetch('/v1/session');
  const label = response.ok ? (await response.json()).single_sign_on : null;
  if (typeof label !== 'string' || token !== null) return;
  say(byId('sign-on'), label);
  byId('sign-on').hidden = false;
}
// Without an answer there is no button: the log-in with a password says what is wrong.
offerSignOn().catch(() => undefined);

/** @param {Response} response */
async function reason(response) {
  const body = await response.json().catch(() => null);
  const wait = Number(response.headers.get('retry-after') ?? 0);
  const text = typeof body?.detail === 'string' ? problemText(body) : t('common-answered', { status: response.status });
  return wait > 0 ? t('login-wait', { text, seconds: wait }) : text;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (!name || !password || !again) return;
  if (token !== null && password.value !== again.value) {
    complain(t('login-first-differ'));
    return;
  }
  complain(null);
  send.disabled = true;
  const said = { name: name.value, password: password.value };
  try {
    const response = await fetch(token === null ? '/v1/session' : '/v1/session/first', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(token === null ? said : { token, ...said }),
    });
    if (response.ok) {
      const { user } = await response.json();
      rememberUser(user);
      location.replace('/');
    } else {
      complain(await reason(response));
    }
  } catch {
    complain(t('common-no-answer'));
  }
  send.disabled = false;
});
