/** Every text of the pages, in English, keyed by code. Texts of refusals come from the API in their own words. */
import { actionTexts } from './action-texts.ts';
import { agreementsTexts } from './agreements-texts.ts';
import { bulkTexts } from './bulk-texts.ts';
import { changesTexts } from './changes-texts.ts';
import { customerVoiceTexts } from './customer-voice-texts.ts';
import { objectsTexts } from './objects-texts.ts';
import { customerTexts } from './customer-texts.ts';
import { dispatchTexts } from './dispatch-texts.ts';
import { documentTexts } from './document-texts.ts';
import { extraWorkTexts } from './extra-work-texts.ts';
import { identityTexts } from './identity-texts.ts';
import { keysTexts } from './keys-texts.ts';
import { inventoryTexts } from './inventory-texts.ts';
import { invoicingTexts } from './invoicing-texts.ts';
import { notificationTexts } from './notification-texts.ts';
import { operationsTexts } from './operations-texts.ts';
import { expensesTexts } from './expenses-texts.ts';
import { orderFilesTexts } from './order-files-texts.ts';
import { orderHeaderTexts } from './order-header-texts.ts';
import { reportingTexts } from './reporting-texts.ts';
import { orderTypeTexts } from './order-type-texts.ts';
import { orderListTexts } from './order-list-texts.ts';
import { csvTexts } from './csv-texts.ts';
import { toastTexts } from './toast-texts.ts';
import { translationOf } from './translation.ts';
import { photosTexts } from './photos-texts.ts';
import { casesTexts } from './cases-texts.ts';
import { requestsTexts } from './requests-texts.ts';
import { stageModelTexts } from './stage-model-texts.ts';
import { setUpTexts } from './set-up-texts.ts';
import { signOffTexts } from './sign-off-texts.ts';

