/**
 * Builds the read models anew from the first event of every topic, beside the live ones, compares the two while both stand at
 * the same positions, and puts the new ones in the place of the old in the same transaction.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { consumedTopics } from '#contracts/topics.ts';
import type { Db } from '#db/connection.ts';
import { dedicatedClient } from '#db/connection.ts';
import {
  buildingGeneration,
  checksumsOf,
  consumerOf,
  deleteGeneration,
  differencesOf,
  insertGeneration,
  liveGeneration,
  makeLive,
} from '#db/queries/reporting-generations.ts';
import type { ModelChecksum, ModelDifference } from '#db/queries/reporting-generations.ts';
import { comparePositions, positionsOf, subjectOf } from '#db/queries/reporting-positions.ts';
import { transaction } from '#db/transaction.ts';
import type { Transaction } from '#db/transaction.ts';
import type { KafkaConnection } from '#platform/kafka/connect.ts';
import { endOffsets, forgetGroup } from '#platform/kafka/topics.ts';
import type { Logger } from '#platform/logging.ts';
import { patiently } from '#platform/patience.ts';
import { applyEvents } from '#transactions/reporting/apply-events.ts';
import type { ReceivedEvent } from '#transactions/reporting/apply-events.ts';
import { followEvents, readModelActor } from './consumers/follow-events.ts';

export interface RebuildOptions {
  readonly db: Db<'reporting'>;
  readonly connection: KafkaConnection;
  readonly topicPrefix: string;
  /** Puts the new models in place although they differ. */
  readonly accept: boolean;
  /** Told of each step, for a person. */
  readonly say: (line: string) => void;
  readonly log: Logger;
}

export interface RebuildReport {
  /** The generation that is live now. */
  readonly generation: number;
  readonly isReplaced: boolean;
  readonly events: number;
  readonly seconds: number;
  /** Of the new models. */
  readonly models: readonly ModelChecksum[];
  /** The first rows that differ, 20 of each model. */
  readonly differences: readonly ModelDifference[];
}

type T = Transaction<'reporting'>;

const pollMs = 100;
const tellEveryMs = 5_000;
/** Longer than a new group takes to get its partitions: whoever reads nothing for so long reads nothing more. */
const silentMs = 90_000;
/** How long the live consumer may take to reach what was read here, and how long it is held while the two are compared. */
const catchUpMs = 20_000;
const heldMs = 5_000;

/**
 * @throws Error when another rebuild runs, when the topics do not hold what the live models have applied (republish them first),
 * or when the live models do not follow; the live models are then as they were
 */
export async function rebuildReadModels(options: RebuildOptions): Promise<RebuildReport> {
  return alone(options, async () => {
    const startedAt = performance.now();
    const built = await inTransaction(options, async (t) => {
      await deleteLeftover(t);
      return insertGeneration(t);
    });
    const reading = readAnew(options, built);
    try {
      await untilCaughtUp(options, reading);
      const outcome = await replace(options, { built, reading });
      const seconds = (performance.now() - startedAt) / 1000;
      return { ...outcome, events: reading.events(), seconds };
    } finally {
      await reading.stop();
      await inTransaction(options, deleteLeftover);
    }
  });
}

/** One rebuild at a time, whoever starts it. */
async function alone<Result>({ db, log }: RebuildOptions, work: () => Promise<Result>): Promise<Result> {
  const client = dedicatedClient(db, 'rebuild');
  // Without a listener a connection that breaks while it idles would end the process; the next statement says it as well.
  client.on('error', (err) => log.warn({ err }, 'The connection that keeps other rebuilds away broke'));
  await client.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>(
      `select pg_try_advisory_lock(hashtextextended('rebuild read models', 0)) as got`,
    );
    if (rows[0]?.got !== true) throw new Error('The read models are being rebuilt already.');
    return await work();
  } finally {
    await client.end();
  }
}

function inTransaction<Result>({ db }: RebuildOptions, work: (t: T) => Promise<Result>): Promise<Result> {
  return transaction(db, readModelActor, work);
}

async function deleteLeftover(t: T): Promise<void> {
  const leftover = await buildingGeneration(t);
  if (leftover !== undefined) await deleteGeneration(t, leftover);
}

interface Reading {
  readonly events: () => number;
  /** The offset behind the last message that was read, by `<topic>/<partition>`. */
  readonly offsets: ReadonlyMap<string, bigint>;
  /** From now on events are only collected. */
  readonly collect: () => void;
  readonly collected: ReadonlyMap<string, ReceivedEvent>;
  readonly stop: () => Promise<void>;
}

