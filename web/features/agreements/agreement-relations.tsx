/** The objects that an agreement is about, and the tasks that are done under it. */
import { useState } from 'react';
import { Button } from '@mantine/core';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { RelationList, RelationsDialog } from '../../pickers/relations.tsx';
import { Panel } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';

export function AgreementRelations({ agreement }: { agreement: Agreement }) {
  const [isOpen, setOpen] = useState(false);
  const session = useSession();
  const change = useIntent(agreementRoutes.change);
  const { agreementId, version: ifMatch, customerId } = agreement;
  const close = () => setOpen(false);
  return (
    <Panel
      title={text('relations.title')}
      beside={
        mayCall(session, agreementRoutes.change) && (
          <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
            {text('relations.change')}
          </Button>
        )
      }
    >
      <RelationList relations={agreement} />
      {isOpen && (
        <RelationsDialog
          relations={agreement}
          customerId={customerId ?? ''}
          saving={change}
          onClose={close}
          onSave={(body) => change.mutate({ params: { agreementId }, ifMatch, body }, { onSuccess: close })}
        />
      )}
    </Panel>
  );
}
