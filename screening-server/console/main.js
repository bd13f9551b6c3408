// The operator's page: brings the queue, the viewer, the desk and the keyboard together.

import { byId } from './dom.js';
import { localise, t } from './i18n/text.js';
import { Inspector } from './inspector.js';
import { Intake } from './intake.js';
import { Keymap } from './keymap.js';
import { Keys } from './keys.js';
import { ARROWS, DESK_ACTIONS, LIST_ACTIONS } from './review/actions.js';
import { announcer, ParcelHead } from './review/head.js';
import { Connection } from './review/connection.js';
import { DecisionBar } from './review/decision-bar.js';
import { Desk } from './review/desk.js';
import { Filters } from './review/filters.js';
import { showHistory } from './review/history.js';
import { Live } from './review/live.js';
import { Outbox } from './review/outbox.js';
import { OutcomeForm } from './review/outcome.js';
import { QueueList } from './review/queue-list.js';
import { Queue } from './review/queue.js';
import { RevealPanel } from './review/reveal.js';
import { Sent } from './review/sent.js';
import { showTop } from './top.js';
import { VIEWER_ACTIONS, createViewer } from './viewer/viewer.js';

/** Who may see what waits for people, and who may decide. Without log-in everyone may. */
const READERS = ['operator', 'supervisor', 'administrator', 'auditor'];
const DECIDERS = ['operator', 'supervisor'];
const SENDERS = ['operator', 'supervisor', 'integrator'];
/** Who the service says holds a parcel while it asks nobody who they are. */
const NOBODY = 'unauthenticated';

const PARCEL_HASH = '#/scan/';

localise();
const { user, role } = await showTop('parcels');
const may = (/** @type {string[]} */ roles) => role === null || roles.includes(role);
const rights = { mayRead: may(READERS), mayDecide: may(DECIDERS) };

const keymap = new Keymap([...DESK_ACTIONS, ...LIST_ACTIONS, ...VIEWER_ACTIONS], user);
const keyOf = (/** @type {string} */ name) => keymap.keyOf(name);
const announce = announcer(byId('announce'));
const viewer = createViewer(byId('viewer'), { keyOf });
const queue = new Queue(rights.mayRead);
const outbox = new Outbox(user);
const desk = new Desk(viewer, outbox, rights);
const live = new Live();
const list = new QueueList(queue, { user: user ?? NOBODY, onselect: look });
const filters = new Filters(queue);
const inspector = new Inspector(byId('report'), {
  onhover: (id) => viewer.highlight(id),
  onpick: (id) => viewer.pick(id),
});
const outcome = new OutcomeForm(byId('outcome'), { mayRecord: rights.mayDecide, announce });
const head = new ParcelHead();
const bar = new DecisionBar(byId('decision'), { desk, queue, keymap, user: user ?? '', supervises: may(['supervisor']), announce, onleave: toPicture });
new RevealPanel(byId('reveal'), { desk, keymap, announce });
new Connection({ live, queue, outbox });
const intake = new Intake({
  onanswer(scan, only) {
    queue.refresh();
    if (only) look(scan.id);
  },
  onrecord: look,
  onrefused: () => queue.refresh(),
});

if (rights.mayDecide) {
  byId('sent').hidden = false;
  new Sent(byId('sent'), outbox, { keymap, announce, onundo: () => desk.undo(), onlook: look, onoutcome: record });
}
byId('decision').hidden = !rights.mayDecide;
byId('choose').hidden = !may(SENDERS);
byId('choose').addEventListener('click', () => intake.choose());

/** Whether someone chose what is shown, so that news do not take its place. */
let chosen = false;
/** The version of what is shown that the report was drawn for. */
let drawn = '';
let besideWaits = false;
let addressed = location.pathname;

/** @param {string} id */
function look(id) {
  chosen = true;
  desk.look(id);
}

/** Opens the form for what opening showed. @param {string} id */
function record(id) {
  outcome.edit(id);
  if (desk.shown?.id !== id) look(id);
}

/** The keyboard's next word goes to the page, not to a button that was pressed last. */
function toPicture() {
  byId('parcel-code').focus({ preventScroll: true });
}

