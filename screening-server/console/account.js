// Who is logged in, and the way out. Hidden while the service does not ask who anyone is.

import { byId, say } from './dom.js';

/** Shows who is logged in, once the service has said so. */
export async function showAccount() {
  const response = await fetch('/v1/session', { headers: { accept: 'application/json' } }).catch(() => null);
  if (!response?.ok) return;
  const { user, role } = /** @type {{user: string | null, role: string | null}} */ (await response.json());
  if (user === null) return;
  say(byId('account'), `${user}, ${role}`);
  byId('account').hidden = false;
  byId('log-out').hidden = false;
}

byId('log-out').addEventListener('click', async () => {
  await fetch('/v1/session', { method: 'DELETE' }).catch(() => null);
  location.assign('/login');
});
