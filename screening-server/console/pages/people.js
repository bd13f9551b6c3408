// Accounts of people and keys of machines: who may use the service, and as what.

import { byId, fill, h } from '../dom.js';
import { formatTime, t } from '../i18n/text.js';
import { dialog } from './dialog.js';
import { announce, asked, begin, button, change, fillTable, read } from './page.js';

/** @typedef {{name: string, role: string, disabled: boolean, created: string}} User */
/**
 * @typedef {{id: string, name: string, lanes: string[] | null, valid: boolean, created: string, expires: string | null,
 *   revoked: string | null, last_used: string | null}} Key
 */

const ROLES = ['operator', 'supervisor', 'trainer', 'integrator', 'administrator', 'auditor'];

const { role, user: me } = await begin('people');
const seesUsers = role === 'administrator' || role === 'auditor';
const seesKeys = seesUsers || role === 'integrator';
const keepsUsers = role === 'administrator';
const keepsKeys = role === 'administrator' || role === 'integrator';

async function showUsers() {
  const answer = await asked(() => read('/v1/users'));
  if (!answer) return;
  const rows = /** @type {User[]} */ (answer.users).map((user) => [
    h('span', { class: 'code' }, user.name),
    keepsUsers ? roleChoice(user) : t(`role-${user.role}`),
    user.disabled ? t('pages-user-disabled') : t('pages-user-enabled'),
    formatTime(user.created, 'long'),
    keepsUsers ? h('div', { class: 'actions' }, userActions(user)) : '',
  ]);
  const columns = [t('login-name'), t('pages-user-role'), t('pages-state'), t('pages-created'), keepsUsers ? t('pages-actions') : ''];
  fillTable(byId('users-table'), t('pages-users'), columns, rows, t('pages-none'));
}

/** @param {User} user */
function roleChoice(user) {
  const choice = h(
    'select',
    { 'aria-label': `${t('pages-user-role')}: ${user.name}` },
    ROLES.map((one) => h('option', { value: one, selected: one === user.role }, t(`role-${one}`))),
  );
  choice.addEventListener('change', async () => {
    const done = await patch(user, { role: choice.value });
    if (done) announce(t('pages-user-changed', { user: user.name }));
    showUsersUnlessComplaining(done);
  });
  return choice;
}

/** @param {User} user */
function userActions(user) {
  const toggle = user.disabled ? t('pages-user-enable') : t('pages-user-disable');
  return [
    user.name !== me && button(toggle, async () => showUsersUnlessComplaining(await patch(user, { disabled: !user.disabled })), user.name),
    button(t('pages-user-password'), () => newPassword(user), user.name),
  ];
}

/**
 * @param {User} user
 * @param {object} what
 */
async function patch(user, what) {
  return asked(() => change('PATCH', `/v1/users/${encodeURIComponent(user.name)}`, what));
}

/** What was refused stays on the page; the table shows what holds. @param {unknown} done */
async function showUsersUnlessComplaining(done) {
  const complaint = byId('problem').textContent;
  await showUsers();
  if (done) return;
  byId('problem').hidden = false;
  byId('problem').textContent = complaint;
}

/** @param {User} user */
function newPassword(user) {
  dialog(t('pages-user-password-of', { user: user.name }), [passwordField()], t('common-save'), (fields) =>
    change('PATCH', `/v1/users/${encodeURIComponent(user.name)}`, { password: fields.get('password') }),
  ).then((done) => {
    if (done) announce(t('pages-user-changed', { user: user.name }));
  });
}

