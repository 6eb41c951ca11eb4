/** What a mapping says: which columns of an event log are what, and which event means which command. Documented in docs/how-to/replay-a-log.md. */
import * as z from 'zod';

import { NewLine } from '#contracts/http/service-order-schemas.ts';
import { CalendarData, OrderTypeData, PriorityData, ReasonCodeData, SetupId } from '#contracts/http/setup-schemas.ts';
import { slaRoutes } from '#contracts/http/sla.ts';
import { stageModelRoutes } from '#contracts/http/stage-models.ts';
import { UpsertedCustomer } from '#contracts/http/customer-schemas.ts';

const Template = z
  .string()
  .min(1)
  .max(2000)
  .describe('Text with {column}: the value of that column in this row, or the latest one of the case before it');
const StageId = z.string().min(1).max(60);
const Column = z.string().min(1).max(200).describe('A column by its name in the first line of the file');
const Values = z.union([z.string(), z.array(z.string()).min(1)]).describe('One value, or any of several');

const changeStage = z
  .strictObject({
    command: z.literal('changeStage'),
    to: StageId,
    reasonCode: Template.optional(),
    waitingFor: Template.optional(),
    until: Template.optional().describe('An instant, written like the times of the log'),
    note: Template.optional(),
  })
  .describe('Moves the order; left out where it is in that stage already (see repeats)');
const addNote = z
  .strictObject({ command: z.literal('addNote'), kind: z.enum(['internal', 'customer']), text: Template })
  .describe('Writes a note; left out where its text comes out empty');

const repairFields = {
  condition: Template.optional(),
  symptom: Template.optional(),
  diagnosis: Template.optional(),
  resolution: Template.optional(),
  note: Template.optional(),
};
const openRepairLine = z
  .strictObject({ command: z.literal('openRepairLine'), ...repairFields })
  .describe('Opens a repair line that was started when the event happened');
const changeRepairLine = z
  .strictObject({ command: z.literal('changeRepairLine'), ...repairFields, finished: z.boolean().optional() })
  .describe('Changes the repair line that was opened last, and opens one where there is none; finished: at the event');
const addLine = z
  .strictObject({
    command: z.literal('addLine'),
    type: NewLine.shape.type.exclude(['item']),
    category: Template,
    quantity: Template.describe('A number; the line is left out where it comes out empty'),
    description: Template.optional(),
  })
  .describe('Adds a confirmed line of an hour, an expense or a fee');
const signOff = z
  .strictObject({ command: z.literal('signOff'), signedBy: Template, noSignatureReasonCode: Template })
  .describe('Records who accepted the work');

export const Action = z.discriminatedUnion('command', [
  changeStage,
  addNote,
  openRepairLine,
  changeRepairLine,
  addLine,
  signOff,
]);
export type Action = z.infer<typeof Action>;

const EventRule = z.strictObject({
  activity: Values,
  lifecycle: Values.optional().describe('Any when absent'),
  where: z.record(z.string(), Values).optional().describe('Further columns and the values that they must have'),
  starts: z
    .boolean()
    .optional()
    .describe('Only such an event creates an order. Where no rule has it, the first event of a case does'),
  do: z.array(Action).max(10).describe('Commands in their order; an empty list for an event that means nothing more'),
});
export type EventRule = z.infer<typeof EventRule>;

const calendar = z.strictObject({ id: SetupId, ...CalendarData.shape });
const priority = z.strictObject({ id: SetupId, ...PriorityData.shape });
const reasonCode = z.strictObject({ id: SetupId, ...ReasonCodeData.shape });
const orderType = z.strictObject({ id: SetupId, ...OrderTypeData.shape });
const slaPolicy = z.strictObject({ id: SetupId, ...slaRoutes.publish.body.shape });
const stageModel = z.strictObject({
  ...stageModelRoutes.publish.params.shape,
  ...stageModelRoutes.publish.body.shape,
});

