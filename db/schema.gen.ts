/* Written by deploy/generate/database.ts from a migrated database. */
import type { ColumnType, GeneratedAlways } from 'kysely';

/** A column with a default: it need not be written. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** A jsonb column: read as a JSON value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;

/** A jsonb column that may be null. */
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** A jsonb column with a default. */
type DefaultedJson<T> = ColumnType<T, string | undefined, string>;

export interface GatewayAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface GatewayApiTokens {
  id: string;
  version: number;
  label: string;
  secretHash: string;
  roles: string[];
  customerId: string | null;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
  requestHash: string;
}

export interface GatewayDeadLetters {
  id: string;
  consumer: string;
  source: string;
  message: Json<unknown>;
  reason: string;
  receivedAt: Defaulted<string>;
  attempts: Defaulted<number>;
  replayedAt: string | null;
}

export interface GatewayEffects {
  key: string;
  name: string;
  state: 'done' | 'undone';
  version: number | null;
  result: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface GatewayEvents {
  id: string;
  area: string;
  aggregate: string;
  aggregateId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: Json<Readonly<Record<string, unknown>>>;
  principal: string;
  companyId: string | null;
  customerId: string | null;
  occurredAt: string;
  recordedAt: Defaulted<string>;
}

export interface GatewayInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
}

export interface GatewayOutbox {
  id: string;
  sink: 'kafka' | 'temporal';
  topic: string | null;
  aggregateId: string;
  version: number;
  eventId: string | null;
  message: NullableJson<unknown>;
  coalesce: string | null;
  traceparent: string | null;
  createdAt: Defaulted<string>;
  sentAt: string | null;
  attempts: Defaulted<number>;
  retryAt: string | null;
  lastError: string | null;
}

export interface GatewaySessions {
  secretHash: string;
  userId: string;
  createdAt: string;
  lastSeenAt: string;
}

export interface GatewaySetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface GatewaySetupEntries {
  kind: 'company' | 'parameter' | 'order-type' | 'priority' | 'category' | 'calendar' | 'reason-code';
  id: string;
  companyId: string;
  version: number;
  data: Json<unknown>;
  changedAt: string;
}

export interface GatewaySetupVersions {
  kind: string;
  id: string;
  version: number;
  companyId: string;
  data: Json<unknown>;
  changedAt: string;
  changedBy: string;
}

export interface GatewaySignInFailures {
  nameHash: string;
  count: number;
  lastAt: string;
}

export interface GatewayUsers {
  id: string;
  version: number;
  email: string;
  displayName: string;
  passwordHash: string;
  roles: string[];
  customerId: string | null;
  disabledAt: string | null;
  createdAt: string;
  requestHash: string;
}

export interface GatewayWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface OrdersAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface OrdersDeadLetters {
  id: string;
  consumer: string;
  source: string;
  message: Json<unknown>;
  reason: string;
  receivedAt: Defaulted<string>;
  attempts: Defaulted<number>;
  replayedAt: string | null;
}

export interface OrdersEffects {
  key: string;
  name: string;
  state: 'done' | 'undone';
  version: number | null;
  result: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface OrdersEvents {
  id: string;
  area: string;
  aggregate: string;
  aggregateId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: Json<Readonly<Record<string, unknown>>>;
  principal: string;
  companyId: string | null;
  customerId: string | null;
  occurredAt: string;
  recordedAt: Defaulted<string>;
}

export interface OrdersInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
}

export interface OrdersOutbox {
  id: string;
  sink: 'kafka' | 'temporal';
  topic: string | null;
  aggregateId: string;
  version: number;
  eventId: string | null;
  message: NullableJson<unknown>;
  coalesce: string | null;
  traceparent: string | null;
  createdAt: Defaulted<string>;
  sentAt: string | null;
  attempts: Defaulted<number>;
  retryAt: string | null;
  lastError: string | null;
}

