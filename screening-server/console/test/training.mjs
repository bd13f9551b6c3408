// A trainer's whole path through the pages: an exercise is built, published, assigned, taken by two trainees, scored,
// exported and played. And what can go wrong on the way. `node training.mjs` runs it alone.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { accessFaults } from './access.mjs';
import { check, eventually, finish } from './checks.mjs';
import { misfits } from './fit.mjs';
import { ConsolePage, launch } from './page.mjs';
import { LearningSystem, open as openPackage, unzip } from './scorm.mjs';
import { Service, noSamples } from './service.mjs';

const STUDIO = '/console/pages/studio.html';
const TRAINING = '/console/pages/training.html';
const ITEMS = 6;
/** Programs that are not optimised draw slowly. */
const MADE_MS = 240_000;
const SIDE = 160;

export async function checkTraining(browser) {
  let service = await Service.startWithPeople(['trainer', 'anna=operator', 'ben=operator', 'auditor'], { samples: noSamples() });
  const open = (address, user, more = {}) => ConsolePage.open(browser, new URL(address, service.url).href, { user, ...more });
  const trainer = await open(STUDIO, 'trainer');
  const anna = await open(TRAINING, 'anna');
  const ben = await open(TRAINING, 'ben');
  const ask = async (view, method, path, data) => {
    const { origin } = new URL(service.url);
    return view.page.context().request.fetch(new URL(path, service.url).href, { method, data, headers: { origin } });
  };
  /** Makes an exercise without the form, for anna; its id. */
  const make = async (title, rules, more = {}) => {
    const answer = await ask(trainer, 'POST', '/v1/exercises', { title, rules: { picture_side: SIDE, seed: 5, ...rules }, ...more });
    assert.equal(answer.status(), 201, await answer.text());
    const { id } = await answer.json();
    await eventually(`${title} is made`, async () => {
      const [{ state, fault, made }] = (await trainer.get(`/v1/exercises/${id}`)).versions;
      return state === 'ready' || [state, fault, made];
    }, MADE_MS);
    assert.equal((await ask(trainer, 'POST', `/v1/exercises/${id}/versions/1/publish`)).status(), 200);
    assert.equal((await ask(trainer, 'PUT', `/v1/exercises/${id}/trainees`, { trainees: ['anna'] })).status(), 200);
    return id;
  };
  const context = {
    get service() {
      return service;
    },
    async restart() {
      service = await service.startAgain();
    },
    trainer,
    anna,
    ben,
    ask,
    make,
  };

  const path = await checkPath(context, browser);
  await checkKinds(context);
  await checkRefusals(context);
  await checkInterruption(context);
  await checkPagesFit(context, open, path);
  await check('training: no error, no foreign request, no violation of the content policy', () => {
    // The browser says of a refusal, and of a service that is away, that it is so.
    const wrong = [trainer, anna, ben].flatMap(({ complaints }) => complaints).filter((text) => !/status of (400|404|409)|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/.test(text));
    assert.deepEqual(wrong, []);
  });
  for (const { page } of [trainer, anna, ben]) await page.context().close();
  await service.kill();
}

