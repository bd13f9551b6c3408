// The supervisor's pages with real data: who sees them, what they show, and what they change.

import assert from 'node:assert/strict';

import { accessFaults } from './access.mjs';
import { check, eventually } from './checks.mjs';
import { ConsolePage } from './page.mjs';
import { PASSWORD } from './service.mjs';

const ADDRESS = {
  training: '/console/pages/training.html',
  studio: '/console/pages/studio.html',
  projections: '/console/pages/projections.html',
  people: '/console/pages/people.html',
  models: '/console/pages/models.html',
  audit: '/console/pages/audit.html',
  supervisor: '/console/pages/supervisor.html',
};

/** @param service one with an account for each role, and with screened samples */
export async function checkPages(browser, service) {
  const open = (name, user) => ConsolePage.open(browser, new URL(ADDRESS[name], service.url).href, { user });
  const asUser = async (view, path) => {
    const answer = await view.page.context().request.get(new URL(path, service.url).href);
    assert.ok(answer.ok(), `${path}: ${answer.status()}`);
    return answer.json();
  };
  const logIn = (name, password = PASSWORD) =>
    fetch(new URL('/v1/session', service.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });
  const rows = (view, table) => view.page.$$eval(`#${table} tbody tr`, (all) => all.map((row) => row.innerText.replace(/\s+/g, ' ').trim()));
  // The name may be in the head of the row or in an element within it.
  const row = (view, table, text) =>
    view.page.locator(['th', 'th '].map((head) => `#${table} tbody tr:has(${head}:text-is('${text}'))`).join(', '));

  await check('each role sees its own pages in the navigation, and is refused the others’ data', async () => {
    const wanted = {
      operator: ['training', 'projections'],
      supervisor: ['training', 'studio', 'supervisor', 'models', 'projections', 'audit'],
      integrator: ['training', 'models', 'people'],
      administrator: ['training', 'supervisor', 'models', 'people', 'audit'],
      auditor: ['studio', 'supervisor', 'models', 'people', 'projections', 'audit'],
    };
    for (const [role, pages] of Object.entries(wanted)) {
      const view = await ConsolePage.open(browser, service.url, { user: role });
      await view.page.waitForSelector('#navigation a');
      const found = await view.page.$$eval('#navigation a', (links) => links.map((link) => new URL(link.href).pathname));
      assert.deepEqual(found.filter((path) => path.startsWith('/console/pages/')), pages.map((name) => ADDRESS[name]), role);
      await view.page.context().close();
    }
    const view = await open('audit', 'operator');
    await view.page.waitForSelector('#problem:not([hidden])');
    assert.match(await view.page.textContent('#problem'), /auditor/);
    await view.page.context().close();
    const stranger = await open('audit');
    await stranger.page.waitForURL('**/login');
    await stranger.page.context().close();
  });

  const keeper = await open('people', 'administrator');

  await check('an administrator makes an account, gives it another role, and disables it', async () => {
    const { page } = keeper;
    await page.waitForSelector('#users-table tbody tr');
    await page.click('#user-add');
    await page.fill('dialog [name=name]', 'operator');
    await page.selectOption('dialog [name=role]', 'trainer');
    await page.fill('dialog [name=password]', 'a long new password');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('dialog .problem:not([hidden])');
    assert.match(await page.textContent('dialog .problem'), /there already/);
    await page.fill('dialog [name=name]', 'clara');
    await page.click('dialog [type=submit]');
    await row(keeper, 'users-table', 'clara').waitFor();
    assert.equal((await logIn('clara', 'a long new password')).status, 200);

    await row(keeper, 'users-table', 'clara').locator('select').selectOption('auditor');
    const clara = async () => (await asUser(keeper, '/v1/users')).users.find(({ name }) => name === 'clara');
    await eventually('the role', async () => (await clara()).role === 'auditor');
    await row(keeper, 'users-table', 'clara').locator('button', { hasText: 'Disable' }).click();
    await eventually('disabled', async () => (await clara()).disabled);
    assert.equal((await logIn('clara', 'a long new password')).status, 401);
    await row(keeper, 'users-table', 'clara').locator('button', { hasText: 'Enable' }).click();
    await row(keeper, 'users-table', 'clara').locator('button', { hasText: 'New password' }).click();
    await page.fill('dialog [name=password]', 'another long password');
    await page.click('dialog [type=submit]');
    await eventually('the password', async () => (await logIn('clara', 'another long password')).status === 200);
    assert.equal(await row(keeper, 'users-table', 'administrator').locator('button', { hasText: 'Disable' }).count(), 0);
  });

  await check('what the service refuses is said, and the table shows what holds', async () => {
    const own = row(keeper, 'users-table', 'administrator').first();
    await own.locator('select').selectOption('operator');
    await keeper.page.waitForSelector('#problem:not([hidden])');
    assert.match(await keeper.page.textContent('#problem'), /last administrator/);
    await eventually('the role', async () => (await row(keeper, 'users-table', 'administrator').first().locator('select').inputValue()) === 'administrator');
  });

  await check('a key is made, shown once, rotated and revoked', async () => {
    const { page } = keeper;
    const works = async (key) => (await fetch(new URL('/v1/scans', service.url), { headers: { authorization: `Bearer ${key}` } })).status;
    await page.click('#key-add');
    await page.fill('dialog [name=name]', 'line north');
    await page.fill('dialog [name=lanes]', 'north, south');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('#fresh:not([hidden]) .code');
    const first = await page.textContent('#fresh .code');
    assert.equal(await works(first), 200);
    await row(keeper, 'keys-table', 'line north').first().locator('button', { hasText: 'Rotate' }).click();
    await eventually('another key', async () => (await page.textContent('#fresh .code')) !== first);
    const second = await page.textContent('#fresh .code');
    assert.deepEqual([await works(first), await works(second)], [200, 200]);
    const { keys } = await asUser(keeper, '/v1/keys');
    assert.deepEqual(keys.map(({ lanes }) => lanes), [['north', 'south'], ['north', 'south']]);
    await page.click('#fresh button:has-text("Revoke the old one")');
    await page.click('dialog [type=submit]');
    await eventually('revoked', async () => (await works(first)) === 401);
    assert.equal(await works(second), 200);
    await page.click('#fresh button:has-text("Close")');
    assert.ok(!(await page.content()).includes(second), 'the secret is still on the page');
    await keeper.shot('people');
  });

  await check('an auditor sees accounts and keys and can change none', async () => {
    const view = await open('people', 'auditor');
    await view.page.waitForSelector('#keys-table tbody tr');
    assert.ok((await rows(view, 'users-table')).some((text) => text.includes('clara')));
    assert.equal(await view.page.locator('main button:visible, main select').count(), 0);
    await view.page.context().close();
  });

  await check('the audit trail is searched by who, what and when, page by page', async () => {
    // More than a page of it.
    for (let index = 0; index < 30; index += 1) await logIn('operator');
    const view = await open('audit', 'auditor');
    await view.page.waitForSelector('#trail-table tbody tr');
    assert.equal((await rows(view, 'trail-table')).length, 50);
    await view.page.click('#older');
    await eventually('older ones', async () => (await rows(view, 'trail-table')).length > 50);

    await view.page.selectOption('#action', 'key.revoked');
    await eventually('one action', async () => {
      const found = await rows(view, 'trail-table');
      return (found.length === 1 && /user:administrator Key revoked key:/.test(found[0])) || found;
    });
    assert.match(view.page.url(), /action=key\.revoked/);
    await view.shot('audit');
    await view.page.selectOption('#action', '');
    await view.page.fill('#actor', 'user:administrator');
    await view.page.click('#search [type=submit]');
    await eventually('one person', async () => {
      const found = await rows(view, 'trail-table');
      return (found.length > 5 && found.every((text) => text.includes('user:administrator'))) || found;
    });
    await view.page.fill('#actor', '');
    await view.page.fill('#text', 'CLARA');
    await view.page.click('#search [type=submit]');
    await eventually('text', async () => {
      const found = await rows(view, 'trail-table');
      return (found.length > 3 && found.every((text) => text.includes('clara'))) || found;
    });
    await view.page.fill('#to', '2020-01-01T00:00');
    await view.page.click('#search [type=submit]');
    await eventually('nothing so old', async () => /No entry is like that/.test((await rows(view, 'trail-table')).join()));
    // A link to a search is that search.
    await view.page.goto(new URL(`${ADDRESS.audit}?action=user.added&actor=user%3Aadministrator`, service.url).href);
    await eventually('linked', async () => {
      const found = await rows(view, 'trail-table');
      return (found.length === 1 && found[0].includes('user:clara')) || found;
    });
    assert.deepEqual(view.complaints, []);
    await view.page.context().close();
  });

  await check('models and policies are shown with who changed what', async () => {
    const view = await open('models', 'supervisor');
    await view.page.waitForSelector('#changes-table tbody tr');
    const { active, policies } = await asUser(view, '/v1/models');
    const models = (await rows(view, 'models-table')).join('\n');
    assert.ok(models.includes(`${active.model} ${active.version}`) && models.includes(active.sha256.slice(0, 12)), models);
    assert.deepEqual(await rows(view, 'policies-table'), policies.map(({ name, version }) => `any other lane ${name} ${version}`));
    const changes = await rows(view, 'changes-table');
    assert.ok(changes.some((text) => text.includes('Service started') && text.includes(active.sha256)), changes.join('\n'));
    assert.equal(await view.page.locator('#models-table button').count(), 0, 'a supervisor activates nothing');
    await view.shot('models');
    assert.deepEqual(view.complaints, []);
    await view.page.context().close();
  });

  await check('the lines are live, and figures that are not there yet are said to be', async () => {
    const view = await open('supervisor', 'supervisor');
    await view.page.waitForSelector('#live-table tbody tr');
    const scans = async () => {
      const { total } = await asUser(view, '/v1/statistics/lanes');
      const [shown] = (await rows(view, 'live-table')).map((text) => Number(/no lane (\d+)/.exec(text)?.[1]));
      return (total.scans > 0 && shown === total.scans) || [shown, total.scans];
    };
    await eventually('scans of the last minutes', scans);
    assert.match(await view.page.textContent('#hit-plot'), /nothing to show/);
    await view.shot('supervisor');
    assert.deepEqual(view.complaints, []);
    await view.page.context().close();
    // An administrator sees the lines, and not how people decide.
    const keeps = await open('supervisor', 'administrator');
    await keeps.page.waitForSelector('#live-table tbody tr');
    assert.equal(await keeps.page.isVisible('#review'), false);
    assert.deepEqual(keeps.complaints, []);
    await keeps.page.context().close();
  });

  for (const [name, user] of [['people', 'administrator'], ['models', 'administrator'], ['audit', 'auditor'], ['supervisor', 'supervisor']]) {
    await check(`axe finds nothing serious on the page ${name}`, async () => {
      const view = await open(name, user);
      await view.page.waitForSelector('table tbody tr');
      await view.page.waitForTimeout(500);
      assert.deepEqual(await accessFaults(view.page), []);
      await view.page.context().close();
    });
  }

  await check('the supervisor’s pages: no error, no foreign request, no violation of the content policy', () => {
    // The browser says of a refusal that it is one.
    assert.deepEqual(keeper.complaints.filter((text) => !/status of (401|409)/.test(text)), []);
  });
  await keeper.page.context().close();
}
