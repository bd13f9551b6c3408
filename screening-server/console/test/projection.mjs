// Live projection at the desk: a picture with a fictitious threat among the parcels, revealed once it is decided, and the
// monthly report of what people found.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { accessFaults } from './access.mjs';
import { check, eventually } from './checks.mjs';
import { ConsolePage } from './page.mjs';
import { writePng } from './png.mjs';
import { Service } from './service.mjs';

const PEOPLE = ['anna=operator', 'supervisor', 'auditor'];
const ON = ['--review-projection', '*=100', '--review-projection-seed', '7', '--review-projection-scale', '*=1.5,1.5', '--review-projection-realism', '0'];
/** A picture is screened and made on a slow machine. */
const LONG_MS = 120_000;

/** A parcel of paper goods, in which there is room. */
const harmless = writePng(320, 240, (x, y) => (x >= 32 && x < 288 && y >= 24 && y < 216 ? [250, 210, 160] : [255, 255, 255]));

/** @param {Buffer} marked a picture with an alarm */
export async function checkProjection(browser, marked) {
  const samples = mkdtempSync(join(tmpdir(), 'screening-no-samples-'));
  process.once('exit', () => rmSync(samples, { recursive: true, force: true }));
  const service = await Service.startWithPeople(PEOPLE, { samples, options: ON });
  await eventually('ready', async () => (await fetch(new URL('/readyz', service.url))).ok, LONG_MS);
  const anna = await ConsolePage.open(browser, service.url, { user: 'anna' });
  const auditor = await ConsolePage.open(browser, service.url, { user: 'auditor' });
  const { page } = anna;
  const trail = async () =>
    (await auditor.get('/v1/audit?limit=500')).entries.filter(({ action }) => action.startsWith('projection.')).reverse();
  const before = async () => JSON.stringify((await anna.get('/v1/scans?limit=500')).scans.map(({ id, decision }) => [id, decision]));
  let made = [];

  await check('projection: a picture of a cleared parcel waits, and nothing tells it from another', async () => {
    await anna.send('CLEAR-1', harmless);
    await anna.send('CLEAR-2', harmless);
    await anna.send('ALARM-1', marked);
    await eventually('pictures', async () => {
      made = (await trail()).filter(({ action }) => action === 'projection.made');
      return made.length === 2 && (await anna.get('/v1/review/queue')).items.length === 3;
    }, LONG_MS);
    const { items } = await anna.get('/v1/review/queue?limit=100');
    const ids = made.map(({ details }) => details.projection);
    const copy = items.find(({ scan_id: id }) => ids.includes(id));
    const other = items.find(({ scan_id: id }) => !ids.includes(id));
    assert.ok(copy && other, `${items.length} wait`);
    assert.deepEqual(Object.keys(copy), Object.keys(other));
  });

  /** Takes a picture by its row, as one does with the keyboard. */
  const take = async (entry) => {
    const id = entry.details.projection;
    await page.click(`#parcels .parcel[data-id="${id}"]`);
    await eventually('shown', async () => (await anna.shown()) === id);
    await page.keyboard.press('Enter');
    await anna.stands('held');
    await page.waitForTimeout(400);
    return id;
  };

  await check('projection: a threat that is missed is revealed with its place', async () => {
    const scans = await before();
    await eventually('row', async () => (await page.$(`#parcels .parcel[data-id="${made[0].details.projection}"]`)) !== null, LONG_MS);
    const id = await take(made[0]);
    await page.keyboard.press('c');
    await anna.stands('revealed');
    await page.waitForSelector('#reveal[data-found="false"]:not([hidden])');
    const text = await page.textContent('#reveal');
    assert.match(text, /Training picture/);
    assert.match(text, /missed/);
    await page.waitForSelector('.viewer .region');
    assert.match(await page.textContent('.viewer .label'), /fictitious/);
    assert.equal(await page.locator('#outcome').isVisible(), false, 'nothing of it can be recorded');
    assert.equal(await page.locator('#sent .undo').count(), 0);
    assert.match(await page.textContent(`#sent [data-scan="${id}"]`), /training picture/);
    assert.deepEqual(await accessFaults(page), []);
    await anna.shot('projection-missed');
    assert.equal(await before(), scans, 'the list of scans is as it was');
  });

  await check('projection: the real parcel can be taken from there, without the threat', async () => {
    const host = made[0].subject.slice('scan:'.length);
    await page.keyboard.press('Enter');
    await anna.stands('held');
    await eventually('the host', async () => (await anna.shown()) === host);
    assert.equal(await page.locator('#reveal').isVisible(), false);
    assert.equal(await page.locator('.viewer .region').count(), 0);
    const held = await anna.get(`/v1/review/${host}`);
    assert.deepEqual([held.held_by, held.report.decision], ['anna', 'CLEAR']);
    await page.keyboard.press('q');
    await anna.stands('looking');
  });

  await check('projection: a threat that is found is revealed, and Space goes on', async () => {
    await take(made[1]);
    await page.keyboard.press('o');
    await page.waitForSelector('#reveal[data-found="true"]:not([hidden])');
    await anna.shot('projection-found');
    await page.keyboard.press(' ');
    await anna.stands('held');
    assert.equal(await page.locator('#reveal').isVisible(), false);
    await page.keyboard.press('q');
  });

  await check('projection: the trail and the monthly report have it, the figures do not', async () => {
    const entries = await trail();
    assert.ok(entries.some(({ action, details }) => action === 'projection.decided' && details.found === 'false'));
    const supervisor = await ConsolePage.open(browser, new URL('/console/pages/projections.html', service.url).href, { user: 'supervisor' });
    await supervisor.page.waitForSelector('#projections-table tbody tr th');
    assert.match(await supervisor.page.textContent('#projections-table'), /anna/);
    assert.ok((await supervisor.page.locator('#projections-table .rate-line').count()) > 0);
    assert.deepEqual(await accessFaults(supervisor.page), []);
    await supervisor.shot('projection-report');
    const { buckets } = await supervisor.get('/v1/statistics/decisions?by=day');
    assert.deepEqual(buckets, []);
    assert.deepEqual([anna.complaints, supervisor.complaints], [[], []]);
    await supervisor.page.context().close();
  });

  await check('projection: the audit trail is whole', async () => {
    await service.kill();
    const { status, text } = service.verifyAudit();
    assert.equal(status, 0, text);
  });
  await page.context().close();
  await auditor.page.context().close();
}
