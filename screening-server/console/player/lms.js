// How a package talks to the learning system that plays it: SCORM 2004, SCORM 1.2 or cmi5, whichever there is.

/**
 * What is told of one answer.
 * @typedef {object} Interaction
 * @property {number} number from 0
 * @property {'true-false' | 'choice' | 'fill-in'} type
 * @property {string} response
 * @property {string | null} right the right response; null where it is an area
 * @property {boolean} correct
 * @property {number} tookMs
 */

/**
 * @typedef {object} Lms
 * @property {string} name
 * @property {string[]} languages what its reader likes to read, as tags, the best first; empty where it does not say
 * @property {string | null} back where to go at the end; null where the window is just closed
 * @property {() => string} saved what was saved before; empty where nothing was
 * @property {(state: string) => Promise<void>} save
 * @property {(interaction: Interaction) => Promise<void>} tell
 * @property {(share: number, pass: number) => Promise<void>} finish
 */

/** @typedef {Record<string, (...args: string[]) => string>} Api the functions of a SCORM run-time */

/**
 * The learning system around this page; one that keeps nothing where there is none.
 * @param {string} activity the exercise's address as an xAPI activity
 * @returns {Promise<Lms>}
 */
export async function connect(activity) {
  const query = new URLSearchParams(location.search);
  if (query.has('endpoint') && query.has('fetch')) return cmi5(query);
  const modern = find('API_1484_11');
  if (modern) return scorm2004(modern);
  const old = find('API');
  if (old) return scorm12(old);
  return { name: `none, ${activity}`, languages: [], back: null, saved: () => '', save: nothing, tell: nothing, finish: nothing };
}

async function nothing() {}

/**
 * The run-time's object in a frame above this one, or in the window that opened it.
 * @param {string} name
 * @returns {Api | null}
 */
function find(name) {
  for (const start of [window, window.opener]) {
    let at = start;
    for (let depth = 0; at && depth < 500; depth += 1) {
      try {
        if (at[name]) return at[name];
      } catch {
        break; // another site's page
      }
      if (at === at.parent) break;
      at = at.parent;
    }
  }
  return null;
}

/**
 * Calls that say what is wrong when the run-time refuses them.
 * @param {Api} api
 * @param {string} prefix
 */
function caller(api, prefix) {
  return (/** @type {string} */ name, /** @type {string[]} */ ...args) => {
    const answer = api[`${prefix}${name}`]?.(...args);
    if (String(answer) === 'true') return;
    const code = api[`${prefix}GetLastError`]?.() ?? '?';
    throw new Error(`${name} ${args[0] ?? ''}: ${api[`${prefix}GetErrorString`]?.(String(code)) ?? ''} (${code})`);
  };
}

/** @param {Api} api @returns {Lms} */
function scorm12(api) {
  const call = caller(api, 'LMS');
  call('Initialize', '');
  const set = (/** @type {string} */ key, /** @type {string | number} */ value) => call('SetValue', key, String(value));
  const status = api['LMSGetValue']?.('cmi.core.lesson_status');
  if (!status || status === 'not attempted') set('cmi.core.lesson_status', 'incomplete');
  return {
    name: 'SCORM 1.2',
    languages: [],
    back: null,
    saved: () => api['LMSGetValue']?.('cmi.suspend_data') ?? '',
    async save(state) {
      set('cmi.suspend_data', state);
      set('cmi.core.exit', 'suspend');
      call('Commit', '');
    },
    async tell({ number, type, response, right, correct, tookMs }) {
      const at = `cmi.interactions.${next((key) => api['LMSGetValue']?.(key))}`;
      const word = (/** @type {string} */ text) => (type === 'true-false' ? text.charAt(0) : text);
      set(`${at}.id`, `item_${number}`);
      set(`${at}.type`, type);
      if (right !== null) set(`${at}.correct_responses.0.pattern`, word(right));
      set(`${at}.student_response`, word(response));
      set(`${at}.result`, correct ? 'correct' : 'wrong');
      set(`${at}.latency`, timespan(tookMs));
    },
    async finish(share, pass) {
      set('cmi.core.score.min', 0);
      set('cmi.core.score.max', 100);
      set('cmi.core.score.raw', rounded(share * 100));
      set('cmi.core.lesson_status', share >= pass ? 'passed' : 'failed');
      set('cmi.core.exit', '');
      call('Commit', '');
      call('Finish', '');
    },
  };
}

