/** AsyncAPI 3.0 and JSON Schema from the event contracts: what is published is what is described. */
import * as z from 'zod';

import { inboundTopicOf, topicOf } from '../topics.ts';
import { eventSchemaPath, eventTypeName } from './envelope.ts';
import type { EventSpec } from './envelope.ts';
import { inboundMessageAreas, inboundMessages } from './inbound.ts';
import type { InboundArea } from './inbound.ts';

type Json = Record<string, unknown>;

/** A document that tools can read; its members are plain JSON. */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0';
  readonly info: Json;
  readonly defaultContentType: 'application/json';
  readonly channels: Json;
  readonly operations: Json;
  readonly components: Json;
}

/** The JSON Schema (2020-12) of an event's data; members that a later version adds are allowed. */
export function eventDataSchema(spec: EventSpec): Json {
  const schema = z.toJSONSchema(spec.data, { io: 'input', override: ({ jsonSchema }) => withoutPattern(jsonSchema) });
  return { $id: eventSchemaPath(spec), title: eventTypeName(spec), description: spec.summary, ...schema };
}

/** The description of all topics and their events, in the order of the contracts. */
export function asyncApiDocument(events: readonly EventSpec[], about: { readonly version: string }): AsyncApiDocument {
  const byArea = Map.groupBy(events, (spec) => spec.area);
  const channels = [...byArea].map(([area, specs]) => [area, channel(topicOf(area, ''), specs)] as const);
  const operations = [...byArea.keys()].map(
    (area) => [`publish-${area}`, { action: 'send', channel: { $ref: `#/channels/${area}` } }] as const,
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Callout events',
      version: about.version,
      description:
        'CloudEvents 1.0 over Kafka in binary mode: the envelope in `ce_` headers, the data as JSON. The key is the aggregate’s id; `ce_sequence` counts its events from 1 without a gap. Delivery is at least once and in order per aggregate.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([...channels, ...inboundMessageAreas.map(inboundChannel)]),
    operations: Object.fromEntries([...operations, ...inboundMessageAreas.map(inboundOperation)]),
    components: {
      messages: Object.fromEntries([
        ...events.map((spec) => [eventTypeName(spec), message(spec)] as const),
        ...inboundMessageAreas.map((area) => [inboundName(area), inboundMessage(area)] as const),
      ]),
      schemas: { Headers: headers },
    },
  };
}

function channel(address: string, specs: readonly EventSpec[]): Json {
  const messages = specs.map((spec) => {
    const name = eventTypeName(spec);
    return [name, { $ref: `#/components/messages/${name}` }] as const;
  });
  return { address, messages: Object.fromEntries(messages) };
}

function message(spec: EventSpec): Json {
  return {
    name: eventTypeName(spec),
    title: spec.type,
    summary: spec.summary,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/Headers' },
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema: eventDataSchema(spec) },
  };
}

function inboundName(area: InboundArea): string {
  return `inbound-${area}`;
}

function inboundChannel(area: InboundArea) {
  const name = inboundName(area);
  const messages = { [name]: { $ref: `#/components/messages/${name}` } };
  return [name, { address: inboundTopicOf(area, ''), messages }] as const;
}

function inboundOperation(area: InboundArea) {
  const name = inboundName(area);
  return [`receive-${name}`, { action: 'receive', channel: { $ref: `#/channels/${name}` } }] as const;
}

/** Without an envelope of ours: whoever sends it says all of it in the value. */
function inboundMessage(area: InboundArea): Json {
  const schema = z.toJSONSchema(inboundMessages[area], {
    io: 'input',
    override: ({ jsonSchema }) => withoutPattern(jsonSchema),
  });
  return {
    name: inboundName(area),
    title: `A record that another system feeds into ${area}`,
    summary: 'The whole record as its source knows it. In any order and any number of times: the newest wins.',
    contentType: 'application/json',
    payload: { schemaFormat: 'application/schema+json;version=draft-2020-12', schema },
  };
}

const text = (description: string): Json => ({ type: 'string', description });

const headers: Json = {
  type: 'object',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type', 'ce_subject', 'ce_time', 'ce_sequence', 'ce_principal'],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: text('The event’s id: the same whenever it is published again'),
    ce_source: text('/callout/<service>/<area>'),
    ce_type: text('callout.<area>.<aggregate>.<what happened>.v<n>'),
    ce_subject: text('<aggregate>/<aggregate id>'),
    ce_time: text('When it occurred: the business instant'),
    ce_recordedtime: text('When it was committed'),
    ce_sequence: text('The aggregate’s version after this event'),
    ce_dataschema: text('Where the gateway serves the schema of the data'),
    ce_principal: text('Who did it'),
    ce_companyid: text('The company'),
    ce_customerid: text('Whose data it is, where it is a customer’s'),
    ce_traceparent: text('W3C trace context'),
  },
};

/** zod's patterns of instants and dates fill half a page; `format` says the same to a reader. */
function withoutPattern(schema: { format?: string; pattern?: string }): void {
  if (schema.format === 'date-time' || schema.format === 'date' || schema.format === 'uuid') delete schema.pattern;
}
