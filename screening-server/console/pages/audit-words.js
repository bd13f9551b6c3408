// What the audit trail says, in words: who, what, how.

import { h } from '../dom.js';
import { t, tOr } from '../i18n/text.js';

/** Everything that can stand in the trail, in the order in which a choice offers it. */
export const ACTIONS = [
  'service.started', 'service.stopped', 'configuration.reloaded', 'model.activated',
  'scan.decided', 'scan.cancelled', 'scan.deleted', 'picture.seen', 'pictures.deleted', 'bundle.exported', 'training_set.exported',
  'review.first_look', 'review.decided', 'review.undone', 'review.not_reviewed', 'review.lease_lost', 'outcome.recorded', 'quality.drawn',
  'projection.made', 'projection.shown', 'projection.decided', 'projection.ended', 'projection.host_queued',
  'session.begun', 'session.failed', 'session.ended', 'first_link.made',
  'exercise.added', 'exercise.published', 'exercise.parcel_picked', 'exercise.exported',
  'user.added', 'user.changed', 'key.added', 'key.revoked', 'key.refused', 'webhook.replayed', 'audit.anchor_mismatch',
];

/** @param {string} action */
export function actionName(action) {
  return tOr(`audit-action-${action.replaceAll('.', '-')}`, action);
}

/** People and machines by their names, the service and strangers in words. @param {string} actor */
export function actorName(actor) {
  if (actor.startsWith('user:') || actor.startsWith('key:')) return h('span', { class: 'code' }, actor);
  return tOr(`audit-actor-${actor.replaceAll(' ', '-')}`, actor);
}

/** What it was done to; a parcel leads to its page. @param {string} subject */
export function subjectName(subject) {
  const scan = subject.startsWith('scan:') ? subject.slice('scan:'.length) : null;
  if (scan) return h('a', { class: 'code', href: `/#/scan/${scan}`, title: subject }, `scan:…${scan.slice(-12)}`);
  return subject === 'service' ? t('audit-actor-service') : h('span', { class: 'code' }, subject);
}

/** The details by name, as they are in the record. @param {Record<string, string>} details */
export function pairs(details) {
  const all = Object.entries(details);
  if (all.length === 0) return '';
  return h('dl', { class: 'pairs', dir: 'ltr' }, all.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}
