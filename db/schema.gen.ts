/* Written by deploy/generate/database.ts from a migrated database. */
import type { ColumnType } from 'kysely';

/** A column with a default: it need not be written. */
type Defaulted<T> = ColumnType<T, T | undefined, T>;

/** A jsonb column: read as a JSON value, written as JSON text. */
type Json<T> = ColumnType<T, string, string>;

/** A jsonb column that may be null. */
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** A jsonb column with a default. */
type DefaultedJson<T> = ColumnType<T, string | undefined, string>;

/** A column that the database computes: it cannot be written. */
type Computed<T> = ColumnType<T, never, never>;

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
}

export interface GatewayAuditEntries {
  minute: string;
  what: 'signed-in' | 'sign-in-failed' | 'sign-in-slowed' | 'signed-out' | 'password-changed' | 'right-refused';
  principal: string;
  nameHash: string;
  route: string;
  address: string;
  entryId: string;
  count: number;
  lastAt: string;
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
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
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
  isAwaited: Defaulted<boolean>;
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

export interface GatewayPendingSignIns {
  secretHash: string;
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  createdAt: string;
}

export interface GatewayRememberedAnswers {
  principal: string;
  route: string;
  key: string;
  requestHash: string;
  answer: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface GatewaySavedViews {
  viewId: string;
  version: number;
  owner: string;
  name: string;
  shared: boolean;
  content: Json<import("#contracts/http/identity-views.ts").OrderView>;
  createdAt: string;
}

export interface GatewaySessions {
  secretHash: string;
  userId: string;
  createdAt: string;
  lastSeenAt: string;
  byProvider: Defaulted<boolean>;
}

export interface GatewaySetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface GatewaySetupEntries {
  kind: 'company' | 'parameter' | 'order-type' | 'priority' | 'category' | 'calendar' | 'reason-code' | 'feed-source' | 'case-category' | 'case-result';
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
  mustChangePassword: Defaulted<boolean>;
  providerIssuer: string | null;
  providerSubject: string | null;
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

export interface OrdersAgreementGroups {
  groupId: string;
  version: number;
  name: string;
  slaPolicyId: string | null;
  active: boolean;
}

export interface OrdersAgreements {
  agreementId: string;
  version: number;
  companyId: string;
  customerId: string | null;
  number: string;
  name: string;
  siteId: string | null;
  billToCustomerId: string | null;
  groupId: string | null;
  templateGroup: string | null;
  startsOn: string;
  endsOn: string | null;
  suspension: NullableJson<import("#domain/agreements/agreement.ts").Suspension>;
  slaPolicyId: string | null;
  preferredTechnicianId: string | null;
  objects: Json<readonly import("#domain/agreements/agreement.ts").ObjectRelation[]>;
  tasks: Json<readonly import("#domain/agreements/agreement.ts").TaskRelation[]>;
  lines: Json<readonly import("#domain/agreements/agreement.ts").AgreementLine[]>;
  coverage: Json<readonly import("#domain/agreements/coverage.ts").CoverageRule[]>;
  createdAt: string;
  responsibleId: string | null;
}

export interface OrdersBulkOrders {
  bulkId: string;
  orderId: string;
  place: number;
  number: string;
  fromStage: string;
  fate: 'waiting' | 'sent' | 'done' | 'refused';
  tries: Defaulted<number>;
  dueAt: string | null;
  commandId: string | null;
  refusal: NullableJson<import("#domain/service-orders/commands.ts").OrderRefusal>;
  settledAt: string | null;
}

export interface OrdersBulkRuns {
  bulkId: string;
  number: Computed<number>;
  action: 'cancel' | 'changeStage' | 'revoke' | 'assign';
  toStage: string | null;
  reasonCode: string | null;
  note: string | null;
  state: 'running' | 'stopped' | 'done';
  revision: number;
  requestedAt: string;
  requestedBy: string;
  roles: Json<readonly import("#domain/identity/rights.ts").Role[]>;
  endedAt: string | null;
  responsibleId: string | null;
}

export interface OrdersCalendarVersions {
  calendarId: string;
  version: number;
  definition: Json<import("#domain/sla/calendar.ts").CalendarDefinition>;
}

export interface OrdersCaseNotes {
  noteId: string;
  caseId: string;
  customerId: string;
  text: string;
  principal: string;
  createdAt: string;
}

export interface OrdersCaseParts {
  caseId: string;
  kind: 'request' | 'order';
  partId: string;
  customerId: string;
  number: string;
  addedAt: string;
}

export interface OrdersCases {
  caseId: string;
  version: number;
  companyId: string;
  customerId: string;
  contactId: string | null;
  number: string;
  category: string;
  subject: string;
  description: string | null;
  priority: string | null;
  ownerId: string | null;
  status: 'open' | 'waiting' | 'closed';
  nextStep: string | null;
  nextStepOn: string | null;
  openedAt: string;
  openedBy: string;
  closedAt: string | null;
  resultCode: string | null;
  resultNote: string | null;
  rating: number | null;
  ratingText: string | null;
  ratedAt: string | null;
  parentId: string | null;
}

export interface OrdersCommands {
  commandId: string;
  orderId: string;
  customerId: string;
  name: string;
  principal: string;
  requestHash: string | null;
  input: Json<unknown>;
  words: NullableJson<Readonly<Record<string, string>>>;
  judgedAt: number | null;
  receivedAt: string;
  occurredAt: string | null;
  status: 'received' | 'pending' | 'done' | 'refused' | 'withdrawn';
  outcome: NullableJson<import("#contracts/workflows/service-order.ts").Outcome>;
  settledAt: string | null;
  attempts: Defaulted<number>;
  dueAt: string | null;
  roles: readonly import("#domain/identity/rights.ts").Role[] | null;
}

export interface OrdersCompiledCalendars {
  calendarId: string;
  version: number;
  decade: number;
  tzVersion: string;
  openings: Json<import("#domain/sla/compiled-calendar.ts").CompiledCalendar>;
}

export interface OrdersContacts {
  contactId: string;
  customerId: string;
  version: number;
  number: string;
  externalId: string | null;
  siteId: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  language: string | null;
  active: boolean;
  createdAt: string;
}

export interface OrdersCustomers {
  customerId: string;
  version: number;
  number: string;
  externalId: string | null;
  name: string;
  address: NullableJson<import("#domain/customers/customer.ts").Address>;
  email: string | null;
  phone: string | null;
  billToCustomerId: string;
  language: string;
  paymentTermsDays: number;
  active: boolean;
  createdAt: string;
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
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
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

export interface OrdersFeedRecords {
  feedRecordId: string;
  source: string;
  kind: 'customer' | 'site' | 'contact' | 'technician';
  externalId: string;
  changedAt: string;
  record: Json<unknown>;
  rowId: string | null;
  waitsFor: Json<unknown>;
  conflicts: Json<unknown>;
  kept: Json<unknown>;
  receivedAt: string;
  isOpen: Computed<boolean>;
}

export interface OrdersFiles {
  fileId: string;
  customerId: string | null;
  kind: 'signature' | 'photo' | 'document' | 'logo';
  sha256: string;
  mime: 'image/png' | 'image/jpeg' | 'application/pdf';
  size: number;
  createdBy: string;
  createdAt: string;
}

export interface OrdersGroupedItems {
  itemId: string;
  groupId: string;
}

export interface OrdersInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
  isAwaited: Defaulted<boolean>;
}

export interface OrdersMovedSeries {
  companyId: string;
  series: string;
  prefix: string;
  shift: number;
  version: number;
}

export interface OrdersNotificationPreferences {
  userId: string;
  language: 'en' | 'de';
  timeZone: string | null;
  wantsMail: boolean;
}

export interface OrdersNotificationStaff {
  userId: string;
  roles: string[];
  active: boolean;
}

export interface OrdersNotificationTechnicians {
  technicianId: string;
  language: string;
  timeZone: string;
  canBeTold: boolean;
}

export interface OrdersNotifications {
  notificationId: string;
  version: number;
  cause: string;
  kind: string;
  channel: 'inbox' | 'mail';
  recipientKind: 'user' | 'technician' | 'contact' | 'customer';
  recipientId: string;
  companyId: string;
  customerId: string | null;
  orderId: string | null;
  requestId: string | null;
  params: Json<Readonly<Record<string, string | number>>>;
  language: 'en' | 'de';
  timeZone: string;
  state: 'waiting' | 'handing-over' | 'sent' | 'failed' | 'uncertain';
  round: number;
  tries: Defaulted<number>;
  address: string | null;
  messageId: string | null;
  subject: string | null;
  body: string | null;
  error: string | null;
  createdAt: string;
  sentAt: string | null;
  acknowledgedAt: string | null;
}

export interface OrdersOrderFiles {
  orderFileId: string;
  orderId: string;
  customerId: string;
  lineId: string | null;
  fileId: string;
  caption: string | null;
  forCustomer: boolean;
  addedBy: string;
  addedAt: string;
  removedBy: string | null;
  removedAt: string | null;
}

export interface OrdersOrderHistory {
  externalId: string;
  orderId: string;
  customerId: string;
  contentHash: string;
}

export interface OrdersOrderLines {
  lineId: string;
  orderId: string;
  customerId: string;
  lineNumber: number;
  version: number;
  type: 'hour' | 'expense' | 'item' | 'fee';
  category: string;
  status: 'planned' | 'proposed' | 'confirmed' | 'posted' | 'cancelled';
  restoreStatus: 'planned' | 'proposed' | 'confirmed' | null;
  chargeable: boolean;
  itemId: string | null;
  technicianId: string | null;
  plannedQuantity: number | null;
  quantity: number | null;
  workDate: string;
  description: string | null;
  reserved: Defaulted<number>;
  missing: Defaulted<number>;
  issued: Defaulted<number>;
  amountMinor: number | null;
  costMinor: number | null;
  objectId: string | null;
  task: string | null;
  agreementLineNumber: number | null;
  extra: Defaulted<boolean>;
  approval: NullableJson<import("#domain/service-orders/approval.ts").LineApproval>;
  approvedBy: string | null;
  approvalNote: string | null;
  coveredMinor: number | null;
  movedTo: string | null;
  plainItem: Defaulted<boolean>;
  orderedOutside: NullableJson<import("#domain/service-orders/order.ts").OrderedOutside>;
  signedAt: string | null;
  expense: NullableJson<import("#domain/service-orders/expenses.ts").LineExpense>;
  paidBackBy: string | null;
  paidBackReference: string | null;
}

export interface OrdersOrderNotes {
  noteId: string;
  orderId: string;
  customerId: string;
  version: number;
  kind: 'internal' | 'customer' | 'command' | 'question' | 'answer';
  text: string;
  principal: string;
  createdAt: string;
}

export interface OrdersOrderObjects {
  orderId: string;
  customerId: string;
  objectId: string;
  position: number;
  reference: string | null;
}

export interface OrdersOrderRatings {
  orderId: string;
  customerId: string;
  rating: number;
  text: string | null;
  principal: string;
  ratedAt: string;
  changedAt: string;
}

export interface OrdersOrderTasks {
  orderId: string;
  customerId: string;
  task: string;
  position: number;
  name: string;
  internalNote: string | null;
  customerNote: string | null;
}

export interface OrdersOrderVisits {
  visitId: string;
  orderId: string;
  customerId: string;
  technicianId: string;
  startsAt: string | null;
  endsAt: string | null;
  timeZone: string | null;
  status: string;
  visitVersion: number;
  technicianNumber: string | null;
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

export interface OrdersQuotes {
  quoteId: string;
  number: string;
  orderId: string;
  customerId: string;
  state: import("#domain/service-orders/quotes.ts").QuoteState;
  validUntil: string;
  expiresAt: string;
  currency: string;
  netMinor: number;
  lines: Json<readonly import("#domain/service-orders/quotes.ts").WrittenLine[]>;
  text: string | null;
  keyHash: string;
  issuedAt: string;
  issuedBy: string;
  settledAt: string | null;
  how: import("#domain/service-orders/approval.ts").ApprovalWay | null;
  settledBy: string | null;
  note: string | null;
}

export interface OrdersRememberedAnswers {
  principal: string;
  route: string;
  key: string;
  requestHash: string;
  answer: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface OrdersRepairLines {
  repairLineId: string;
  orderId: string;
  customerId: string;
  lineNumber: number;
  objectId: string | null;
  condition: string | null;
  symptom: string | null;
  diagnosis: string | null;
  resolution: string | null;
  technicianId: string | null;
  note: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface OrdersRequestOrders {
  requestId: string;
  orderId: string;
  customerId: string;
  orderNumber: string;
  how: 'created' | 'joined';
  addedAt: string;
}

export interface OrdersRequestPhotos {
  requestId: string;
  fileId: string;
  customerId: string;
  place: number;
}

export interface OrdersRequests {
  requestId: string;
  version: number;
  companyId: string;
  customerId: string;
  number: string;
  siteId: string | null;
  contactId: string | null;
  objectId: string | null;
  subject: string;
  description: string | null;
  priority: string | null;
  submittedAt: string;
  submittedBy: string;
  status: 'submitted' | 'accepted' | 'rejected' | 'withdrawn';
  decidedAt: string | null;
  orderId: string | null;
  orderNumber: string | null;
  rejectionReasonCode: string | null;
  rejectionNote: string | null;
  channel: 'phone' | 'email' | 'page' | 'api';
  receivedAt: string;
  preferredAt: string | null;
  condition: string | null;
  symptom: string | null;
  clockBegun: Defaulted<boolean>;
  sla: NullableJson<import("#domain/sla/clock.ts").SlaClock>;
  slaPolicyId: string | null;
  slaPolicyVersion: number | null;
  slaState: Defaulted<string>;
  slaDueAt: string | null;
  nextAt: string | null;
  nextWhat: string | null;
}

export interface OrdersServiceObjects {
  objectId: string;
  customerId: string;
  version: number;
  number: string;
  externalId: string | null;
  siteId: string | null;
  name: string;
  serialNumber: string | null;
  active: boolean;
  createdAt: string;
  parentObjectId: string | null;
  installedOn: string | null;
  warrantyUntil: string | null;
}

export interface OrdersServiceOrders {
  orderId: string;
  number: string;
  version: number;
  companyId: string;
  customerId: string;
  customerNumber: string;
  billToCustomerId: string;
  siteId: string | null;
  contactId: string | null;
  customerOrderNumber: string | null;
  description: string | null;
  orderType: string;
  priority: string;
  stageModelId: string;
  stageModelVersion: number;
  stage: string;
  cameFrom: string[];
  waiting: NullableJson<import("#domain/service-orders/order.ts").Waiting>;
  progress: 'in-process' | 'posted' | 'cancelled';
  submittedAt: string;
  recordedTime: boolean;
  slaPolicyId: string | null;
  slaPolicyVersion: number | null;
  sla: NullableJson<import("#domain/sla/clock.ts").SlaClock>;
  slaState: string;
  slaDueAt: string | null;
  signOff: NullableJson<import("#domain/service-orders/order.ts").SignOff>;
  signedBy: string | null;
  proposalId: string | null;
  invoiceId: string | null;
  invoiceNumber: string | null;
  reserves: boolean;
  missingParts: boolean;
  pending: Json<readonly import("#domain/service-orders/order.ts").PendingCommand[]>;
  lastRefusal: NullableJson<import("#domain/service-orders/order.ts").LastRefusal>;
  runOriginal: string | null;
  runStartedAt: string | null;
  nextAt: string | null;
  nextWhat: string | null;
  closesAt: string | null;
  closedAt: string | null;
  followUpOf: string | null;
  requestId: string | null;
  lastEventAt: string;
  createdAt: string;
  entered: Defaulted<string[]>;
  response: NullableJson<import("#domain/sla/clock.ts").SlaClock>;
  agreementId: string | null;
  notToExceedMinor: number | null;
  overLimit: NullableJson<import("#domain/service-orders/approval.ts").OverLimit>;
  origin: Defaulted<'manual' | 'request' | 'agreement' | 'sales-order' | 'follow-up' | 'import'>;
  responsibleId: string | null;
  preferredTechnicianId: string | null;
  preferred: NullableJson<import("#domain/service-orders/header.ts").PreferredTime>;
  serviceAddress: NullableJson<import("#domain/service-orders/header.ts").ServiceAddress>;
  salesOrderNumber: string | null;
  repeatNumber: Defaulted<number>;
  openQuotes: DefaultedJson<readonly import("#domain/service-orders/quotes.ts").OpenQuote[]>;
  clocks: DefaultedJson<readonly import("#domain/sla/clock.ts").SlaClock[]>;
  slaTargets: DefaultedJson<readonly import("#domain/sla/target.ts").SlaTarget[]>;
  confirmations: DefaultedJson<readonly import("#domain/service-orders/confirmations.ts").Confirmation[]>;
  needsReview: Defaulted<boolean>;
  signOffs: DefaultedJson<readonly import("#domain/service-orders/sign-offs.ts").GivenSignOff[]>;
}

export interface OrdersServiceTasks {
  code: string;
  version: number;
  name: string;
  internalNote: string | null;
  customerNote: string | null;
  active: boolean;
}

export interface OrdersSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface OrdersSignedDocuments {
  orderId: string;
  version: number;
  customerId: string;
  sha256: string;
  document: string;
  signedAt: string;
  signedBy: string | null;
}

export interface OrdersSites {
  siteId: string;
  customerId: string;
  version: number;
  number: string;
  externalId: string | null;
  name: string;
  address: NullableJson<import("#domain/customers/customer.ts").Address>;
  timeZone: string | null;
  active: boolean;
  createdAt: string;
}

export interface OrdersSlaPolicies {
  id: string;
  version: number;
  name: string;
  calendarId: string;
  targets: Json<readonly import("#domain/sla/target.ts").SlaTarget[]>;
  publishedAt: string;
  publishedBy: string;
}

export interface OrdersStageMigrationOrders {
  migrationId: string;
  orderId: string;
  customerId: string;
  number: string;
  fromVersion: number;
  fate: 'waiting' | 'moved' | 'refused';
  refusal: NullableJson<import("#domain/service-orders/commands.ts").OrderRefusal>;
  settledAt: string | null;
  fromStage: string | null;
  toStage: string | null;
}

export interface OrdersStageMigrations {
  migrationId: string;
  stageModelId: string;
  version: number;
  state: 'running' | 'done';
  requestedAt: string;
  requestedBy: string;
  endedAt: string | null;
  mapping: DefaultedJson<import("#domain/service-orders/stage-mapping.ts").StageMapping>;
}

export interface OrdersStageModelDrafts {
  id: string;
  name: string;
  stages: Json<import("#domain/service-orders/stage-model.ts").StageModel["stages"]>;
  basedOn: number;
  revision: number;
  changedAt: string;
  changedBy: string;
}

export interface OrdersStageModels {
  id: string;
  version: number;
  document: Json<import("#domain/service-orders/stage-model.ts").StageModel>;
  publishedAt: string;
  publishedBy: string;
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
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
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

export interface DispatchFeedRecords {
  feedRecordId: string;
  source: string;
  kind: 'customer' | 'site' | 'contact' | 'technician';
  externalId: string;
  changedAt: string;
  record: Json<unknown>;
  rowId: string | null;
  waitsFor: Json<unknown>;
  conflicts: Json<unknown>;
  kept: Json<unknown>;
  receivedAt: string;
  isOpen: Computed<boolean>;
}

export interface DispatchInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
  isAwaited: Defaulted<boolean>;
}

export interface DispatchMovedSeries {
  companyId: string;
  series: string;
  prefix: string;
  shift: number;
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

export interface DispatchRememberedAnswers {
  principal: string;
  route: string;
  key: string;
  requestHash: string;
  answer: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface DispatchSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface DispatchTechnicians {
  technicianId: string;
  version: number;
  number: string;
  externalId: string | null;
  name: string;
  timeZone: string;
  active: boolean;
  createdAt: string;
  team: string | null;
  email: string | null;
  language: Defaulted<string>;
}

export interface DispatchVisitTimes {
  visitId: string;
  position: number;
  customerId: string;
  kind: 'travel' | 'work';
  technicianId: string;
  startedAt: string;
  endedAt: string | null;
}

export interface DispatchVisits {
  visitId: string;
  version: number;
  customerId: string;
  orderId: string;
  orderNumber: string;
  technicianId: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  status: 'planned' | 'travelling' | 'working' | 'paused' | 'finished' | 'cancelled';
  overlapReasonCode: string | null;
  cancelReasonCode: string | null;
  lastAt: string;
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
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
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
  isAwaited: Defaulted<boolean>;
}

export interface InventoryItemGroups {
  groupId: string;
  version: number;
  name: string;
  active: boolean;
}

export interface InventoryItems {
  itemId: string;
  version: number;
  number: string;
  externalId: string | null;
  name: string;
  unit: string;
  active: boolean;
  createdAt: string;
  groupId: string | null;
}

export interface InventoryMovedSeries {
  companyId: string;
  series: string;
  prefix: string;
  shift: number;
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

export interface InventoryRememberedAnswers {
  principal: string;
  route: string;
  key: string;
  requestHash: string;
  answer: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface InventoryReservations {
  orderId: string;
  lineId: string;
  itemId: string;
  warehouseId: string;
  place: number;
  wanted: number;
  reserved: number;
  issued: number;
  missing: Computed<number>;
}

export interface InventoryReservingOrders {
  orderId: string;
  version: number;
  orderVersion: number;
  setBy: string | null;
}

export interface InventorySetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface InventoryStockLevels {
  stockId: string;
  version: number;
  warehouseId: string;
  itemId: string;
  onHand: number;
  reserved: number;
}

export interface InventoryStockMovements {
  movementId: string;
  warehouseId: string;
  itemId: string;
  kind: 'received' | 'issued' | 'returned';
  quantity: number;
  orderId: string | null;
  lineId: string | null;
  receiptId: string | null;
  occurredAt: string;
  principal: string;
}

export interface InventoryStockReceipts {
  receiptId: string;
  warehouseId: string;
  reference: string | null;
  occurredAt: string;
  principal: string;
}

export interface InventoryWaitingEvents {
  consumer: string;
  aggregateId: string;
  version: number;
  event: Json<unknown>;
  receivedAt: Defaulted<string>;
}

export interface InventoryWarehouses {
  warehouseId: string;
  version: number;
  number: string;
  name: string;
  isDefault: boolean;
}

export interface InvoicingAggregateVersions {
  aggregateId: string;
  aggregate: string;
  version: number;
}

export interface InvoicingAgreementYears {
  agreementId: string;
  yearFrom: string;
}

export interface InvoicingConfirmedLines {
  lineId: string;
  orderId: string;
  proposalId: string | null;
  amountMinor: number;
  costMinor: number;
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
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
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
  isAwaited: Defaulted<boolean>;
}

export interface InvoicingInvoiceLines {
  invoiceId: string;
  lineNumber: number;
  customerId: string;
  orderId: string;
  lineId: string;
  transactionId: string;
  type: 'hour' | 'expense' | 'item' | 'fee';
  category: string;
  description: string;
  itemId: string | null;
  quantity: number;
  workDate: string;
  unitPriceMinor: number;
  amountMinor: number;
  taxCode: string;
  taxBasisPoints: number;
  coveredMinor: number;
}

export interface InvoicingInvoiceProposalLines {
  proposalId: string;
  transactionId: string;
  lineId: string;
  amountMinor: number;
}

export interface InvoicingInvoiceProposals {
  id: string;
  version: number;
  companyId: string;
  customerId: string;
  billToCustomerId: string;
  postingId: string;
  orderId: string;
  orderNumber: string;
  customerOrderNumber: string | null;
  state: 'open' | 'invoiced' | 'withdrawn';
  currency: string;
  netMinor: number;
  costMinor: number;
  postedAt: string;
  invoiceId: string | null;
}

export interface InvoicingInvoiceTaxes {
  invoiceId: string;
  taxCode: string;
  taxBasisPoints: number;
  customerId: string;
  netMinor: number;
  taxMinor: number;
}

export interface InvoicingInvoices {
  id: string;
  companyId: string;
  customerId: string;
  number: string;
  proposalId: string;
  orderNumbers: string[];
  customerOrderNumber: string | null;
  issuedAt: string;
  issuedOn: string;
  dueOn: string;
  currency: string;
  netMinor: number;
  taxMinor: number;
  grossMinor: number;
  seller: Json<import("#contracts/http/invoicing-schemas.ts").InvoiceSeller>;
  billTo: Json<import("#contracts/http/invoicing-schemas.ts").InvoiceParty>;
}

export interface InvoicingNumberSeries {
  companyId: string;
  series: string;
  prefix: string;
  lastNumber: number;
  lastIssuedAt: string | null;
  version: Defaulted<number>;
}

export interface InvoicingOrderCoverages {
  orderId: string;
  rules: Json<readonly import("#domain/agreements/coverage.ts").AppliedRule[]>;
}

export interface InvoicingOrderEstimates {
  id: string;
  orderId: string;
  version: number;
  currency: string;
  plannedRevenueMinor: number;
  plannedCostMinor: number;
  unpricedLines: string[];
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

export interface InvoicingPlannedLines {
  lineId: string;
  orderId: string;
  lineNumber: number;
  type: 'hour' | 'expense' | 'item' | 'fee';
  category: string;
  itemId: string | null;
  technicianId: string | null;
  quantity: number;
  chargeable: boolean;
  workDate: string;
  agreed: NullableJson<import("#domain/service-orders/quotes.ts").AgreedPrice>;
}

export interface InvoicingPostedLines {
  lineId: string;
  transactionId: string;
}

export interface InvoicingPostings {
  id: string;
  version: number;
  key: string;
  companyId: string;
  customerId: string;
  billToCustomerId: string;
  orderId: string;
  orderNumber: string;
  state: 'recorded' | 'reversed';
  currency: string;
  postedAt: string;
}

export interface InvoicingPriceEntries {
  id: string;
  version: number;
  companyId: string;
  kind: 'price' | 'cost';
  lineType: 'hour' | 'expense' | 'item' | 'fee';
  category: string | null;
  itemId: string | null;
  technicianId: string | null;
  validFrom: string;
  currency: string;
  amountMinor: number;
}

export interface InvoicingPricedLines {
  key: string;
  lineId: string;
  orderId: string;
  lineNumber: number;
  currency: string;
  type: 'hour' | 'expense' | 'item' | 'fee';
  category: string;
  itemId: string | null;
  technicianId: string | null;
  quantity: number;
  chargeable: boolean;
  workDate: string;
  unitPriceMinor: number | null;
  amountMinor: number;
  unitCostMinor: number | null;
  costMinor: number;
  taxCode: string | null;
  taxBasisPoints: number | null;
  coveredMinor: number;
  coveredQuantity: number;
  coverAgreementId: string | null;
  coverYearFrom: string | null;
  coverSubject: string | null;
}

export interface InvoicingRememberedAnswers {
  principal: string;
  route: string;
  key: string;
  requestHash: string;
  answer: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface InvoicingSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface InvoicingTaxTables {
  id: string;
  companyId: string;
  version: number;
  document: Json<import("#domain/invoicing/tax-table.ts").TaxTable>;
}

export interface InvoicingTransactions {
  id: string;
  postingId: string;
  reverses: string | null;
  companyId: string;
  customerId: string;
  orderId: string;
  lineId: string;
  lineNumber: number;
  type: 'hour' | 'expense' | 'item' | 'fee';
  category: string;
  itemId: string | null;
  technicianId: string | null;
  quantity: number;
  chargeable: boolean;
  workDate: string;
  currency: string;
  unitPriceMinor: number | null;
  amountMinor: number;
  unitCostMinor: number | null;
  costMinor: number;
  taxCode: string | null;
  taxBasisPoints: number | null;
  postedAt: string;
  coveredMinor: number;
  coveredQuantity: number;
  coverAgreementId: string | null;
  coverYearFrom: string | null;
  coverSubject: string | null;
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

export interface ReportingAppliedEvents {
  generation: number;
  area: string;
  events: number;
}

export interface ReportingCaseList {
  generation: number;
  caseId: string;
  version: number;
  number: string;
  customerId: string;
  category: string;
  priority: string | null;
  ownerId: string | null;
  status: string;
  openedAt: string;
  closedAt: string | null;
  resultCode: string | null;
  rating: number | null;
}

export interface ReportingCustomerNumbers {
  generation: number;
  customerId: string;
  number: string;
  isActive: boolean;
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
  discardedAt: string | null;
  discardedBy: string | null;
  discardReason: string | null;
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

export interface ReportingGenerations {
  generation: Computed<number>;
  state: 'live' | 'building';
  begunAt: Defaulted<string>;
}

export interface ReportingInboxPositions {
  consumer: string;
  aggregateId: string;
  version: number;
  isAwaited: Defaulted<boolean>;
}

export interface ReportingOrderList {
  generation: number;
  orderId: string;
  version: number;
  number: string;
  companyId: string;
  customerId: string;
  billToCustomerId: string;
  customerOrderNumber: string | null;
  orderType: string;
  priority: string;
  stageModelId: string;
  stageModelVersion: number;
  stage: string;
  stageEnd: 'none' | 'done' | 'cancelled';
  progress: string;
  waiting: NullableJson<import("#domain/reporting/order-summary.ts").OrderSummary["waiting"]>;
  sla: NullableJson<import("#domain/reporting/order-summary.ts").OrderSummary["sla"]>;
  missingParts: boolean;
  lines: Json<import("#domain/reporting/order-summary.ts").OrderSummary["lines"]>;
  repairLines: number;
  stageEntries: number;
  recordedTime: boolean;
  createdAt: string;
  submittedAt: string;
  signedOffAt: string | null;
  invoiceNumber: string | null;
  closedAt: string | null;
  lastEventAt: string;
  followUpOf: string | null;
  endedAt: string | null;
}

export interface ReportingOrderMargin {
  generation: number;
  orderId: string;
  currency: string;
  plannedRevenueMinor: number;
  plannedCostMinor: number;
  unpricedLines: number;
  actualRevenueMinor: number;
  actualCostMinor: number;
  invoicedMinor: number;
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

export interface ReportingRememberedAnswers {
  principal: string;
  route: string;
  key: string;
  requestHash: string;
  answer: NullableJson<unknown>;
  at: Defaulted<string>;
}

export interface ReportingRequestList {
  generation: number;
  requestId: string;
  version: number;
  number: string;
  customerId: string;
  priority: string | null;
  channel: string | null;
  status: 'submitted' | 'accepted' | 'rejected' | 'withdrawn';
  submittedAt: string;
  dueAt: string | null;
  breachedAt: string | null;
  decidedAt: string | null;
  orders: number;
}

export interface ReportingSetupCopy {
  kind: string;
  id: string;
  version: number;
  data: Json<Readonly<Record<string, unknown>>>;
}

export interface ReportingStageEntries {
  generation: number;
  orderId: string;
  sequence: number;
  customerId: string;
  stage: string;
  occurredAt: string;
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
  auditEntries: GatewayAuditEntries;
  deadLetters: GatewayDeadLetters;
  effects: GatewayEffects;
  events: GatewayEvents;
  inboxPositions: GatewayInboxPositions;
  outbox: GatewayOutbox;
  pendingSignIns: GatewayPendingSignIns;
  rememberedAnswers: GatewayRememberedAnswers;
  savedViews: GatewaySavedViews;
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
  agreementGroups: OrdersAgreementGroups;
  agreements: OrdersAgreements;
  bulkOrders: OrdersBulkOrders;
  bulkRuns: OrdersBulkRuns;
  calendarVersions: OrdersCalendarVersions;
  caseNotes: OrdersCaseNotes;
  caseParts: OrdersCaseParts;
  cases: OrdersCases;
  commands: OrdersCommands;
  compiledCalendars: OrdersCompiledCalendars;
  contacts: OrdersContacts;
  customers: OrdersCustomers;
  deadLetters: OrdersDeadLetters;
  effects: OrdersEffects;
  events: OrdersEvents;
  feedRecords: OrdersFeedRecords;
  files: OrdersFiles;
  groupedItems: OrdersGroupedItems;
  inboxPositions: OrdersInboxPositions;
  movedSeries: OrdersMovedSeries;
  notificationPreferences: OrdersNotificationPreferences;
  notificationStaff: OrdersNotificationStaff;
  notificationTechnicians: OrdersNotificationTechnicians;
  notifications: OrdersNotifications;
  orderFiles: OrdersOrderFiles;
  orderHistory: OrdersOrderHistory;
  orderLines: OrdersOrderLines;
  orderNotes: OrdersOrderNotes;
  orderObjects: OrdersOrderObjects;
  orderRatings: OrdersOrderRatings;
  orderTasks: OrdersOrderTasks;
  orderVisits: OrdersOrderVisits;
  outbox: OrdersOutbox;
  quotes: OrdersQuotes;
  rememberedAnswers: OrdersRememberedAnswers;
  repairLines: OrdersRepairLines;
  requestOrders: OrdersRequestOrders;
  requestPhotos: OrdersRequestPhotos;
  requests: OrdersRequests;
  serviceObjects: OrdersServiceObjects;
  serviceOrders: OrdersServiceOrders;
  serviceTasks: OrdersServiceTasks;
  setupCopy: OrdersSetupCopy;
  signedDocuments: OrdersSignedDocuments;
  sites: OrdersSites;
  slaPolicies: OrdersSlaPolicies;
  stageMigrationOrders: OrdersStageMigrationOrders;
  stageMigrations: OrdersStageMigrations;
  stageModelDrafts: OrdersStageModelDrafts;
  stageModels: OrdersStageModels;
  waitingEvents: OrdersWaitingEvents;
}

export interface DispatchSchema {
  aggregateVersions: DispatchAggregateVersions;
  deadLetters: DispatchDeadLetters;
  effects: DispatchEffects;
  events: DispatchEvents;
  feedRecords: DispatchFeedRecords;
  inboxPositions: DispatchInboxPositions;
  movedSeries: DispatchMovedSeries;
  outbox: DispatchOutbox;
  rememberedAnswers: DispatchRememberedAnswers;
  setupCopy: DispatchSetupCopy;
  technicians: DispatchTechnicians;
  visitTimes: DispatchVisitTimes;
  visits: DispatchVisits;
  waitingEvents: DispatchWaitingEvents;
}

export interface InventorySchema {
  aggregateVersions: InventoryAggregateVersions;
  deadLetters: InventoryDeadLetters;
  effects: InventoryEffects;
  events: InventoryEvents;
  inboxPositions: InventoryInboxPositions;
  itemGroups: InventoryItemGroups;
  items: InventoryItems;
  movedSeries: InventoryMovedSeries;
  outbox: InventoryOutbox;
  rememberedAnswers: InventoryRememberedAnswers;
  reservations: InventoryReservations;
  reservingOrders: InventoryReservingOrders;
  setupCopy: InventorySetupCopy;
  stockLevels: InventoryStockLevels;
  stockMovements: InventoryStockMovements;
  stockReceipts: InventoryStockReceipts;
  waitingEvents: InventoryWaitingEvents;
  warehouses: InventoryWarehouses;
}

export interface InvoicingSchema {
  aggregateVersions: InvoicingAggregateVersions;
  agreementYears: InvoicingAgreementYears;
  confirmedLines: InvoicingConfirmedLines;
  deadLetters: InvoicingDeadLetters;
  effects: InvoicingEffects;
  events: InvoicingEvents;
  inboxPositions: InvoicingInboxPositions;
  invoiceLines: InvoicingInvoiceLines;
  invoiceProposalLines: InvoicingInvoiceProposalLines;
  invoiceProposals: InvoicingInvoiceProposals;
  invoiceTaxes: InvoicingInvoiceTaxes;
  invoices: InvoicingInvoices;
  numberSeries: InvoicingNumberSeries;
  orderCoverages: InvoicingOrderCoverages;
  orderEstimates: InvoicingOrderEstimates;
  outbox: InvoicingOutbox;
  plannedLines: InvoicingPlannedLines;
  postedLines: InvoicingPostedLines;
  postings: InvoicingPostings;
  priceEntries: InvoicingPriceEntries;
  pricedLines: InvoicingPricedLines;
  rememberedAnswers: InvoicingRememberedAnswers;
  setupCopy: InvoicingSetupCopy;
  taxTables: InvoicingTaxTables;
  transactions: InvoicingTransactions;
  waitingEvents: InvoicingWaitingEvents;
}

export interface ReportingSchema {
  aggregateVersions: ReportingAggregateVersions;
  appliedEvents: ReportingAppliedEvents;
  caseList: ReportingCaseList;
  customerNumbers: ReportingCustomerNumbers;
  deadLetters: ReportingDeadLetters;
  effects: ReportingEffects;
  events: ReportingEvents;
  generations: ReportingGenerations;
  inboxPositions: ReportingInboxPositions;
  orderList: ReportingOrderList;
  orderMargin: ReportingOrderMargin;
  outbox: ReportingOutbox;
  rememberedAnswers: ReportingRememberedAnswers;
  requestList: ReportingRequestList;
  setupCopy: ReportingSetupCopy;
  stageEntries: ReportingStageEntries;
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