function addUser() {
  const fields = [
    field('name', t('login-name'), { required: true, maxlength: 64, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' }),
    h('label', {}, t('pages-user-role'), h('select', { name: 'role' }, ROLES.map((one) => h('option', { value: one }, t(`role-${one}`))))),
    passwordField(),
  ];
  dialog(t('pages-user-add'), fields, t('pages-user-add'), (said) =>
    change('POST', '/v1/users', { name: said.get('name'), role: said.get('role'), password: said.get('password') }),
  ).then((done) => {
    if (done) showUsers();
  });
}

function passwordField() {
  const options = { type: 'password', required: true, minlength: 12, maxlength: 256, autocomplete: 'new-password' };
  return field('password', t('pages-user-password-first'), options);
}

async function showKeys() {
  const answer = await asked(() => read('/v1/keys'));
  if (!answer) return;
  const keys = /** @type {Key[]} */ (answer.keys);
  const rows = keys.map((key) => [
    h('span', {}, key.name),
    h('span', { class: 'code' }, key.id),
    key.lanes === null ? t('pages-key-every-lane') : key.lanes.join(t('common-list-comma')),
    keyState(key),
    formatTime(key.created, 'long'),
    key.last_used ? formatTime(key.last_used, 'long') : t('pages-key-never'),
    keepsKeys ? h('div', { class: 'actions' }, keyActions(key)) : '',
  ]);
  const columns = [
    t('pages-key-for'), t('pages-key-id'), t('pages-key-lanes'), t('pages-state'), t('pages-created'), t('pages-key-used'),
    keepsKeys ? t('pages-actions') : '',
  ];
  fillTable(byId('keys-table'), t('pages-keys'), columns, rows, t('pages-none'));
}

/** @param {Key} key */
function keyState(key) {
  if (key.revoked) return t('pages-key-revoked', { time: formatTime(key.revoked, 'long') });
  if (!key.valid) return t('pages-key-expired', { time: formatTime(key.expires ?? '', 'long') });
  return key.expires ? t('pages-key-until', { time: formatTime(key.expires, 'long') }) : t('pages-key-valid');
}

/** @param {Key} key */
function keyActions(key) {
  if (key.revoked) return [];
  return [button(t('pages-key-rotate'), () => rotate(key), key.name), button(t('pages-key-revoke'), () => revoke(key), key.name)];
}

/** A second key with the same name and rights; the old one is revoked when the machine has the new one. @param {Key} key */
async function rotate(key) {
  const wanted = { name: key.name, ...(key.lanes ? { lanes: key.lanes } : {}), ...(key.valid && key.expires ? { expires: key.expires } : {}) };
  const fresh = await asked(() => change('POST', '/v1/keys', wanted));
  if (fresh) showFresh(fresh.key, key.name, key);
}

/** @param {Key} key */
function revoke(key) {
  const warning = h('p', {}, t('pages-key-revoke-warning', { name: key.name, id: key.id }));
  dialog(t('pages-key-revoke'), [warning], t('pages-key-revoke'), () => change('DELETE', `/v1/keys/${encodeURIComponent(key.id)}`)).then((done) => {
    if (done) showKeys();
  });
}

function addKey() {
  const fields = [
    field('name', t('pages-key-for'), { required: true, maxlength: 128, autocomplete: 'off' }),
    field('lanes', t('pages-key-lanes-list'), { autocomplete: 'off', spellcheck: 'false' }),
    field('expires', t('pages-key-expires'), { type: 'datetime-local' }),
  ];
  /** @type {any} */
  let fresh = null;
  dialog(t('pages-key-add'), fields, t('pages-key-add'), async (said) => {
    const lanes = String(said.get('lanes')).split(',').map((lane) => lane.trim()).filter(Boolean);
    const expires = String(said.get('expires'));
    const wanted = {
      name: said.get('name'),
      ...(lanes.length > 0 ? { lanes } : {}),
      ...(expires ? { expires: new Date(expires).toISOString() } : {}),
    };
    fresh = await change('POST', '/v1/keys', wanted);
  }).then((done) => {
    if (done && fresh) showFresh(fresh.key, fresh.name, null);
  });
}

/**
 * Shows a key for the one time that it can be seen.
 * @param {string} secret
 * @param {string} name
 * @param {Key | null} old the key that it takes the place of
 */
function showFresh(secret, name, old) {
  const box = byId('fresh');
  const code = h('p', { class: 'code', tabindex: '0' }, secret);
  fill(box, [
    h('h3', {}, t('pages-key-fresh', { name })),
    h('p', {}, t('pages-key-fresh-once')),
    code,
    h(
      'div',
      { class: 'actions' },
      button(t('pages-key-copy'), async () => {
        await navigator.clipboard.writeText(secret);
        announce(t('pages-key-copied'));
      }),
      old && button(t('pages-key-revoke-old', { id: old.id }), () => revoke(old)),
      button(t('common-close'), () => {
        box.hidden = true;
        fill(box, []);
      }),
    ),
  ]);
  box.hidden = false;
  code.focus();
  showKeys();
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Record<string, unknown>} options
 */
function field(name, label, options) {
  return h('label', {}, label, h('input', { name, ...options }));
}

byId('users').hidden = !seesUsers;
byId('keys').hidden = !seesKeys;
byId('user-add').hidden = !keepsUsers;
byId('key-add').hidden = !keepsKeys;
byId('user-add').addEventListener('click', addUser);
byId('key-add').addEventListener('click', addKey);
if (role === null) await asked(() => read('/v1/users'));
if (seesUsers) await showUsers();
if (seesKeys) await showKeys();
