// The page to log in.

import assert from 'node:assert/strict';

import { accessFaults } from './access.mjs';
import { check, eventually } from './checks.mjs';
import { ConsolePage } from './page.mjs';
import { PASSWORD } from './service.mjs';

/** Logs in by keyboard alone; the page that comes is the operator's. */
export async function logInByKeyboard(page, name) {
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
}

export async function checkLogin(browser, url) {
  const login = await ConsolePage.open(browser, url);
  const { page } = login;

  await check('log in: whoever is not logged in is asked to', async () => {
    assert.equal(new URL(page.url()).pathname, '/login');
    await eventually('texts', async () => (await page.textContent('#title')) === 'Log in');
    assert.deepEqual(await accessFaults(page), []);
    await login.shot('login');
  });

  await check('log in: a wrong password is refused with the reason, and nothing else is told', async () => {
    await page.fill('#name', 'anna');
    await page.fill('#password', 'not this one, surely');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#problem:not([hidden])');
    assert.match(await page.textContent('#problem'), /wrong/i);
    assert.equal(new URL(page.url()).pathname, '/login');
    // The browser tells of the refusal by itself.
    login.complaints = login.complaints.filter((one) => !/401/.test(one));
  });

  await check('log in: name and password by keyboard lead to the queue', async () => {
    await page.fill('#name', '');
    await page.fill('#password', '');
    await page.focus('#name');
    await logInByKeyboard(page, 'anna');
    await page.waitForSelector('#decision:not([hidden])');
    assert.equal((await login.get('/v1/session')).user, 'anna');
    assert.deepEqual(login.complaints, []);
  });
  return login;
}
