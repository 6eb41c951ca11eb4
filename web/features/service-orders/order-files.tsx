/** Files and photos of the order and its lines: small pictures that open in full, and what may be done with each. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { orderFileRoutes, type OrderFile } from '#contracts/http/service-orders-files.ts';

import { useActorNames } from '../../api/names.ts';
import { queryOf } from '../../api/queries.ts';
import { Badge } from '../../ui/badge.tsx';
import { FileTile } from '../../ui/file-tile.tsx';
import { dateTime } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { text } from '../../ui/texts.ts';
import { AddFilesDialog } from './add-files-dialog.tsx';
import { ChangeFileDialog, RemoveFileDialog } from './order-file-dialogs.tsx';
import styles from './order-files.module.css';

type Acting =
  { readonly does: 'add' } | { readonly does: 'change' | 'remove'; readonly file: OrderFile; readonly name: string };

export function OrderFiles({ order }: { order: ServiceOrder }) {
  const { orderId } = order;
  const { data, error, refetch } = useQuery(queryOf(orderFileRoutes.list, { params: { orderId } }));
  const [acting, setActing] = useState<Acting | null>(null);
  const files = data?.items ?? [];
  const actors = useActorNames(files.flatMap(({ addedBy }) => addedBy ?? []));
  const close = () => setActing(null);
  const mayChange = data?.mayChange === true;
  return (
    <Panel
      title={text('files.title')}
      beside={
        mayChange && (
          <Button variant="default" size="compact-sm" onClick={() => setActing({ does: 'add' })}>
            {text('files.add')}
          </Button>
        )
      }
    >
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {data !== undefined && files.length === 0 && <Quiet>{text('files.none')}</Quiet>}
      {files.length > 0 && (
        <ul className={styles['files']}>
          {files.map((file, index) => {
            const name = nameOf(file, index + 1);
            return (
              <FileCard
                key={file.orderFileId}
                order={order}
                file={file}
                name={name}
                who={actors.get(file.addedBy ?? '')}
              >
                {mayChange && <FileButtons name={name} onAct={(does) => setActing({ does, file, name })} />}
              </FileCard>
            );
          })}
        </ul>
      )}
      {acting?.does === 'add' && <AddFilesDialog order={order} onClose={close} />}
      {acting?.does === 'change' && <ChangeFileDialog orderId={orderId} {...acting} onClose={close} />}
      {acting?.does === 'remove' && <RemoveFileDialog orderId={orderId} {...acting} onClose={close} />}
    </Panel>
  );
}

interface FileCardProps {
  readonly order: ServiceOrder;
  readonly file: OrderFile;
  readonly name: string;
  readonly who: string | undefined;
  readonly children: ReactNode;
}

function FileCard({ order, file, name, who, children }: FileCardProps) {
  const { fileId, mime, caption, lineId, forCustomer, addedAt } = file;
  const line = order.lines.find((one) => one.lineId === lineId);
  return (
    <li className={styles['file']}>
      <FileTile fileId={fileId} mime={mime} label={text('files.open', { name })} />
      {caption !== null && <span className={styles['caption']}>{caption}</span>}
      {line !== undefined && (
        <span className={styles['quiet']}>{text('files.ofLine', { number: line.lineNumber })}</span>
      )}
      <span className={styles['quiet']}>
        {text('files.by', { who: who ?? text('actor.unknown'), when: dateTime(addedAt) })}
      </span>
      {forCustomer && (
        <span>
          <Badge tone="info">{text('files.forCustomer')}</Badge>
        </span>
      )}
      {children}
    </li>
  );
}

function FileButtons({ name, onAct }: { name: string; onAct: (does: 'change' | 'remove') => void }) {
  const button = (does: 'change' | 'remove') => (
    <Button
      variant="default"
      size="compact-xs"
      aria-label={text(`files.${does}Of`, { name })}
      onClick={() => onAct(does)}
    >
      {text(`files.${does}`)}
    </Button>
  );
  return (
    <span className={styles['buttons']}>
      {button('change')}
      {button('remove')}
    </span>
  );
}

/** A file is called by its caption, or by its place. */
function nameOf({ caption, mime }: OrderFile, place: number): string {
  return caption ?? text(mime === 'application/pdf' ? 'files.document' : 'files.photo', { place });
}
