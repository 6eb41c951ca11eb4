/** Compares customers' requests with their workflows, and requests and cases with the read model, and repairs what differs. */
import { randomUUID } from 'node:crypto';

import { caseEvents } from '#contracts/events/requests-cases.ts';
import { requestsEvents } from '#contracts/events/requests.ts';
import { inquiryReportRoutes } from '#contracts/http/reporting-inquiries.ts';
import type { InquiryDifference, InquiryKind, InquiryReconciliation } from '#contracts/http/reconciliation.ts';
import { serviceActor, systemActor } from '#contracts/roles.ts';
import { sendEventsAgain } from '#db/outbox.ts';
import { inquiriesToCompare, type ComparedInquiry } from '#db/queries/requests-compared.ts';
import { transaction } from '#db/transaction.ts';
import { callService } from '#platform/http/client.ts';
import { inParallel } from '#platform/in-parallel.ts';
import type { Logger } from '#platform/logging.ts';
import { startMessageOfWaiting } from '#transactions/requests/submit.ts';
import type { RequestWorkflows } from '../request-workflows.ts';
import { reconciled, type Agreement, type Place } from './agreement.ts';
import type { ReadModelParts } from './compare-read-model.ts';

export interface InquiryParts extends ReadModelParts {
  readonly requests: RequestWorkflows;
  readonly log: Logger;
}

const pageSize = 200;
const atOnce = 10;
/** What a younger one has sent may still be on its way. */
const graceMs = 10_000;
const actor = systemActor('reconcile');

/** Compares the next requests or cases behind an id. */
export async function reconcileInquiries(
  parts: InquiryParts,
  { of: kind, after = '' }: { readonly of: InquiryKind; readonly after?: string | undefined },
): Promise<InquiryReconciliation> {
  const rows = await transaction(parts.db, actor, (t) => inquiriesToCompare(t, kind, { after, limit: pageSize }));
  const places = await placesOf(
    parts,
    kind,
    rows.map(({ id }) => id),
  );
  const settled = rows.filter(({ begunAt }) => Date.now() - Date.parse(begunAt) > graceMs);
  const found: (InquiryDifference | null)[] = [];
  await inParallel(settled, atOnce, async (row) => {
    if (kind === 'request') found.push(await compared(parts, row, workflowOf(parts)));
    if (!agrees(row, places.get(row.id) ?? null)) found.push(await compared(parts, row, readModelOf(parts, kind)));
  });
  const differences = found.filter((difference) => difference !== null);
  for (const { number: inquiryNumber, ...difference } of differences)
    parts.log.warn({ ...difference, inquiryNumber }, 'A request or case differed from what others say of it');
  const open = rows.filter((row) => row.open).length;
  return { compared: rows.length, open, differences, next: rows.length < pageSize ? null : (rows.at(-1)?.id ?? null) };
}

async function compared(
  { db }: InquiryParts,
  row: ComparedInquiry,
  agreement: Agreement<ComparedInquiry>,
): Promise<InquiryDifference | null> {
  const { kind, id } = row;
  const again = () =>
    transaction(db, actor, async (t) => (await inquiriesToCompare(t, kind, { id, after: '', limit: 1 }))[0]);
  const difference = await reconciled(row, agreement, again);
  return difference && { kind, id, ...difference };
}

/** One that waits has a workflow that knows of it; of one that is decided none has to run. */
function workflowOf({ db, requests }: InquiryParts): Agreement<ComparedInquiry> {
  return {
    with: 'workflow',
    look: ({ number }) => requests.place(number),
    agrees: (row, found) => (row.open ? agrees(row, found) : found === null),
    async repair({ id, number }, found) {
      if (found !== null) {
        await requests.changed({ kind: 'request-changed', requestId: id, number }, `reconcile/${randomUUID()}`);
        return;
      }
      const start = await transaction(db, actor, (t) => startMessageOfWaiting(t, id));
      if (start) await requests.start(start);
    },
  };
}

function readModelOf(parts: InquiryParts, kind: InquiryKind): Agreement<ComparedInquiry> {
  return {
    with: 'read-model',
    look: async ({ id }) => (await placesOf(parts, kind, [id])).get(id) ?? null,
    agrees,
    async repair({ id }) {
      const spec = kind === 'request' ? requestsEvents.submitted : caseEvents.opened;
      await transaction(parts.db, actor, (t) => sendEventsAgain(t, spec, id));
    },
  };
}

/** Where the read model says that they are, by id. @throws ProblemError `unavailable.service` when reporting does not answer */
async function placesOf(
  { tokens, reportingUrl: url }: ReadModelParts,
  of: InquiryKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  if (ids.length === 0) return new Map();
  const request = { body: { of, ids: [...ids] } };
  const contract = inquiryReportRoutes.places;
  const { body } = await callService({ url, contract, tokens, actor: serviceActor('orders'), request });
  return new Map(body.items.map(({ id, status: stage, version }) => [id, { stage, version }]));
}

function agrees(row: ComparedInquiry, found: Place | null): boolean {
  return found !== null && found.stage === row.stage && found.version === row.version;
}
