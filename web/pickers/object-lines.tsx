/** Objects that something is about, each with what it is part of and its warranty. */
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';

import { objectName, useObjects } from '../api/objects.ts';
import { text } from '../ui/texts.ts';
import { Warranty } from '../ui/warranty.tsx';
import styles from './object-lines.module.css';

/** What is shown of each of some objects. */
export function useObjectLines(
  ids: readonly (string | null)[],
): (objectId: string, reference?: string | null) => ReactNode {
  const known = useObjects(ids);
  const parents = useObjects([...known.values()].map(({ parentObjectId }) => parentObjectId));
  return (objectId, reference = null) => {
    const object = known.get(objectId);
    const parent = parents.get(object?.parentObjectId ?? '');
    return (
      <span className={styles['line']}>
        <Link to="/set-up/objects/$objectId" params={{ objectId }}>
          {object === undefined ? text('loading') : objectName(object)}
        </Link>
        {reference !== null && <span>{reference}</span>}
        {parent !== undefined && (
          <span className={styles['quiet']}>{text('objects.partOfWhat', { what: objectName(parent) })}</span>
        )}
        {object !== undefined && <Warranty object={object} />}
      </span>
    );
  };
}

interface ObjectLinesProps {
  readonly objects: readonly { readonly objectId: string; readonly reference: string | null }[];
}

export function ObjectLines({ objects }: ObjectLinesProps) {
  const line = useObjectLines(objects.map(({ objectId }) => objectId));
  return (
    <ul className={styles['objects']}>
      {objects.map(({ objectId, reference }) => (
        <li key={objectId}>{line(objectId, reference)}</li>
      ))}
    </ul>
  );
}
