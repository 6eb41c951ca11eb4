/** An entry of the set-up, new or changed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { etagOf } from '#contracts/http/route.ts';

import { AnsweredProblem } from '../../api/client.ts';
import { refresh } from '../../api/queries.ts';
import { useDraft } from '../../ui/draft.ts';
import { SaveDialog } from '../../ui/save-dialog.tsx';
import { text } from '../../ui/texts.ts';
import { ChangesLink } from './changes-link.tsx';
import type { Entry, PutHeaders, SetUpKind } from './set-up-kind.ts';

interface EntryDialogProps<Row extends Entry, Draft extends object, Sent> {
  readonly kind: SetUpKind<Row, Draft, Sent>;
  /** Null for a new one. */
  readonly row: Row | null;
  readonly onClose: () => void;
}

export function EntryDialog<Row extends Entry, Draft extends object, Sent>(props: EntryDialogProps<Row, Draft, Sent>) {
  const { kind, row, onClose } = props;
  const client = useQueryClient();
  const form = useDraft(kind.draftOf(row));
  const put = useMutation({
    mutationFn: ({ sent, headers }: { sent: Sent; headers: PutHeaders }) =>
      kind.put(sent, headers).catch((thrown: unknown) => {
        throw idTakenOr(thrown);
      }),
    onSettled: () => refresh(client, kind.route.area),
  });
  const submit = () => {
    const content = kind.sentOf === undefined ? form.draft : kind.sentOf(form.draft);
    if (!form.isFit(kind.schema, content)) return;
    const headers = row === null ? {} : { 'if-match': etagOf(row.version) };
    put.mutate({ sent: kind.schema.parse(content), headers }, { onSuccess: onClose, onError: form.onRefused });
  };
  return (
    <SaveDialog
      newTitle={kind.make ?? kind.title}
      changing={row === null ? null : kind.nameOf(row)}
      saving={[put]}
      errors={form.errors}
      isWide={kind.isWide === true}
      onClose={onClose}
      onSubmit={submit}
    >
      <kind.Fields form={form} isNew={row === null} />
      {row !== null && kind.of !== undefined && <ChangesLink of={kind.of} id={row.id} />}
    </SaveDialog>
  );
}

/** Without a version only a new entry is taken: the id is another's. */
function idTakenOr(thrown: unknown): unknown {
  if (!(thrown instanceof AnsweredProblem) || thrown.problem.code !== 'request.version-missing') return thrown;
  const title = text('list.idTaken');
  return new AnsweredProblem({ ...thrown.problem, title, errors: [{ pointer: '/id', message: title }] });
}