/** The items of a version with their truth, by the SHA-256 of the picture. */
async function truths({ trainer, ask }, id) {
  const { items } = await trainer.get(`/v1/exercises/${id}/versions/1/items`);
  const found = new Map();
  for (const item of items) {
    const picture = await (await ask(trainer, 'GET', `/v1/exercises/${id}/versions/1/items/${item.number}/picture`)).body();
    found.set(hash(picture), item);
  }
  return found;
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The session that the page is in. */
const sessionOf = (view) => /#\/(?:session|result)\/(.+)$/.exec(view.page.url())?.[1];

/** Waits until an item is asked, whole on the screen; its truth. */
async function asked(context, view, known, position) {
  await view.page.waitForURL(/#\/session\//);
  await eventually(`item ${position} is asked`, () =>
    view.page.evaluate((wanted) => {
      const bar = document.querySelector('#answer');
      const drawn = document.querySelector('.viewer .stage')?.dataset.drawn;
      const text = document.querySelector('#progress-text')?.textContent ?? '';
      return (bar?.dataset.state === 'asking' && drawn === 'whole' && text.startsWith(`${wanted} `)) || `${bar?.dataset.state} ${drawn} ${text}`;
    }, position + 1),
  );
  const picture = await (await context.ask(view, 'GET', `/v1/training/sessions/${sessionOf(view)}/items/${position}/picture`)).body();
  const item = known.get(hash(picture));
  assert.ok(item, 'the picture is of the exercise');
  return item;
}

const middleOf = ([x, y, width, height]) => [x + width / 2, y + height / 2];

/** Marks a place with the mouse: the picture lies in the middle of the stage, as large as its caption says. */
async function markByMouse({ page }, [x, y], [width, height]) {
  const { box, zoom } = await page.evaluate(() => {
    const { left, top, width: wide, height: high } = document.querySelector('.viewer .stage').getBoundingClientRect();
    const percent = Number.parseFloat(document.querySelector('.viewer .zoom').textContent);
    return { box: { left, top, wide, high }, zoom: percent / 100 };
  });
  await page.mouse.click(box.left + box.wide / 2 + (x - width / 2) * zoom, box.top + box.high / 2 + (y - height / 2) * zoom);
}

/** Marks a place with the keyboard: the cross comes into the middle and goes from there. */
async function markByKeys({ page }, [x, y], [width, height]) {
  await page.keyboard.press('Enter');
  for (const [by, less, more] of [[Math.round(x) - Math.round(width / 2), 'ArrowLeft', 'ArrowRight'], [Math.round(y) - Math.round(height / 2), 'ArrowUp', 'ArrowDown']]) {
    const key = by < 0 ? less : more;
    for (let left = Math.abs(by); left > 0; left -= left >= 10 ? 10 : 1) await page.keyboard.press(left >= 10 ? `Shift+${key}` : key);
  }
  await page.keyboard.press('Enter');
}

const marks = ({ page }) => page.$$eval('.viewer .marks circle.mark', (all) => all.length);

async function checkPath(context, browser) {
  const { trainer, anna, ben } = context;
  const { page } = trainer;
  let id = '';

  await check('studio: the form says at each field what is wrong, and sends nothing', async () => {
    await page.waitForSelector('#exercises-table tbody tr');
    assert.match(await page.textContent('#exercises-table'), /There is no exercise yet/);
    await trainer.shot('studio-empty');
    await page.click('#new');
    await page.waitForSelector('.rules-form');
    await page.fill('#field-items', '0');
    await page.fill('#field-time_limit_s', '601');
    await page.fill('[data-field=superposition] input >> nth=0', '80');
    await page.fill('[data-field=superposition] input >> nth=1', '20');
    await page.click('.rules-form [type=submit]');
    const fault = (name) => page.textContent(`#fault-${name}`);
    assert.match(await fault('title'), /title/);
    assert.match(await fault('items'), /from 1 to 200/);
    assert.match(await fault('time_limit_s'), /from 1 to 600/);
    assert.match(await fault('superposition'), /lower one first/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'field-title');
    assert.equal(await page.getAttribute('#field-items', 'aria-invalid'), 'true');
    await trainer.shot('studio-faults');
    await page.selectOption('#field-kind', 'enhancement');
    await page.fill('#field-items', '5');
    await page.click('.rules-form [type=submit]');
    assert.match(await fault('items'), /even/);
    assert.ok(await page.isHidden('[data-field=keep_near]'));
    assert.deepEqual((await trainer.get('/v1/exercises')).exercises, []);
    assert.deepEqual(await misfits(page), []);
  });

  await check('studio: an exercise is built by rules, with its progress, previewed with the truth, and published', async () => {
    await page.selectOption('#field-kind', 'free_search');
    await page.fill('#field-title', 'Pistols among goods');
    await page.fill('[data-field=lead] textarea', 'Look for the grip at an angle to the barrel.');
    await page.fill('#field-items', String(ITEMS));
    await page.fill('#field-time_limit_s', '');
    await page.fill('[data-field=superposition] input >> nth=0', '0');
    await page.fill('[data-field=superposition] input >> nth=1', '95');
    for (const box of await page.$$('[data-field=classes] input')) await box.setChecked((await box.getAttribute('value')) === 'pistol');
    await page.fill('#field-picture_side', String(SIDE * 2));
    await page.fill('#field-seed', '3');
    await page.$eval('#form-title', (title) => title.scrollIntoView());
    await trainer.shot('studio-form');
    await page.click('.rules-form [type=submit]');
    await page.waitForSelector('#versions-table tbody tr');
    id = /#\/exercise\/(.+)$/.exec(page.url())[1];
    await page.waitForSelector('#versions-table progress');
    await trainer.shot('studio-making');
    const { versions: [{ rules }] } = await trainer.get(`/v1/exercises/${id}`);
    assert.deepEqual(
      [rules.kind, rules.items, rules.prevalence, rules.classes, rules.superposition, rules.time_limit_s, rules.seed, rules.feedback],
      ['free_search', ITEMS, 0.5, ['pistol'], [0, 0.95], null, 3, 'at_once'],
    );
    await page.waitForSelector('#versions-table button:has-text("Publish")', { timeout: MADE_MS });
    await page.click('#versions-table button:has-text("Preview")');
    await page.waitForSelector('#preview .item');
    const { items } = await trainer.get(`/v1/exercises/${id}/versions/1/items`);
    const shown = await page.$$eval('#preview .item', (all) => all.map((item) => item.querySelector('dd').textContent));
    assert.deepEqual(shown, items.map(({ truth }) => (truth.threat ? 'Pistol' : 'There is no threat')));
    await page.$$eval('#preview img', (images) => images.forEach((image) => (image.loading = 'eager')));
    await eventually('pictures', () => page.$$eval('#preview img', (images) => images.every((image) => image.naturalWidth > 0)));
    assert.deepEqual(await misfits(page), []);
    await page.$eval('#preview', (panel) => panel.scrollIntoView());
    await trainer.shot('studio-preview');
    await page.click('#versions-table button:has-text("Publish")');
    await eventually('published', async () => /published/.test(await page.textContent('#versions-table')));
  });

  await check('studio: trainees are assigned; a name that is no account is refused and changes nothing', async () => {
    await page.fill('#trainee', 'nobody');
    await page.click('button:has-text("Assign")');
    await page.waitForSelector('#problem:not([hidden])');
    assert.match(await page.textContent('#problem'), /no account called 'nobody'/);
    await page.fill('#trainee', 'anna, ben');
    await page.keyboard.press('Enter');
    await eventually('assigned', async () => (await page.$$('.names li button')).length === 2);
    assert.deepEqual((await trainer.get(`/v1/exercises/${id}`)).trainees, ['anna', 'ben']);
    assert.ok(await page.isHidden('#problem'));
  });

  const known = await truths(context, id);
  const counts = { anna: [0, 0, 0, 0], ben: [0, 0, 0, 0] };

  await check('training: a trainee who sees all finds every threat, by mouse and by keyboard, and is told at once', async () => {
    const { page: at } = anna;
    await at.reload();
    await at.waitForSelector('.card');
    assert.match(await at.textContent('.card'), /Pistols among goods.*Free search.*grip at an angle/s);
    await anna.shot('training-home');
    await at.click('.card button');
    let threats = 0;
    for (let position = 0; position < ITEMS; position += 1) {
      const { truth, size } = await asked(context, anna, known, position);
      if (position === 0) await anna.shot('training-free-search');
      if (truth.threat) {
        // Too early: nothing is marked.
        await at.keyboard.press('o');
        assert.match(await at.textContent('#answer .notice'), /Mark where/);
        const place = middleOf(truth.threat.bbox);
        await (threats % 2 === 0 ? markByMouse(anna, place, size) : markByKeys(anna, place, size));
        await eventually('the mark', async () => (await marks(anna)) === 1);
        threats += 1;
        await at.keyboard.press('o');
      } else {
        await at.keyboard.press('c');
      }
      counts.anna[truth.threat ? 0 : 3] += 1;
      await at.waitForSelector('#answer[data-state=told]');
      assert.match(await at.textContent('#answer .verdict'), truth.threat ? /^Right: Pistol/ : /^Right: there is no threat/);
      const stages = await at.$$eval('.viewer .stage:not(.none)', (all) => all.length);
      assert.equal(stages, truth.threat ? 2 : 1, 'the object alone beside the picture');
      if (truth.threat) {
        await eventually('both drawn', () => at.$$eval('.viewer .stage', (all) => all.every((stage) => stage.dataset.drawn === 'whole')));
        assert.equal(await at.$$eval('.viewer .marks .truth', (all) => all.length), 2);
        if (threats === 1) await anna.shot('training-told');
      }
      await at.keyboard.press(' ');
    }
    await at.waitForURL(/#\/result\//);
    await at.waitForSelector('#result-parts .score-line');
    assert.match(await at.textContent('.score-line'), new RegExp(`${ITEMS} of ${ITEMS}`));
    const { by_week } = (await anna.get('/v1/training/scores')).sheet;
    assert.equal(by_week.length, 1);
    assert.equal(await at.$$eval('#result-scores svg .mark', (all) => all.length), 1, 'the learning curve');
    assert.deepEqual(await misfits(at), []);
    await anna.shot('training-result');
    await at.click('#result-parts table button >> nth=0');
    await at.waitForSelector('.look .stage');
    await eventually('drawn', () => at.$$eval('.look .stage', (all) => all.every((stage) => stage.dataset.drawn === 'whole')));
    await anna.shot('training-look');
    await at.click('.look-foot button');
  });

  await check('training: a trainee who guesses by a pattern is told what was right', async () => {
    const { page: at } = ben;
    await at.reload();
    await at.click('.card button');
    for (let position = 0; position < ITEMS; position += 1) {
      const { truth, size } = await asked(context, ben, known, position);
      const says = position % 2 === 0;
      if (says) await markByMouse(ben, [2, 2], size);
      await at.click(`#answer [data-action=training-${says ? 'threat' : 'no-threat'}]`);
      counts.ben[truth.threat ? (says ? 0 : 1) : says ? 2 : 3] += 1;
      await at.waitForSelector('#answer[data-state=told]');
      const wanted = truth.threat ? (says ? /not where you marked/ : /^Wrong. It is: Pistol/) : says ? /^Wrong: there is no threat/ : /^Right: there is no threat/;
      assert.match(await at.textContent('#answer .verdict'), wanted);
      await at.keyboard.press('Enter');
    }
    await at.waitForSelector('#result-parts .score-line');
    const right = counts.ben[3];
    assert.match(await at.textContent('.score-line'), new RegExp(`${right} of ${ITEMS}`));
  });

  await check('studio: the trainer sees the scores that the answers come to', async () => {
    await page.click('button:has-text("Refresh")');
    await page.waitForSelector('#scores tr[data-trainee=ben]');
    const table = page.locator('#scores table').first();
    const names = await table.locator('thead th').allTextContents();
    for (const [name, count] of Object.entries(counts)) {
      const cells = await table.locator(`tr[data-trainee=${name}] > *`).evaluateAll((all) => all.map((cell) => cell.querySelector('span')?.firstChild?.textContent ?? cell.textContent));
      const shown = Object.fromEntries(names.map((head, index) => [head, cells[index]]));
      for (const [head, value] of Object.entries(expected(count))) assert.equal(shown[head], value, `${name}: ${head}`);
      assert.equal(shown.Answers, String(ITEMS), name);
    }
    const right = await table.locator('tr[data-trainee=anna] > *').allTextContents();
    assert.ok(right.some((text) => text.startsWith('100%')), right.join());
    await page.$eval('#exercise-scores', (title) => title.scrollIntoView());
    await trainer.shot('studio-scores');
    assert.equal(await page.$$eval('#scores .plot svg .mark', (all) => all.length), 4, 'a point and a sign of each trainee');
    await page.selectOption('#by-trainee', 'ben');
    await eventually('factors of ben', async () => new RegExp(`Hits: ${counts.ben[0]}, misses: ${counts.ben[1]}`).test(await page.textContent('#scores')));
    assert.deepEqual(await misfits(page), []);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('#csv')]);
    const lines = readFileSync(await file.path(), 'utf8').trim().split('\r\n');
    assert.equal(file.suggestedFilename(), 'scores.csv');
    assert.deepEqual(lines.slice(1).map((line) => line.split(',').slice(0, 7).join()), [`anna,${ITEMS},0,${counts.anna}`, `ben,${ITEMS},0,${counts.ben}`]);
  });

  await check('studio: the exercise is exported and played by a run-time', async () => {
    const system = await LearningSystem.start();
    const learner = await browser.newContext({ locale: 'en-GB' });
    await page.selectOption('.export select', 'scorm12');
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-action=export]')]);
    assert.match(file.suggestedFilename(), /scorm12\.zip$/);
    system.files = unzip(readFileSync(await file.path()));
    const { items } = JSON.parse(system.files.get('player/content.json'));
    const { page: playing, frame } = await openPackage(learner, `${system.url}/play?standard=scorm12`);
    await frame.click('#begin');
    for (const { truth, size } of items) {
      await frame.waitForSelector('#answers button');
      if (truth.threat) {
        const [x, y] = middleOf(truth.threat.bbox);
        const { width, height } = await frame.$eval('#picture', (image) => image.getBoundingClientRect().toJSON());
        await frame.click('#picture', { position: { x: (x / size[0]) * width, y: (y / size[1]) * height }, force: true });
      } else {
        await frame.click('#answers button');
      }
      await frame.waitForSelector('#next:not([hidden])');
      assert.match(await frame.textContent('#verdict'), /^Right/);
      await frame.click('#next');
    }
    await frame.waitForSelector('#end:not([hidden])');
    const score = await playing.evaluate(() => JSON.parse(JSON.stringify(window.API.renderCommitCMI(true))).cmi.core.score.raw);
    assert.equal(String(score), '100');
    await learner.close();
    system.server.close();
  });
  return id;
}