const pageTexts = {
  'app.name': 'Callout',
  'app.skip': 'Skip to the content',
  'app.nav': 'Pages',
  'app.signOut': 'Sign out',
  'app.scheme': 'Light or dark',
  'live.on': 'Live',
  'live.off': 'Reconnecting',
  'live.stale': 'Not live since {time}',
  'problem.page': 'The page cannot do this',
  'problem.client.offline': 'Callout cannot be reached',
  'problem.client.unreadable': 'The answer cannot be read',
  'problem.offlineHelp': 'Nobody knows whether it was done. Try again: it will be done once.',
  'problem.reference': '{code} · trace {trace}',
  loading: 'Loading',
  retry: 'Try again',
  close: 'Close',
  back: 'Back',
  none: '–',
  now: 'now',
  yes: 'Yes',
  no: 'No',
  optional: 'optional',
  'notFound.title': 'There is no such page',
  'notFound.link': 'Go to the orders',
  copied: 'Copied',

  'signIn.title': 'Sign in to Callout',
  'signIn.name': 'E-mail address',
  'signIn.password': 'Password',
  'signIn.do': 'Sign in',
  'signIn.help':
    'The first administrator is admin@callout.local. What npm start printed names the logins and the files of their passwords.',

  'orders.attention': 'Needs somebody',

  'orders.title': 'Service orders',
  'orders.new': 'New order',
  'orders.empty': 'No order fits these filters.',
  'orders.emptyAll': 'There is no service order yet.',
  'orders.clear': 'Clear the filters',
  'orders.next': 'Next page',
  'orders.first': 'First page',
  'orders.filters': 'Filters',
  'orders.number': 'Order number',
  'orders.customer': 'Customer',
  'orders.stage': 'Stage',
  'orders.sla': 'SLA',
  'orders.open': 'Open only',
  'orders.mine': 'Mine only',
  'orders.missing': 'Missing parts only',
  'orders.column.number': 'Order',
  'orders.column.customer': 'Customer',
  'orders.column.stage': 'Stage',
  'orders.column.waiting': 'Waiting for',
  'orders.column.sla': 'SLA',
  'orders.column.parts': 'Parts',
  'orders.column.priority': 'Priority',
  'orders.column.submitted': 'Submitted',
  'orders.partsMissing': 'Missing',
  'orders.waitingUntil': 'until {until}',
  'orders.closed': 'Closed',

  'sla.none': 'None',
  'sla.running': 'Due {when}',
  'sla.paused': 'Paused',
  'sla.warned': 'Due {when}',
  'sla.breached': 'Overdue {when}',
  'sla.met': 'Met',
  'sla.met-late': 'Met late',
  'sla.cancelled': 'Cancelled',
  'sla.name.none': 'None',
  'sla.name.running': 'Running',
  'sla.name.paused': 'Paused',
  'sla.name.warned': 'Due soon',
  'sla.name.breached': 'Overdue',
  'sla.name.met': 'Met',
  'sla.name.met-late': 'Met late',
  'sla.name.cancelled': 'Cancelled',

  'order.title': 'Order {number}',
  'order.back': 'All orders',
  'order.facts': 'Details',
  'order.actions': 'What can be done',
  'order.actionsNone': 'Nothing more can be done with this order.',
  'order.refused': 'Not possible now',
  'order.lift': 'Who may lift it: {who}.',
  'order.customer': 'Customer',
  'order.billTo': 'Bill to',
  'order.site': 'Site',
  'order.contact': 'Contact',
  'order.customerOrderNumber': 'Customer’s order number',
  'order.type': 'Order type',
  'order.priority': 'Priority',
  'order.progress': 'Progress',
  'order.submitted': 'Submitted',
  'order.created': 'Created',
  'order.waiting': 'Waiting for {whom}',
  'order.waitingFacts': 'since {since}, until {until}',
  'order.closes': 'Closes',
  'order.closedAt': 'Closed',
  'order.request': 'From request',
  'order.followUpOf': 'Follow-up of',
  'order.openOther': 'Open it',
  'order.signOff': 'Signed off',
  'order.signedBy': '{name}, {when}',
  'order.noSignature': 'No signature: {reason}',
  'order.signatureOf': 'Signature of {name}',
  'order.temporal': 'Its workflow in the Temporal UI',
  'order.version': 'Version {version}',
  'order.busy': 'Being done: {what}',
  'order.busy.undoing': 'Being undone: {what}',
  'order.busy.following': 'Follows from the last command: {what}',
  'order.description': 'Description',
  'order.followUp': 'Create a follow-up order',
  'progress.in-process': 'In process',
  'progress.posted': 'Posted',
  'progress.cancelled': 'Cancelled',

  'operation.running': 'Taken, and being done: {command}',
  'operation.refused': 'Could not be done: {command}',

  'timeline.title': 'Timeline',
  'timeline.empty': 'Nothing has happened yet.',
  'timeline.by': '{who}, {source}',
  'timeline.recorded': 'recorded {when}',
  'timeline.moved': '{from} → {to}',
  'timeline.model': 'Stage model: version {fromVersion} → {toVersion}',
  'timeline.modelAndStage': 'Stage model: version {fromVersion} → {toVersion}; {from}, which is gone → {to}',
  'timeline.lineAdded': 'Line {number} added: {what}',
  'timeline.lineChanged': 'Line {number} is {status}: {what}',
  'timeline.used': '{count} used',
  'timeline.planned': '{count} planned',
  'timeline.repairAdded': 'Repair line {number} opened',
  'timeline.repairChanged': 'Repair line {number} changed',
  'timeline.repairFinished': 'Repair line {number} finished',
  'timeline.effectsBegun': 'Under way: {effects}',
  'timeline.effectsEnded': 'Done after the {command}',
  'timeline.effectsUndone': 'What the {command} had begun is undone',
  'timeline.refused': 'The {command} was refused: {why}',
  'timeline.parts': 'Parts: {parts}',
  'timeline.partsOfLine': 'line {number}: {counts}',
  'timeline.noParts': 'none',
  'timeline.visit': 'Visit: {status}',
  'timeline.signed': 'Signed off with a signature',
  'timeline.signedWithout': 'Signed off without a signature: {reason}',
  'timeline.posted': 'Posted: {amount} net',
  'timeline.postedNothing': 'Posted',
  'timeline.slaWarned': 'SLA warning: due {when}',
  'timeline.slaBreached': 'SLA missed: it was due {when}',
  'effect.setReservations': 'reserving parts',
  'effect.issueParts': 'issuing parts',
  'effect.planVisit': 'planning the visit',
  'effect.finishVisits': 'finishing the visits',
  'effect.cancelVisits': 'cancelling the visits',
  'effect.postLines': 'pricing and proposing the invoice',
  'effect.priceOrder': 'pricing',
  'effect.proposeInvoice': 'proposing the invoice',
  'source.user': 'console',
  'source.token': 'API token',
  'source.service': 'service',
  'source.operator': 'Temporal',
  'source.system': 'automatic',
  'actor.operator': 'An operator',
  'actor.system': 'Callout',
  'actor.unknown': 'Somebody',
  'note.title': 'Write a note',
  'note.text': 'Note',
  'note.kind': 'Who may read it',
  'note.internal': 'Our staff only',
  'note.customer': 'The customer as well',
  'note.add': 'Add the note',

  'invoices.title': 'Invoices',
  'invoices.empty': 'There is no invoice yet.',
  'invoices.column.number': 'Invoice',
  'invoices.column.issued': 'Issued',
  'invoices.column.due': 'Due',
  'invoices.column.net': 'Net',
  'invoices.column.gross': 'Gross',
  'invoices.next': 'Older invoices',
  'invoices.first': 'Newest invoices',
  'billing.title': 'Billing',
  'billing.none': 'An invoice proposal appears when the order is posted.',
  'billing.proposal': 'Invoice proposal',
  'billing.unconfirmed': 'The order is still recording the posting behind it.',
  'billing.post': 'Post to invoice',
  'billing.invoice': 'Invoice {number}',
  'billing.forbidden': 'Prices and invoices are for billing.',
  'billing.withdrawn': 'The proposal was withdrawn with its posting.',
  'invoice.title': 'Invoice {number}',
  'invoice.print': 'Print',
  'invoice.seller': 'From',
  'invoice.billTo': 'To',
  'invoice.date': 'Date',
  'invoice.due': 'Payable until',
  'invoice.customerOrder': 'Your order',
  'invoice.orders': 'Our order',
  'invoice.customerNumber': 'Customer number',
  'invoice.taxNumber': 'Tax number {number}',
  'invoice.position': 'No.',
  'invoice.what': 'Description',
  'invoice.day': 'Day',
  'invoice.quantity': 'Quantity',
  'invoice.price': 'Unit price',
  'invoice.amount': 'Amount',
  'invoice.net': 'Net',
  'invoice.tax': 'Tax {rate} on {net}',
  'invoice.gross': 'Total',
  'invoice.bank': '{bank} · IBAN {iban} · BIC {bic}',
} as const;

