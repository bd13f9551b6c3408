// The page to browse the interface.

import assert from 'node:assert/strict';

import { check, eventually } from './checks.mjs';
import { ConsolePage } from './page.mjs';

/** All that the page promises, with the description itself as the measure. */
export async function checkDocs(browser, service, picture) {
  const docs = await ConsolePage.open(browser, new URL('/docs', service.url).href);
  const { page } = docs;
  await page.waitForSelector('.operation');
  const description = await service.get('/openapi.json');
  const operations = Object.entries(description.paths).flatMap(([path, item]) =>
    Object.keys(item).filter((key) => key !== 'parameters').map((method) => `${method.toUpperCase()} ${path}`),
  );

  await check('docs: every operation of the description, in text and contents', async () => {
    const read = (selector) =>
      page.$$eval(selector, (all) => all.map((one) => `${one.querySelector('.method').textContent} ${one.lastChild.textContent}`));
    assert.deepEqual((await read('.operation h3')).sort(), operations.sort());
    assert.deepEqual((await read('nav a:has(.method)')).sort(), operations.sort());
    const schemas = await page.$$eval('.schema', (all) => all.map((one) => one.id.replace('schema-', '')));
    assert.deepEqual(schemas, Object.keys(description.components.schemas));
    await docs.shot('docs');
  });

  await check('docs: parameters and answers of each operation', async () => {
    for (const [path, item] of Object.entries(description.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        const article = page.locator('.operation').filter({ has: page.locator('h3', { hasText: new RegExp(`^${method}${escape(path)}$`, 'i') }) });
        const text = await article.textContent();
        for (const { name } of operation.parameters ?? []) assert.ok(text.includes(name), `${method} ${path}: ${name}`);
        for (const status of Object.keys(operation.responses)) assert.ok(text.includes(status), `${method} ${path}: ${status}`);
      }
    }
  });

  const post = page.locator('#post-v1-scans');
  await check('docs: schemas open in place', async () => {
    await post.locator('.status-answer').first().locator('summary').first().click();
    await post.locator('details:has(> summary .name:text-is("report")) > summary').first().click();
    await post.locator('details:has(> summary .name:text-is("regions")) > summary').first().click();
    await eventually('box', () => post.locator('.name:text-is("box")').first().isVisible());
    await post.scrollIntoViewIfNeeded();
    await docs.shot('docs-schema');
  });

  await check('docs: the line for curl can be copied and follows the fields', async () => {
    await page.fill('#get-v1-scans [data-parameter="limit"]', '3');
    await page.selectOption('#get-v1-scans [data-parameter="decision"]', 'ALARM');
    await page.click('#get-v1-scans .curl button');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, `curl '${service.url}v1/scans?limit=3&decision=ALARM'`);
  });

  await check('docs: a GET and the POST of a picture can be tried', async () => {
    await page.click('#get-v1-scans .try button');
    await eventually('list', async () => /200.*"scans"/s.test(await page.locator('#get-v1-scans .answer').textContent()));
    await post.locator('input[type=file]').setInputFiles({ name: 'try.png', mimeType: 'image/png', buffer: picture });
    await post.locator('[data-parameter="parcel"]').fill('TRIED');
    await post.locator('.try button').click();
    await eventually('report', async () => /200.*"parcel": "TRIED"/s.test(await post.locator('.answer').textContent()));
    await post.locator('.answer').scrollIntoViewIfNeeded();
    await docs.shot('docs-tried');
  });

  await check('docs: no error and no violation of the content policy', async () => {
    assert.deepEqual(docs.complaints, []);
  });
  await docs.page.close();
}

function escape(text) {
  return text.replace(/[/{}.]/g, '\\$&');
}