/** What the page should show of hits, misses, false alarms and correct rejections; computed here alone. */
function expected([hits, misses, alarms, rejections]) {
  const [threats, ordinary] = [hits + misses, alarms + rejections];
  const [hit, alarm] = [hits / threats, alarms / ordinary];
  // The log-linear correction (Hautus 1995).
  const [zh, zf] = [inverseNormal((hits + 0.5) / (threats + 1)), inverseNormal((alarms + 0.5) / (ordinary + 1))];
  const above = (h, f) => 0.5 + ((h - f) * (1 + h - f)) / (4 * h * (1 - f));
  const aPrime = hit === alarm ? 0.5 : hit > alarm ? above(hit, alarm) : 1 - above(alarm, hit);
  const two = (value) => (Math.abs(value) < 0.005 ? '0.00' : value.toFixed(2));
  const percent = (value) => `${Math.round(value * 100)}%`;
  return {
    'Hit rate': percent(hit),
    'False-alarm rate': percent(alarm),
    "Sensitivity d'": two(zh - zf),
    'Criterion c': two(-(zh + zf) / 2),
    "Sensitivity A'": two(aPrime),
  };
}

/** By bisection of the distribution function, which is integrated by Simpson's rule. */
function inverseNormal(share) {
  const density = (x) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const below = (x) => {
    const [steps, width] = [2000, x / 2000];
    let sum = density(0) + density(x);
    for (let step = 1; step < steps; step += 1) sum += density(step * width) * (step % 2 === 1 ? 4 : 2);
    return 0.5 + (sum * width) / 3;
  };
  let [low, high] = [-8, 8];
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

async function checkKinds(context) {
  const { anna, make } = context;
  const { page } = anna;
  const kinds = [
    ['click_threat', { classes: ['revolver'] }],
    ['yes_no', { classes: ['pistol'], enhancements: ['inverse', 'edge'], feedback: 'at_end' }],
    ['name_class', { classes: ['barrel'] }],
    ['match_part', {}],
    ['everyday', {}],
    ['enhancement', { classes: ['pistol'], enhancements: ['inverse'] }],
    ['inspectable', {}],
  ];
  for (const [kind, rules] of kinds) {
    await check(`training: ${kind} is asked, answered and told`, async () => {
      const id = await make(`Kind ${kind}`, { kind, items: 2, superposition: [0, 0.95], ...rules });
      const known = await truths(context, id);
      await page.goto(new URL(TRAINING, context.service.url).href);
      await page.click(`[data-exercise="${id}"] button`);
      for (let position = 0; position < 2; position += 1) {
        const { truth, size, choices } = await asked(context, anna, known, position);
        if (kind === 'yes_no' && position === 0) await checkAllowed(anna);
        if (kind === 'enhancement') {
          const badge = await page.textContent('.viewer-place .badges');
          assert.match(badge, position === 0 ? /Plain/ : /Inverse/);
          // It stays on, whatever is reset.
          await page.keyboard.press('r');
          await page.keyboard.press('2');
          assert.equal(await page.textContent('.viewer-place .badges'), badge);
        }
        assert.deepEqual(await misfits(page), []);
        if (position === 1 || kind !== 'enhancement') await anna.shot(`training-${kind}${position === 0 ? '' : '-2'}`);
        if (kind === 'match_part') await eventually('pictures', () => page.$$eval('#answer img', (all) => all.length === 3 && all.every((image) => image.naturalWidth > 0)));
        if (choices.length > 0) {
          assert.equal(await page.$$eval('#answer [data-action^=training-choice]', (all) => all.length), choices.length);
          await page.keyboard.press('ashjk'[truth.choice]);
        } else if (kind === 'click_threat') {
          await markByKeys(anna, middleOf(truth.threat.bbox), size);
          // A second mark takes the place of the first.
          await markByMouse(anna, middleOf(truth.threat.bbox), size);
          assert.ok((await marks(anna)) <= 1);
          if ((await marks(anna)) === 0) await markByMouse(anna, middleOf(truth.threat.bbox), size);
          await page.click('#answer [data-action=training-threat]');
        } else {
          await page.keyboard.press(truth.threat ? 'o' : 'c');
        }
        if (kind === 'yes_no') continue;
        await page.waitForSelector('#answer[data-state=told]');
        assert.match(await page.textContent('#answer .verdict'), /^Right/);
        if (position === 0) await anna.shot(`training-${kind}-told`);
        await page.keyboard.press(' ');
      }
      await page.waitForSelector('#result-parts .score-line');
      assert.match(await page.textContent('.score-line'), /2 of 2/);
      if (kind === 'match_part') {
        await page.click('#result-parts table button >> nth=0');
        await page.waitForSelector('.look-choices .right');
        await anna.shot('training-look-choices');
        await page.click('.look-foot button');
      }
    });
  }
}

/** Only what the rules allow is there, and nothing else works. */
async function checkAllowed({ page }) {
  const visible = await page.$$eval('.viewer-place .viewer-tools .tool:not([hidden])', (all) => all.map((one) => one.dataset.action));
  assert.deepEqual(visible, ['viewer-pan', 'viewer-ruler', 'viewer-inverse', 'viewer-edge', 'viewer-reset'].sort((a, b) => visible.indexOf(a) - visible.indexOf(b)));
  const badges = () => page.textContent('.viewer-place .badges');
  await page.keyboard.press('5');
  assert.match(await badges(), /Plain/);
  await page.keyboard.press('2');
  assert.match(await badges(), /Inverse/);
  await page.keyboard.press('2');
}

async function checkRefusals(context) {
  const { anna, ask, make } = context;
  const { page } = anna;
  const id = await make('Twice', { kind: 'yes_no', items: 3, classes: ['pistol'] });
  const known = await truths(context, id);

  await check('training: an answer that was given elsewhere before is refused with a message, and nothing is lost', async () => {
    await page.goto(new URL(TRAINING, context.service.url).href);
    await page.click(`[data-exercise="${id}"] button`);
    const { truth } = await asked(context, anna, known, 0);
    const session = sessionOf(anna);
    const first = await ask(anna, 'POST', `/v1/training/sessions/${session}/answers`, { position: 0, answer: { threat: truth.threat !== null } });
    assert.equal(first.status(), 200);
    await page.keyboard.press(truth.threat ? 'c' : 'o');
    await page.waitForSelector('#answer[data-state=passed]');
    assert.match(await page.textContent('#answer .notice'), /first answer holds/);
    await anna.shot('training-twice');
    await page.keyboard.press(' ');
    await asked(context, anna, known, 1);
    await page.keyboard.press('c');
    await page.waitForSelector('#answer[data-state=told]');
    await page.keyboard.press(' ');
    await asked(context, anna, known, 2);
    assert.equal((await ask(anna, 'POST', `/v1/training/sessions/${session}/end`)).status(), 200);
    await page.keyboard.press('c');
    await page.waitForURL(/#\/result\//);
    await page.waitForSelector('#problem:not([hidden])');
    assert.match(await page.textContent('#problem'), /has ended/);
    const { answers } = await anna.get(`/v1/training/sessions/${session}/result`);
    assert.equal(answers.length, 2);
    assert.ok(answers[0].correct, 'the first answer holds');
    await anna.shot('training-after-the-end');
  });

  await check('training: an item over time is late; the exercise goes on', async () => {
    const limited = await make('Two seconds', { kind: 'yes_no', items: 2, time_limit_s: 2, classes: ['pistol'] });
    const all = await truths(context, limited);
    await page.goto(new URL(TRAINING, context.service.url).href);
    await page.click(`[data-exercise="${limited}"] button`);
    await asked(context, anna, all, 0);
    assert.match(await page.textContent('#clock'), /s left/);
    await page.waitForSelector('#answer[data-state=late]', { timeout: 6000 });
    await anna.shot('training-late');
    await page.keyboard.press(' ');
    await asked(context, anna, all, 1);
    await page.keyboard.press('c');
    await page.waitForSelector('#answer[data-state=told]');
    await page.keyboard.press(' ');
    await page.waitForSelector('#result-parts .score-line');
    assert.match(await page.textContent('#result-parts'), /Over time: 1/);
    assert.match(await page.textContent('#result-parts'), /time was over|time is over/i);
  });
}

async function checkInterruption(context) {
  const { anna, make } = context;
  const { page } = anna;

  await check('training: a reload, a cut line and a restart of the service lose nothing', async () => {
    const id = await make('Interrupted', { kind: 'yes_no', items: 3, classes: ['pistol'] });
    const known = await truths(context, id);
    await page.goto(new URL(TRAINING, context.service.url).href);
    await page.click(`[data-exercise="${id}"] button`);
    const { truth } = await asked(context, anna, known, 0);
    const session = sessionOf(anna);
    await page.reload();
    await asked(context, anna, known, 0);
    // The answer is given while the service is away.
    await context.service.kill();
    await page.keyboard.press(truth.threat ? 'o' : 'c');
    await page.waitForSelector('#answer[data-state=lost]', { timeout: 15_000 });
    assert.match(await page.textContent('#answer .notice'), /Nothing is lost/);
    await anna.shot('training-lost');
    await context.restart();
    await page.click('#answer button').catch(() => {});
    await page.waitForSelector('#answer[data-state=told]', { timeout: 15_000 });
    assert.match(await page.textContent('#answer .verdict'), /^Right/);
    await page.keyboard.press(' ');
    await asked(context, anna, known, 1);
    // Left, and gone on with from the list.
    await page.click('#leave');
    await page.click(`[data-exercise="${id}"] button:has-text("Go on")`);
    await asked(context, anna, known, 1);
    assert.equal(sessionOf(anna), session);
    await page.click('#end');
    await page.click('dialog [type=submit]');
    await page.waitForSelector('#result-parts .score-line');
    assert.match(await page.textContent('.score-line'), /1 of 3/);
  });
}

async function checkPagesFit(context, open, id) {
  for (const [name, address, user, ready] of [
    ['studio', STUDIO, 'trainer', '#exercises-table tbody a'],
    ['form', `${STUDIO}#/new`, 'trainer', '.rules-form'],
    ['exercise', `${STUDIO}#/exercise/${id}`, 'trainer', '#scores table'],
    ['training', TRAINING, 'anna', '.card'],
  ]) {
    await check(`training: axe finds nothing serious on the page ${name}, and it is light`, async () => {
      const view = await open(address, user);
      await view.page.waitForSelector(ready);
      await view.page.waitForTimeout(300);
      assert.deepEqual(await accessFaults(view.page), []);
      assert.deepEqual(await misfits(view.page), []);
      await view.shot(`axe-${name}`);
      await view.page.context().close();
    });
  }
  await check('training: the form fits in every language', async () => {
    for (const language of ['uk', 'es', 'fr', 'sr', 'sq', 'ar']) {
      const view = await open(`${STUDIO}#/exercise/${id}`, 'trainer', { language });
      await view.page.waitForSelector('#scores table');
      assert.deepEqual(await misfits(view.page), [], language);
      await view.shot(`studio-${language}`);
      await view.page.goto(new URL(`${STUDIO}#/new`, context.service.url).href);
      await view.page.waitForSelector('.rules-form');
      assert.deepEqual(await misfits(view.page), [], language);
      await view.shot(`studio-form-${language}`);
      assert.deepEqual(view.complaints, [], language);
      await view.page.context().close();
    }
  });
  await check('studio: an auditor sees exercises and changes nothing', async () => {
    const view = await open(`${STUDIO}#/exercise/${id}`, 'auditor');
    await view.page.waitForSelector('#versions-table tbody tr');
    assert.equal(await view.page.locator('#new-version, #trainee, [data-action=export], #csv').count(), 0);
    await view.page.context().close();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await launch();
  await checkTraining(browser);
  await browser.close();
  process.exitCode = finish() ? 0 : 1;
}