desk.addEventListener('change', () => {
  const { shown, nothing } = desk;
  head.show(desk);
  byId('viewer').hidden = shown === null;
  byId('nothing').hidden = shown !== null;
  byId('inspector').hidden = shown === null;
  if (nothing) head.showNothing(nothing);
  const address = shown ? PARCEL_HASH + encodeURIComponent(shown.id) : location.pathname;
  if (address !== addressed) history.replaceState(null, '', address);
  addressed = address;
  if (besideWaits) return;
  // The picture is on the screen before the words beside it: laying them out takes longer than drawing it.
  besideWaits = true;
  requestAnimationFrame(() => setTimeout(showBeside));
});

/** Shows what stands beside the picture. */
function showBeside() {
  besideWaits = false;
  const { shown } = desk;
  const review = shown?.review ?? null;
  list.select(shown?.id ?? null);
  const content = shown ? JSON.stringify([shown.scan, review?.regions_withheld]) : '';
  if (content !== drawn) {
    drawn = content;
    if (shown) inspector.show(shown.scan, review?.regions_withheld ?? false);
    else inspector.clear();
  }
  showHistory(byId('history'), review);
  // Nothing of a picture for training can be recorded.
  outcome.show(shown?.id ?? null, desk.revealed ? null : review);
}

desk.addEventListener('taken', () => {
  chosen = true;
  announce(head.words(desk));
});

queue.addEventListener('change', () => {
  desk.lane = queue.lane;
  const free = chosen ? desk.nothing?.waits === true : true;
  if (!free || !queue.loaded || desk.held || desk.busy) return;
  const [first] = queue.items;
  if (first) desk.look(first.scan_id);
  else if (!desk.nothing) desk.showNothing({ title: t('review-nothing'), text: t('parcels-none-hint') });
});

live.addEventListener('change', () => {
  queue.refresh();
  desk.refresh();
});
live.addEventListener('state', () => {
  if (live.state === 'live') outbox.flush();
});

byId('decision').addEventListener('action', (event) => run(/** @type {CustomEvent<string>} */ (event).detail));
keymap.addEventListener('change', () => viewer.nameKeys(keyOf));

/** @type {Record<string, () => void>} */
const RUN = {
  'review-next': () => desk.take(),
  'review-take': () => (desk.revealed ? desk.takeReal() : desk.shown && desk.take(desk.shown.id)),
  'review-give-back': () => desk.giveBack(),
  'review-undo': () => desk.undo(),
  'review-outcome': () => outcome.edit(),
  'parcels-key-next': () => step(1),
  'parcels-key-previous': () => step(-1),
  'parcels-key-search': () => filters.search.focus(),
};

/** @param {number} by */
function step(by) {
  const id = list.neighbour(by);
  if (id) look(id);
}

/**
 * @param {string} name of an action
 * @param {boolean} [repeated] by a key that is held down
 */
function run(name, repeated = false) {
  if (viewer.handleKey(name)) return;
  // A key that lies on the keyboard decides nothing.
  if (repeated && !LIST_ACTIONS.some((action) => action.name === name)) return;
  const action = RUN[name];
  if (action) action();
  else bar.run(name);
}

const names = (/** @type {readonly {name: string}[]} */ actions) => actions.map(({ name }) => name);
new Keys(
  keymap,
  [
    ...(rights.mayDecide ? [{ title: t('review-keys-desk'), names: names(DESK_ACTIONS) }] : []),
    { title: t('review-keys-list'), names: names(LIST_ACTIONS) },
    { title: t('review-keys-viewer'), names: names(VIEWER_ACTIONS) },
  ],
  ARROWS,
  (name, event) => run(name, event.repeat),
);

/** A link to a parcel. */
function lookLinked() {
  if (!location.hash.startsWith(PARCEL_HASH)) return;
  const id = decodeURIComponent(location.hash.slice(PARCEL_HASH.length));
  if (id !== desk.shown?.id) look(id);
}

window.addEventListener('hashchange', lookLinked);
lookLinked();
live.start();
queue.refresh();