export interface OrdersSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface OrdersWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface DispatchAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface DispatchDeadLetters {
  id: string;
  consumer: string;
  source: string;
  message: Json<unknown>;
  reason: string;
  receivedAt: Defaulted<string>;
  attempts: Defaulted<number>;
  replayedAt: string | null;
}

export interface DispatchEffects {
  key: string;
  name: string;
  state: 'done' | 'undone';
  version: number | null;
  result: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface DispatchEvents {
  id: string;
  area: string;
  aggregate: string;
  aggregateId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: Json<Readonly<Record<string, unknown>>>;
  principal: string;
  companyId: string | null;
  customerId: string | null;
  occurredAt: string;
  recordedAt: Defaulted<string>;
}

export interface DispatchInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
}

export interface DispatchOutbox {
  id: string;
  sink: 'kafka' | 'temporal';
  topic: string | null;
  aggregateId: string;
  version: number;
  eventId: string | null;
  message: NullableJson<unknown>;
  coalesce: string | null;
  traceparent: string | null;
  createdAt: Defaulted<string>;
  sentAt: string | null;
  attempts: Defaulted<number>;
  retryAt: string | null;
  lastError: string | null;
}

export interface DispatchSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface DispatchWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface InventoryAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface InventoryDeadLetters {
  id: string;
  consumer: string;
  source: string;
  message: Json<unknown>;
  reason: string;
  receivedAt: Defaulted<string>;
  attempts: Defaulted<number>;
  replayedAt: string | null;
}

export interface InventoryEffects {
  key: string;
  name: string;
  state: 'done' | 'undone';
  version: number | null;
  result: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface InventoryEvents {
  id: string;
  area: string;
  aggregate: string;
  aggregateId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: Json<Readonly<Record<string, unknown>>>;
  principal: string;
  companyId: string | null;
  customerId: string | null;
  occurredAt: string;
  recordedAt: Defaulted<string>;
}

export interface InventoryInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
}

export interface InventoryOutbox {
  id: string;
  sink: 'kafka' | 'temporal';
  topic: string | null;
  aggregateId: string;
  version: number;
  eventId: string | null;
  message: NullableJson<unknown>;
  coalesce: string | null;
  traceparent: string | null;
  createdAt: Defaulted<string>;
  sentAt: string | null;
  attempts: Defaulted<number>;
  retryAt: string | null;
  lastError: string | null;
}

export interface InventorySetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface InventoryWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface InvoicingAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface InvoicingDeadLetters {
  id: string;
  consumer: string;
  source: string;
  message: Json<unknown>;
  reason: string;
  receivedAt: Defaulted<string>;
  attempts: Defaulted<number>;
  replayedAt: string | null;
}

export interface InvoicingEffects {
  key: string;
  name: string;
  state: 'done' | 'undone';
  version: number | null;
  result: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface InvoicingEvents {
  id: string;
  area: string;
  aggregate: string;
  aggregateId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: Json<Readonly<Record<string, unknown>>>;
  principal: string;
  companyId: string | null;
  customerId: string | null;
  occurredAt: string;
  recordedAt: Defaulted<string>;
}

export interface InvoicingInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
}

export interface InvoicingOutbox {
  id: string;
  sink: 'kafka' | 'temporal';
  topic: string | null;
  aggregateId: string;
  version: number;
  eventId: string | null;
  message: NullableJson<unknown>;
  coalesce: string | null;
  traceparent: string | null;
  createdAt: Defaulted<string>;
  sentAt: string | null;
  attempts: Defaulted<number>;
  retryAt: string | null;
  lastError: string | null;
}

export interface InvoicingSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface InvoicingWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface ReportingAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface ReportingDeadLetters {
  id: string;
  consumer: string;
  source: string;
  message: Json<unknown>;
  reason: string;
  receivedAt: Defaulted<string>;
  attempts: Defaulted<number>;
  replayedAt: string | null;
}

