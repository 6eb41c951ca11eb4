/** Live hints: one stream for all tabs of a browser, which tells every tab what to read again. */
import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import * as z from 'zod';

import { areas } from '#contracts/areas.ts';
import type { Area } from '#contracts/areas.ts';
import { streamRoutes } from '#contracts/http/stream.ts';

import { refresh } from './queries.ts';

const News = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hint'), area: z.enum(areas), aggregateId: z.string() }),
  z.object({ kind: z.literal('state'), live: z.boolean(), since: z.number() }),
  z.object({ kind: z.literal('gap') }),
  z.object({ kind: z.literal('ask') }),
]);
type News = z.infer<typeof News>;

const Hint = z.object({ area: z.enum(areas), aggregateId: z.string() });

/** Whether news arrive, and since when that is so (epoch ms). */
export interface LiveState {
  readonly live: boolean;
  readonly since: number;
}

/** An order's change comes with its list's: what arrives within this time is read at once. */
const gatherMs = 150;
/** Under a storm of hints, an area is read again at most this often. */
const restMs = 1_000;
/** The server ends streams now and then; only what lasts longer than this is told. */
const patienceMs = 4_000;
const retryMs = 5_000;

/** Listens while the page is open. The state is for a badge. */
export function useLiveHints(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>(() => ({ live: true, since: Date.now() }));
  useEffect(() => {
    const reader = createReader(client);
    const stop = listen((news) => {
      if (news.kind === 'hint') reader.hear(news.area, news.aggregateId);
      if (news.kind === 'gap') void client.invalidateQueries();
      if (news.kind !== 'state') return;
      setState((before) => (before.live === news.live ? before : { live: news.live, since: news.since }));
    });
    return () => {
      stop();
      reader.stop();
    };
  }, [client]);
  return state;
}

/** Gathers hints for each area, and reads again what they are about. */
function createReader(client: QueryClient) {
  const waiting = new Map<Area, { ids: Set<string>; timer: ReturnType<typeof setTimeout> }>();
  const lastAt = new Map<Area, number>();
  const read = (area: Area) => {
    const ids = [...(waiting.get(area)?.ids ?? [])];
    waiting.delete(area);
    lastAt.set(area, Date.now());
    void refresh(client, area, ids);
  };
  return {
    hear(area: Area, id: string): void {
      const known = waiting.get(area);
      if (known !== undefined) {
        known.ids.add(id);
        return;
      }
      const rest = (lastAt.get(area) ?? 0) + restMs - Date.now();
      const timer = setTimeout(() => read(area), Math.max(gatherMs, rest));
      waiting.set(area, { ids: new Set([id]), timer });
    },
    stop(): void {
      for (const { timer } of waiting.values()) clearTimeout(timer);
    },
  };
}

/** Hears what the leading tab hears; the tab that holds the lock leads. Browsers open six connections to a server at most. */
function listen(onNews: (news: News) => void): () => void {
  const channel = new BroadcastChannel('callout-hints');
  const leaving = new AbortController();
  channel.onmessage = ({ data }) => {
    const news = News.safeParse(data);
    if (news.success) onNews(news.data);
  };
  const lead = () => leadStream(channel, onNews, leaving.signal);
  // Locks exist only where the page came over TLS or from this machine; elsewhere every tab has a stream.
  if ('locks' in navigator) {
    channel.postMessage({ kind: 'ask' } satisfies News);
    void navigator.locks.request('callout-hints', { signal: leaving.signal }, lead).catch(() => undefined);
  } else void lead();
  return () => {
    leaving.abort();
    channel.close();
  };
}

/** Holds the stream until the tab goes. */
function leadStream(channel: BroadcastChannel, onNews: (news: News) => void, leaving: AbortSignal): Promise<void> {
  let state: LiveState = { live: true, since: Date.now() };
  let doubt: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  const tell = (news: News) => {
    onNews(news);
    channel.postMessage(news);
  };
  const become = (live: boolean) => {
    clearTimeout(doubt);
    doubt = undefined;
    if (state.live !== live) state = { live, since: live ? Date.now() : Date.now() - patienceMs };
    tell({ kind: 'state', ...state });
  };
  channel.addEventListener('message', ({ data }) => {
    if (News.safeParse(data).data?.kind === 'ask') tell({ kind: 'state', ...state });
  });
  return new Promise((resolve) => {
    let source = open();
    function open(): EventSource {
      const opened = new EventSource(streamRoutes.streamHints.path);
      opened.addEventListener('open', () => {
        become(true);
        if (missed) tell({ kind: 'gap' });
        missed = false;
      });
      opened.addEventListener('hint', ({ data }) => {
        const hint = Hint.safeParse(jsonOf(data));
        if (hint.success) tell({ kind: 'hint', ...hint.data });
      });
      opened.addEventListener('error', () => {
        missed = true;
        doubt ??= setTimeout(() => become(false), patienceMs);
        if (opened.readyState !== EventSource.CLOSED) return;
        setTimeout(() => {
          if (!leaving.aborted && source === opened) source = open();
        }, retryMs);
      });
      return opened;
    }
    leaving.addEventListener('abort', () => {
      clearTimeout(doubt);
      source.close();
      resolve();
    });
  });
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
