/** An object within others: what it is part of, and what is part of it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import type { ServiceObject } from '#contracts/http/customer-schemas.ts';
import { objectRoutes } from '#contracts/http/objects.ts';

import { objectName } from '../../api/objects.ts';
import { queryOf } from '../../api/queries.ts';
import { Panel, Quiet, Waiting } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useObjectColumns } from './object-columns.tsx';
import styles from './objects.module.css';

function useTree({ objectId }: ServiceObject) {
  return useQuery(queryOf(objectRoutes.tree, { params: { objectId } }));
}

/** The way from the whole to the object; nothing where it is part of nothing. */
export function ObjectPlace({ object }: { object: ServiceObject }) {
  const above = useTree(object).data?.above ?? [];
  if (above.length === 0) return null;
  return (
    <nav aria-label={text('object.place')}>
      <ol className={styles['crumbs']}>
        {above.map((each) => (
          <li key={each.objectId}>
            <Link to="/set-up/objects/$objectId" params={{ objectId: each.objectId }}>
              {objectName(each)}
            </Link>
          </li>
        ))}
        <li aria-current="page">{objectName(object)}</li>
      </ol>
    </nav>
  );
}

/** All that is part of the object, also by way of others. */
export function ObjectParts({ object }: { object: ServiceObject }) {
  const { data, error, isPending, refetch } = useTree(object);
  const below = data?.below ?? [];
  const columns = useObjectColumns(below);
  return (
    <Panel title={text('object.parts')}>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {isPending && <Waiting />}
      {data !== undefined && below.length === 0 && <Quiet>{text('object.noParts')}</Quiet>}
      {below.length > 0 && (
        <Table plain caption={text('object.parts')} columns={columns} rows={below} keyOf={({ objectId }) => objectId} />
      )}
      {data?.moreBelow === true && <Quiet>{text('object.moreParts')}</Quiet>}
    </Panel>
  );
}
