/** The door for live updates: hints that something has a new version, from the topics, for those who may see it. */
import { route } from './route.ts';

export const streamRoutes = {
  streamHints: route({
    id: 'streamHints',
    area: 'identity',
    method: 'GET',
    path: '/v1/stream',
    summary: 'Server-sent hints: what has which version now',
    description:
      'Events named `hint` with `{area, aggregate, aggregateId, version}`. A hint may be missing or come twice: fetch at least that version, and refetch after a reconnect. Customers get hints of their own data only.',
    roles: 'anyone',
    responses: { 200: { description: 'An endless stream', mime: 'text/event-stream' } },
    problems: [],
  }),
} as const;
