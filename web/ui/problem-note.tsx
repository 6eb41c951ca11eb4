/** What went wrong, in the words of the problem, with what support needs to find it. */
import { Button } from '@mantine/core';

import type { Problem } from '#contracts/problems/problem.ts';

import { problemOf } from '../api/client.ts';
import { fragmentOf } from './form-errors.ts';
import { withReadableInstants } from './format.ts';
import styles from './problem-note.module.css';
import { text } from './texts.ts';
import { translationOf } from './translation.ts';

interface ProblemNoteProps {
  /** What was thrown; nothing is shown for null. */
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Pointers whose messages stand at their fields already. */
  readonly shownAtFields?: ReadonlyMap<string, string>;
}

export function ProblemNote({ error, onRetry, shownAtFields }: ProblemNoteProps) {
  if (error === null || error === undefined) return null;
  return <ProblemText problem={problemOf(error)} onRetry={onRetry} shownAtFields={shownAtFields} />;
}

interface ProblemTextProps {
  readonly problem: Problem;
  readonly onRetry?: (() => void) | undefined;
  readonly shownAtFields?: ReadonlyMap<string, string> | undefined;
}

export function ProblemText({ problem, onRetry, shownAtFields }: ProblemTextProps) {
  // The API says it in English; its details do not go with a title in another language.
  const translated = translationOf(`problem.title.${problem.code}`);
  // Who cannot sign you in has done nothing.
  const isOpen = problem.status === 0 || (problem.status >= 500 && problem.code !== 'provider.unreachable');
  const entries = (problem.errors ?? []).filter((entry) => shownAtFields?.has(fragmentOf(entry.pointer)) !== true);
  return (
    <div role="alert" className={styles['note']}>
      <p className={styles['title']}>{translated ?? problem.title}</p>
      {translated === undefined && problem.detail !== undefined && <p>{withReadableInstants(problem.detail)}</p>}
      {isOpen && <p>{text('problem.offlineHelp')}</p>}
      {entries.length > 0 && (
        <ul className={styles['entries']}>
          {entries.map((entry) => (
            <li key={`${entry.pointer} ${entry.message}`}>
              <code>{entry.pointer}</code> {entry.message}
            </li>
          ))}
        </ul>
      )}
      <p className={styles['reference']}>
        {text('problem.reference', { code: problem.code, trace: problem.traceId ?? text('none') })}
      </p>
      {onRetry !== undefined && (
        <Button variant="default" size="xs" onClick={onRetry}>
          {text('retry')}
        </Button>
      )}
    </div>
  );
}