export interface ReportingEffects {
  key: string;
  name: string;
  state: 'done' | 'undone';
  version: number | null;
  result: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface ReportingEvents {
  id: string;
  area: string;
  aggregate: string;
  aggregateId: string;
  version: number;
  type: string;
  schemaVersion: number;
  data: Json<Readonly<Record<string, unknown>>>;
  principal: string;
  companyId: string | null;
  customerId: string | null;
  occurredAt: string;
  recordedAt: Defaulted<string>;
}

export interface ReportingInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
}

export interface ReportingOutbox {
  id: string;
  sink: 'kafka' | 'temporal';
  topic: string | null;
  aggregateId: string;
  version: number;
  eventId: string | null;
  message: NullableJson<unknown>;
  coalesce: string | null;
  traceparent: string | null;
  createdAt: Defaulted<string>;
  sentAt: string | null;
  attempts: Defaulted<number>;
  retryAt: string | null;
  lastError: string | null;
}

export interface ReportingSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface ReportingWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface GatewaySchema {
  aggregateVersions: GatewayAggregateVersions;
  apiTokens: GatewayApiTokens;
  deadLetters: GatewayDeadLetters;
  effects: GatewayEffects;
  events: GatewayEvents;
  inboxPositions: GatewayInboxPositions;
  outbox: GatewayOutbox;
  sessions: GatewaySessions;
  setupCopy: GatewaySetupCopy;
  setupEntries: GatewaySetupEntries;
  setupVersions: GatewaySetupVersions;
  signInFailures: GatewaySignInFailures;
  users: GatewayUsers;
  waitingEvents: GatewayWaitingEvents;
}

export interface OrdersSchema {
  aggregateVersions: OrdersAggregateVersions;
  deadLetters: OrdersDeadLetters;
  effects: OrdersEffects;
  events: OrdersEvents;
  inboxPositions: OrdersInboxPositions;
  outbox: OrdersOutbox;
  setupCopy: OrdersSetupCopy;
  waitingEvents: OrdersWaitingEvents;
}

export interface DispatchSchema {
  aggregateVersions: DispatchAggregateVersions;
  deadLetters: DispatchDeadLetters;
  effects: DispatchEffects;
  events: DispatchEvents;
  inboxPositions: DispatchInboxPositions;
  outbox: DispatchOutbox;
  setupCopy: DispatchSetupCopy;
  waitingEvents: DispatchWaitingEvents;
}

export interface InventorySchema {
  aggregateVersions: InventoryAggregateVersions;
  deadLetters: InventoryDeadLetters;
  effects: InventoryEffects;
  events: InventoryEvents;
  inboxPositions: InventoryInboxPositions;
  outbox: InventoryOutbox;
  setupCopy: InventorySetupCopy;
  waitingEvents: InventoryWaitingEvents;
}

export interface InvoicingSchema {
  aggregateVersions: InvoicingAggregateVersions;
  deadLetters: InvoicingDeadLetters;
  effects: InvoicingEffects;
  events: InvoicingEvents;
  inboxPositions: InvoicingInboxPositions;
  outbox: InvoicingOutbox;
  setupCopy: InvoicingSetupCopy;
  waitingEvents: InvoicingWaitingEvents;
}

export interface ReportingSchema {
  aggregateVersions: ReportingAggregateVersions;
  deadLetters: ReportingDeadLetters;
  effects: ReportingEffects;
  events: ReportingEvents;
  inboxPositions: ReportingInboxPositions;
  outbox: ReportingOutbox;
  setupCopy: ReportingSetupCopy;
  waitingEvents: ReportingWaitingEvents;
}

export interface ServiceSchemas {
  gateway: GatewaySchema;
  orders: OrdersSchema;
  dispatch: DispatchSchema;
  inventory: InventorySchema;
  invoicing: InvoicingSchema;
  reporting: ReportingSchema;
}
