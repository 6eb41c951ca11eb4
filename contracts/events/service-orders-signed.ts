/** What events of orders say of acceptances: what was signed, how the SLA was kept, and that one was taken back. */
import * as z from 'zod';

import { confirmationKinds } from '#domain/service-orders/confirmations.ts';

import { Id, Instant } from '../http/schemas.ts';
import { ClockSnapshot, SlaSnapshot } from './service-orders-clocks.ts';
import { define } from './service-orders-define.ts';

const SignedOff = z.object({
  signedAt: Instant,
  signatureFileId: Id.nullable(),
  signatureSha256: z.string().nullable(),
  noSignatureReasonCode: z.string().max(100).nullable(),
  documentSha256: z.string().nullable().optional().describe('Of what was signed, in hex'),
  slaReasonCode: z.string().nullable().optional().describe('Why the SLA was missed'),
  compliancePercent: z.number().nullable().optional().describe('Recorded time over the SLA’s time; over 100 is late'),
});

const signOff = z.int().optional().describe('The version of the event by which it was accepted; all when absent');

const SignOffUndone = z.object({
  signedAt: Instant,
  reasonCode: z.string(),
  signOff,
  lineIds: z.array(Id).optional().describe('The lines that wait to be accepted anew'),
});

const LinesSigned = SignedOff.pick({
  signedAt: true,
  signatureFileId: true,
  signatureSha256: true,
  noSignatureReasonCode: true,
  documentSha256: true,
}).extend({ lineIds: z.array(Id) });

const LinesUnsigned = z.object({ lineIds: z.array(Id), reasonCode: z.string(), signOff });

const kind = z.enum(confirmationKinds).describe('The technician’s word that it is done, or the office’s review');

const Confirmed = z.object({
  kind,
  signedAt: Instant,
  by: z.string(),
  documentSha256: z.string().nullable().describe('Of the lines as they were then, in hex'),
});

const ConfirmationUndone = z.object({ kind, signedAt: Instant });

const clocks = z.array(ClockSnapshot).optional().describe('Of the targets beside the one to resolve');

/** Events of orders that are about sign-offs of every kind. */
export const signOffEvents = {
  signedOff: define('signed-off', 'The work was accepted', SignedOff.extend({ sla: SlaSnapshot.nullable(), clocks })),
  signOffUndone: define(
    'sign-off-undone',
    'The acceptance was taken back',
    SignOffUndone.extend({ sla: SlaSnapshot.nullable(), clocks }),
  ),
  linesSigned: define('lines-signed', 'Some lines were accepted before the others, or after them', LinesSigned),
  linesUnsigned: define('lines-unsigned', 'The acceptance of some lines was taken back', LinesUnsigned),
  confirmed: define('confirmed', 'The technician said that it is done, or the office has reviewed it', Confirmed),
  confirmationUndone: define('confirmation-undone', 'A sign-off of our own was taken back', ConfirmationUndone),
} as const;
