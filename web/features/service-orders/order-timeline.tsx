/** Everything that happened to the order, the latest first: what, who, from where, and in which words. */
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';

import { read } from '../../api/client.ts';
import { useActorNames } from '../../api/names.ts';
import type { Names } from '../../api/names.ts';
import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCategoryNames, useReasonNames, useStageModel } from '../../api/setup.ts';
import { dateTime } from '../../ui/format.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text, textOf } from '../../ui/texts.ts';
import styles from './order-timeline.module.css';
import { timelineWords } from './timeline-words.ts';
import type { TimelineEntry, TimelineNames } from './timeline-words.ts';

const aPage = 200;
/** Events within this time of their record happened as they were recorded. */
const recordedWithinMs = 60_000;

export function OrderTimeline({ order }: { order: ServiceOrder }) {
  const { orderId } = order;
  const named = useTimelineNames(order);
  const contract = serviceOrderRoutes.timeline;
  const pages = useInfiniteQuery({
    queryKey: [contract.area, contract.id, { params: { orderId } }],
    queryFn: ({ pageParam, signal }) =>
      read(contract, { params: { orderId }, query: { limit: aPage, ...pageParam } }, signal),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }): { cursor: string } | null =>
      nextCursor === null ? null : { cursor: nextCursor },
  });
  const { hasNextPage, isFetching, fetchNextPage, refetch } = pages;
  // The oldest come first from the API, so all pages are needed before the latest can be shown.
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const entries = (pages.data?.pages ?? []).flatMap((page) => page.items).toReversed();
  const actors = useActorNames(entries.map((entry) => entry.principal));
  return (
    <Panel title={text('timeline.title')}>
      <NoteForm orderId={orderId} />
      <ProblemNote error={pages.error} onRetry={() => void refetch()} />
      {pages.isPending && <Waiting />}
      {pages.isSuccess && entries.length === 0 && <Quiet>{text('timeline.empty')}</Quiet>}
      <ol className={styles['timeline']} reversed>
        {entries.map((entry) => (
          <Entry key={entry.version} entry={entry} actors={actors} words={timelineWords(entry, named)} />
        ))}
      </ol>
    </Panel>
  );
}

function Entry({ entry, actors, words }: { entry: TimelineEntry; actors: Names; words: string }) {
  const { at, recordedAt, principal } = entry;
  const kind = principal.split(':', 1)[0] ?? '';
  const isLate = Math.abs(Date.parse(recordedAt) - Date.parse(at)) > recordedWithinMs;
  const who = actors.get(principal) ?? textOf('actor', principal.startsWith('service:') ? 'system' : kind);
  return (
    <li className={styles['entry']}>
      <time className={styles['time']} dateTime={at}>
        {dateTime(at)}
      </time>
      <div className={styles['words']}>
        <p>{words}</p>
        {entry.question !== null && (
          <blockquote className={styles['note']}>{text('timeline.question', { question: entry.question })}</blockquote>
        )}
        {entry.note !== null && <blockquote className={styles['note']}>{entry.note}</blockquote>}
        <p className={styles['quiet']}>
          {text('timeline.by', { who, source: textOf('source', kind) })}
          {isLate && <> · {text('timeline.recorded', { when: dateTime(recordedAt) })}</>}
        </p>
      </div>
    </li>
  );
}

/** Names of what the events have by code: of the stages those of the order's own version. */
function useTimelineNames({ stageModel, lines }: ServiceOrder): TimelineNames {
  const model = useStageModel(stageModel.id, stageModel.version);
  return {
    stages: new Map((model?.stages ?? []).map((stage) => [stage.id, stage.name])),
    reasons: useReasonNames(),
    categories: useCategoryNames(),
    lines: new Map(lines.map((line) => [line.lineId, line.lineNumber])),
  };
}

const kinds = ['internal', 'customer'] as const;

function NoteForm({ orderId }: { orderId: string }) {
  const session = useSession();
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<(typeof kinds)[number]>('internal');
  const add = useIntent(serviceOrderRoutes.addNote);
  if (!mayCall(session, serviceOrderRoutes.addNote)) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const content = words.trim();
    if (content === '') return;
    add.mutate({ params: { orderId }, body: { kind, text: content } }, { onSuccess: () => setWords('') });
  };
  return (
    <form onSubmit={submit} className={styles['form']}>
      <Textarea
        label={text('note.title')}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <ProblemNote error={add.error} />
      {words !== '' && (
        <div className={styles['formFoot']}>
          <NativeSelect
            label={text('note.kind')}
            data={kinds.map((value) => ({ value, label: textOf('note', value) }))}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value === 'customer' ? 'customer' : 'internal')}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            {text('note.add')}
          </Button>
        </div>
      )}
    </form>
  );
}