const setup = z
  .strictObject({
    calendars: z.array(calendar).optional(),
    priorities: z.array(priority).optional(),
    reasonCodes: z.array(reasonCode).optional(),
    slaPolicies: z.array(slaPolicy).optional(),
    stageModels: z.array(stageModel).optional(),
    orderTypes: z.array(orderType).optional(),
  })
  .describe('What is published before the first order, each as its own route takes it');

const customer = z
  .strictObject({
    externalId: Template.describe('What tells customers apart: one customer for each different text'),
    ...UpsertedCustomer.shape,
    name: Template,
    billToCustomerId: z.undefined().optional(),
  })
  .omit({ billToCustomerId: true })
  .describe('The customers of the log; name and external id may name columns of the first row of a case');

export const Mapping = z
  .strictObject({
    $schema: z.string().optional(),
    log: SetupId.describe('The name of the log. With case and row it makes the Idempotency-Keys: never change it'),
    csv: z
      .strictObject({
        delimiter: z.string().length(1).optional().describe('A comma when absent'),
        encoding: z.enum(['utf8', 'latin1']).optional().describe('utf8 when absent'),
      })
      .optional(),
    columns: z.strictObject({ case: Column, activity: Column, lifecycle: Column.optional(), time: Column }),
    time: z
      .strictObject({
        format: z
          .string()
          .min(2)
          .max(60)
          .describe('iso, epoch-seconds, epoch-milliseconds, or a pattern of yyyy MM dd HH mm ss SSS'),
        zone: z.string().max(60).optional().describe('IANA zone of times that have no offset; UTC when absent'),
      })
      .optional()
      .describe('iso in UTC when absent'),
    setup: setup.optional(),
    order: z.strictObject({
      type: SetupId.describe('The order type, published above or before'),
      priority: Template.optional(),
      description: Template.optional(),
      customerOrderNumber: Template.optional(),
    }),
    customer,
    events: z.array(EventRule).min(1).max(1000).describe('The first rule that fits a row says what it means'),
    otherEvents: z.enum(['refuse', 'ignore', 'note']).optional().describe('Rows without a rule; refuse when absent'),
    repeats: z
      .enum(['ignore', 'note'])
      .optional()
      .describe('A move to the stage in which the order is already; ignore when absent'),
    afterEnd: z
      .enum(['do', 'note', 'ignore'])
      .optional()
      .describe('Events of a case whose order is in an end stage; do when absent'),
  })
  .meta({ title: 'Mapping of an event log', description: 'See docs/how-to/replay-a-log.md' });
export type Mapping = z.infer<typeof Mapping>;

/** A mapping that cannot be used: all its mistakes, by their places. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

/** Reads a mapping. @throws MappingError with every mistake */
export function parseMapping(json: string): Mapping {
  const parsed = Mapping.safeParse(valueOf(json));
  if (!parsed.success) throw new MappingError(`The mapping is not right:\n${mistakesOf(parsed.error)}`);
  const unknown = unknownStages(parsed.data);
  if (unknown.length === 0) return parsed.data;
  throw new MappingError(`The mapping moves orders to stages that its model does not have: ${unknown.join(', ')}`);
}

/** The JSON Schema of mappings, for editors and for those who write one. */
export function mappingJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(Mapping, { io: 'input' }), null, 2)}\n`;
}

function valueOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new MappingError(`The mapping is no JSON: ${String(cause)}`, { cause });
  }
}

function mistakesOf(error: z.ZodError): string {
  return error.issues.map((issue) => `  ${issue.path.join('.') || 'the whole'}: ${issue.message}`).join('\n');
}

/** Where the mapping brings the model of its order type, a misspelled stage is found before anything is sent. */
function unknownStages(mapping: Mapping): readonly string[] {
  const type = mapping.setup?.orderTypes?.find(({ id }) => id === mapping.order.type);
  const model = mapping.setup?.stageModels?.find(({ id }) => id === type?.stageModelId);
  if (!model) return [];
  const known = new Set(model.stages.map(({ id }) => id));
  const targets = mapping.events.flatMap((rule) =>
    rule.do.flatMap((action) => (action.command === 'changeStage' ? [action.to] : [])),
  );
  return [...new Set(targets)].filter((stage) => !known.has(stage));
}
