/** Copying lines of a template or of another agreement into an agreement: the ticked ones, with what comes along. */
import { useState } from 'react';
import { Checkbox } from '@mantine/core';

import type { Agreement } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useIntent } from '../../api/queries.ts';
import { AgreementSelect, TickedLines, useSourceLines } from '../../pickers/agreement-lines.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { text } from '../../ui/texts.ts';

export function CopyLinesDialog({ agreement, onClose }: { agreement: Agreement; onClose: () => void }) {
  const [from, setFrom] = useState('');
  const [ticked, setTicked] = useState<readonly string[] | null>(null);
  const [withRelations, setWithRelations] = useState(true);
  const [withCoverage, setWithCoverage] = useState(false);
  const copy = useIntent(agreementRoutes.copyLines);
  const lines = useSourceLines(from);
  const submit = () => {
    if (from === '') return;
    const { agreementId, version: ifMatch } = agreement;
    const lineIds = ticked === null ? {} : { lineIds: [...ticked] };
    const body = { from, withRelations, withCoverage, ...lineIds };
    copy.mutate({ params: { agreementId }, ifMatch, body }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={text('agreement.copyLines')}
      submit={text('agreement.copy')}
      isBusy={copy.isPending}
      error={copy.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <AgreementSelect
        label={text('agreement.copyFrom')}
        required
        value={from}
        except={agreement.agreementId}
        onChange={(chosen) => {
          setFrom(chosen);
          setTicked(null);
        }}
      />
      <TickedLines legend={text('agreement.whichLines')} lines={lines} ticked={ticked} onChange={setTicked} />
      <Checkbox
        label={text('agreement.withRelations')}
        description={text('agreement.withRelationsHelp')}
        checked={withRelations}
        onChange={(event) => setWithRelations(event.currentTarget.checked)}
      />
      <Checkbox
        label={text('agreement.withCoverage')}
        checked={withCoverage}
        onChange={(event) => setWithCoverage(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