/** @param {Api} api @returns {Lms} */
function scorm2004(api) {
  const call = caller(api, '');
  call('Initialize', '');
  const set = (/** @type {string} */ key, /** @type {string | number} */ value) => call('SetValue', key, String(value));
  set('cmi.completion_status', 'incomplete');
  return {
    name: 'SCORM 2004',
    languages: [],
    back: null,
    saved: () => api['GetValue']?.('cmi.suspend_data') ?? '',
    async save(state) {
      set('cmi.suspend_data', state);
      set('cmi.exit', 'suspend');
      call('Commit', '');
    },
    async tell({ number, type, response, right, correct, tookMs }) {
      const at = `cmi.interactions.${next((key) => api['GetValue']?.(key))}`;
      set(`${at}.id`, `item_${number}`);
      set(`${at}.type`, type);
      if (right !== null) set(`${at}.correct_responses.0.pattern`, right);
      set(`${at}.learner_response`, response);
      set(`${at}.result`, correct ? 'correct' : 'incorrect');
      set(`${at}.latency`, duration(tookMs));
    },
    async finish(share, pass) {
      set('cmi.score.min', 0);
      set('cmi.score.max', 100);
      set('cmi.score.raw', rounded(share * 100));
      set('cmi.score.scaled', rounded(share));
      set('cmi.completion_status', 'completed');
      set('cmi.success_status', share >= pass ? 'passed' : 'failed');
      set('cmi.exit', 'normal');
      call('Commit', '');
      call('Terminate', '');
    },
  };
}

const VERB = 'http://adlnet.gov/expapi/verbs/';
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const MASTERY = 'https://w3id.org/xapi/cmi5/context/extensions/masteryscore';

/**
 * cmi5: statements to the record store whose address came with the launch.
 * @param {URLSearchParams} query
 * @returns {Promise<Lms>}
 */
