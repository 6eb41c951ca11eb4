/** What stands there when a page cannot be shown at all. */
import { Link, useRouter } from '@tanstack/react-router';

import { Page } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { text } from '../ui/texts.ts';

export function TroublePage({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <Page title={text('problem.page')}>
      <ProblemNote error={error} onRetry={() => void router.invalidate()} />
    </Page>
  );
}

export function NotFoundPage() {
  return (
    <Page title={text('notFound.title')}>
      <Link to="/orders">{text('notFound.link')}</Link>
    </Page>
  );
}
