/** Where every address of the console begins, and what needs somebody who is signed in. */
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import * as z from 'zod';

import { AnsweredProblem } from '../../api/client.ts';
import { sessionQuery } from '../../api/session.ts';
import { Shell } from '../shell.tsx';
import { NotFoundPage, TroublePage } from '../trouble-page.tsx';

interface RouterContext {
  readonly client: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  errorComponent: TroublePage,
  notFoundComponent: NotFoundPage,
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ from: z.string().startsWith('/').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('../../features/identity/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything that needs somebody who is signed in. */
export const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.client.ensureQueryData(sessionQuery);
    } catch (thrown) {
      const isSignedOut = thrown instanceof AnsweredProblem && thrown.problem.status === 401;
      if (isSignedOut) throw redirect({ to: '/sign-in', search: { from: location.href } });
      throw thrown;
    }
  },
});