function readAnew(options: RebuildOptions, built: number): Reading {
  const { db, connection, topicPrefix, log } = options;
  const groupId = `${topicPrefix}reporting-rebuild-${randomUUID()}`;
  const offsets = new Map<string, bigint>();
  const collected = new Map<string, ReceivedEvent>();
  let isCollecting = false;
  let events = 0;
  const following = followEvents({
    ...{ db, connection, topicPrefix, groupId, log },
    generation: async () => built,
    async choose(_t, received) {
      if (!isCollecting) return received;
      for (const each of received) collected.set(each.event.id, each);
      return [];
    },
    onApplied: ({ applied }) => {
      events += applied.length;
    },
    onRead: ({ topic, partition }, offset) => offsets.set(`${topic}/${partition}`, offset + 1n),
  });
  return {
    events: () => events,
    offsets,
    collected,
    collect: () => {
      isCollecting = true;
    },
    async stop() {
      await following.stop();
      await forgetGroup(connection, groupId).catch((err: unknown) => log.debug({ err, groupId }, 'Group stays'));
    },
  };
}

/** Until everything is read that was published when the rebuild began. */
async function untilCaughtUp(options: RebuildOptions, reading: Reading): Promise<void> {
  const { say } = options;
  const ends = await publishedUntil(options);
  const total = [...ends.values()].reduce((sum, end) => sum + end, 0n);
  say(`Reading ${total} events from the first on`);
  let toldAt = performance.now();
  let last = { read: -1n, at: performance.now() };
  for (;;) {
    const left = [...ends].filter(([partition, end]) => (reading.offsets.get(partition) ?? 0n) < end);
    if (left.length === 0) return;
    const read = [...reading.offsets.values()].reduce((sum, offset) => sum + offset, 0n);
    const now = performance.now();
    if (read !== last.read) last = { read, at: now };
    if (now - last.at > silentMs) throw new Error(`Kafka gave no more events after ${read} of ${total}.`);
    if (now - toldAt > tellEveryMs) {
      toldAt = now;
      say(`  ${read} of ${total}`);
    }
    await delay(pollMs);
  }
}

/** By partition the offset behind its last event. Brokers that have just made a topic need a moment to say so. */
async function publishedUntil({ connection, topicPrefix }: RebuildOptions): Promise<ReadonlyMap<string, bigint>> {
  const ends = new Map<string, bigint>();
  for (const topic of consumedTopics('reporting', topicPrefix)) {
    const offsets = await patiently({ withinMs: catchUpMs, everyMs: pollMs }, () => endOffsets(connection, topic));
    for (const [partition, end] of offsets) ends.set(`${topic}/${partition}`, end);
  }
  return ends;
}

interface Replacing {
  readonly built: number;
  readonly reading: Reading;
}

type Outcome = Pick<RebuildReport, 'generation' | 'isReplaced' | 'models' | 'differences'>;

/** Brings both to the same positions, compares them, and replaces the live ones when they are equal. */
async function replace(options: RebuildOptions, { built, reading }: Replacing): Promise<Outcome> {
  reading.collect();
  await untilLiveFollows(options, built);
  const { outcome, live } = await inTransaction(options, async (t) => {
    const old = await liveGeneration(t, 'update');
    await reach(t, { live: old, built }, reading);
    const differences = await differencesOf(t, { live: old, built });
    const models = await checksumsOf(t, built);
    const isReplaced = differences.length === 0 || options.accept;
    if (isReplaced) await makeLive(t, { built, live: old });
    return { outcome: { generation: isReplaced ? built : old, isReplaced, models, differences }, live: old };
  });
  if (outcome.isReplaced) await inTransaction(options, (t) => deleteGeneration(t, live));
  return outcome;
}

/** Until the live consumer has applied everything that was built here. */
async function untilLiveFollows(options: RebuildOptions, built: number): Promise<void> {
  const until = performance.now() + catchUpMs;
  for (;;) {
    const { ahead } = await inTransaction(options, async (t) =>
      comparePositions(t, consumerOf(built), consumerOf(await liveGeneration(t))),
    );
    if (ahead === 0) return;
    if (performance.now() > until) {
      throw new Error(`The live read models are behind the topics with ${ahead} aggregates: is reporting running?`);
    }
    await delay(pollMs);
  }
}

/** Applies what the live models, which stand still under their lock, have applied meanwhile, and nothing beyond it. */
async function reach(t: T, generations: { readonly live: number; readonly built: number }, reading: Reading) {
  const [live, built] = [consumerOf(generations.live), consumerOf(generations.built)];
  const until = performance.now() + heldMs;
  for (;;) {
    const collected = [...reading.collected.values()];
    const positions = await positionsOf(t, live, [...new Set(collected.map(({ event }) => subjectOf(event)))]);
    const wanted = collected.filter(({ event }) => event.version <= (positions.get(subjectOf(event)) ?? 0));
    await applyEvents(t, generations.built, wanted);
    const { behind } = await comparePositions(t, built, live);
    if (behind === 0) return;
    if (performance.now() > until) {
      throw new Error(
        `The topics lack events of ${behind} aggregates that the live read models have applied: republish them first.`,
      );
    }
    await delay(pollMs);
  }
}