const texts = {
  ...pageTexts,
  ...orderListTexts,
  ...expensesTexts,
  ...orderFilesTexts,
  ...orderHeaderTexts,
  ...orderTypeTexts,
  ...reportingTexts,
  ...actionTexts,
  ...agreementsTexts,
  ...setUpTexts,
  ...signOffTexts,
  ...csvTexts,
  ...documentTexts,
  ...identityTexts,
  ...changesTexts,
  ...customerTexts,
  ...objectsTexts,
  ...customerVoiceTexts,
  ...inventoryTexts,
  ...keysTexts,
  ...dispatchTexts,
  ...invoicingTexts,
  ...notificationTexts,
  ...photosTexts,
  ...stageModelTexts,
  ...operationsTexts,
  ...requestsTexts,
  ...casesTexts,
  ...bulkTexts,
  ...extraWorkTexts,
  ...toastTexts,
};

export type TextCode = keyof typeof texts;

/** The text of a code with its `{names}` filled in. */
export function text(code: TextCode, values: Readonly<Record<string, string | number>> = {}): string {
  return (translationOf(code) ?? texts[code]).replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** The text of a code that is put together of a word from the API; the word itself where there is no text for it. */
export function textOf(prefix: string, word: string): string {
  const code = `${prefix}.${word}`;
  return isTextCode(code) ? text(code) : word;
}

/** Every code there is, for a language that is made of the English one. */
export function textCodes(): readonly TextCode[] {
  return Object.keys(texts).filter(isTextCode);
}

function isTextCode(code: string): code is TextCode {
  return Object.hasOwn(texts, code);
}