async function cmi5(query) {
  const part = (/** @type {string} */ name) => query.get(name) ?? '';
  const endpoint = part('endpoint').replace(/\/?$/, '/');
  const answer = await fetch(part('fetch'), { method: 'POST' });
  const token = (await answer.json())['auth-token'];
  if (!token) throw new Error('the learning system gave no token: launch the exercise again');
  const headers = { authorization: `Basic ${token}`, 'content-type': 'application/json', 'x-experience-api-version': '1.0.3' };
  const actor = JSON.parse(part('actor'));
  const [activity, registration] = [part('activityId'), part('registration')];
  const about = new URLSearchParams({ activityId: activity, agent: JSON.stringify(actor), registration });
  const of = (/** @type {string} */ id) => `${endpoint}activities/state?${about}&stateId=${id}`;
  const launched = await fetch(of('LMS.LaunchData'), { headers });
  if (!launched.ok) throw new Error(`the launch data cannot be read: ${launched.status}`);
  const launch = await launched.json();
  const template = launch.contextTemplate ?? {};
  // Who browses or reviews is not judged.
  const judged = (launch.launchMode ?? 'Normal') === 'Normal';
  const begun = Date.now();
  const kept = await fetch(of('exercise'), { headers });
  const saved = kept.ok ? await kept.text() : '';
  // Within one registration, an exercise is completed and passed once at most, and does not fail after that.
  const before = await fetch(of('told'), { headers });
  /** @type {string[]} */
  const told = before.ok ? await before.json() : [];
  const wishes = new URLSearchParams({ agent: JSON.stringify(actor), profileId: 'cmi5LearnerPreferences' });
  const liked = await fetch(`${endpoint}agents/profile?${wishes}`, { headers });
  const preference = liked.ok ? String((await liked.json()).languagePreference ?? '') : '';

  /** Keeps what a registration has been told. @param {string} verb */
  async function remember(verb) {
    told.push(verb);
    const sent = await fetch(of('told'), { method: 'PUT', headers, body: JSON.stringify(told) });
    if (!sent.ok) throw new Error(`the state could not be saved: ${sent.status}`);
  }

  /**
   * @param {string} verb
   * @param {{result?: object, object?: object, categories?: string[], extensions?: object}} more
   */
  async function state(verb, { result, object, categories = [], extensions } = {}) {
    const own = categories.map((id) => ({ id: CATEGORY + id }));
    const activities = template.contextActivities ?? {};
    const statement = {
      id: crypto.randomUUID(),
      timestamp: new Date().toISOString(),
      actor,
      verb: { id: VERB + verb, display: { 'en-US': verb } },
      object: object ?? { objectType: 'Activity', id: activity },
      context: {
        ...template,
        registration,
        ...(extensions ? { extensions: { ...template.extensions, ...extensions } } : {}),
        contextActivities: { ...activities, category: [...(activities.category ?? []), ...own] },
      },
      ...(result ? { result } : {}),
    };
    const sent = await fetch(`${endpoint}statements`, { method: 'POST', headers, body: JSON.stringify(statement) });
    if (!sent.ok) throw new Error(`the record store refused '${verb}': ${sent.status} ${await sent.text()}`);
  }

  await state('initialized', { categories: ['cmi5'] });
  return {
    name: 'cmi5',
    languages: preference.split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''),
    back: /^https?:/.test(launch.returnURL ?? '') ? launch.returnURL : null,
    saved: () => saved,
    async save(text) {
      const sent = await fetch(of('exercise'), { method: 'PUT', headers: { ...headers, 'content-type': 'text/plain' }, body: text });
      if (!sent.ok) throw new Error(`the state could not be saved: ${sent.status}`);
    },
    async tell({ number, type, response, right, correct, tookMs }) {
      const definition = {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        interactionType: type,
        ...(right === null ? {} : { correctResponsesPattern: [right] }),
      };
      const object = { objectType: 'Activity', id: `${activity}#item-${number}`, definition };
      await state('answered', { object, result: { response, success: correct, duration: duration(tookMs) } });
    },
    async finish(share, pass) {
      // The learning system's own limit takes the place of the exercise's.
      const mastery = typeof launch.masteryScore === 'number' ? launch.masteryScore : null;
      const passed = share >= (mastery ?? pass);
      const took = duration(Date.now() - begun);
      const score = { scaled: share, raw: Math.round(share * 100), min: 0, max: 100 };
      const categories = ['cmi5', 'moveon'];
      if (judged && !told.includes('completed')) {
        await state('completed', { result: { completion: true, duration: took }, categories });
        await remember('completed');
      }
      if (judged && !told.includes('passed')) {
        const extensions = mastery === null ? {} : { [MASTERY]: mastery };
        const verb = passed ? 'passed' : 'failed';
        await state(verb, { result: { success: passed, score, duration: took }, categories, extensions });
        await remember(verb);
      }
      await state('terminated', { result: { duration: took }, categories: ['cmi5'] });
    },
  };
}

/**
 * Where the next interaction goes: a run-time may have kept those of an interrupted session, or not.
 * @param {(key: string) => string | undefined} get
 */
function next(get) {
  return Number(get('cmi.interactions._count') ?? 0) || 0;
}

/** @param {number} value two digits after the point: what SCORM 1.2 takes too */
function rounded(value) {
  return Math.round(value * 100) / 100;
}

/** ISO 8601. @param {number} ms */
function duration(ms) {
  return `PT${(Math.max(0, ms) / 1000).toFixed(2)}S`;
}

/** SCORM 1.2's HHHH:MM:SS.SS. @param {number} ms */
function timespan(ms) {
  const hundredths = Math.round(Math.max(0, ms) / 10);
  const two = (/** @type {number} */ value) => String(value).padStart(2, '0');
  const seconds = Math.floor(hundredths / 100);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock.padStart(10, '0')}.${two(hundredths % 100)}`;
}
