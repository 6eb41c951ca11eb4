/** Entries of the set-up in files: their columns, and the doors through which such a file comes in. */
import * as z from 'zod';

import { importedList, importRoute } from './import-route.ts';
import type { ImportColumn } from './import-route.ts';
import { setupPublishers } from './setup.ts';
import { CategoryData, OrderTypeData, PriorityData, ReasonCodeData, SetupId } from './setup-schemas.ts';

const area = 'setup';

/** The columns of a kind: its id and name, its own, and whether it is offered. */
function columnsOf(id: string, name: string, own: readonly ImportColumn[]): readonly ImportColumn[] {
  return [
    { at: 'id', header: 'Id', kind: 'text', example: id },
    { at: 'name', header: 'Name', kind: 'text', example: name },
    ...own,
    { at: 'active', header: 'Offered', kind: 'flag', example: 'yes', whenEmpty: true },
  ];
}

const once = [['id']] as const;

export const categoryFile = importedList({
  row: z.strictObject({ id: SetupId, ...CategoryData.shape }),
  once,
  columns: columnsOf('crane-hire', 'Crane hire', [
    { at: 'lineTypes', header: 'Line types', kind: 'list', example: 'expense, item' },
    { at: 'receiptRequired', header: 'Receipt required', kind: 'flag', example: 'no' },
  ]),
});

export const priorityFile = importedList({
  row: z.strictObject({ id: SetupId, ...PriorityData.shape }),
  once,
  columns: columnsOf('night-call', 'Night call', [{ at: 'rank', header: 'Rank', kind: 'number', example: '5' }]),
});

export const reasonCodeFile = importedList({
  row: z.strictObject({ id: SetupId, ...ReasonCodeData.shape }),
  once,
  columns: columnsOf('road-closed', 'The road is closed', [
    { at: 'uses', header: 'May be given for', kind: 'list', example: 'waiting, backward-move' },
  ]),
});

export const orderTypeFile = importedList({
  row: z.strictObject({ id: SetupId, ...OrderTypeData.shape }),
  once,
  columns: columnsOf('warranty', 'Warranty repair', [
    { at: 'stageModelId', header: 'Stage model', kind: 'text', example: 'standard' },
    { at: 'priorityId', header: 'Priority', kind: 'text', example: 'normal' },
    { at: 'slaPolicyId', header: 'SLA policy', kind: 'text', example: 'standard', whenEmpty: null },
  ]),
});

export const setupImportRoutes = {
  categories: importRoute({ id: 'importCategories', area, plural: 'categories', roles: setupPublishers }),
  priorities: importRoute({ id: 'importPriorities', area, plural: 'priorities', roles: setupPublishers }),
  reasonCodes: importRoute({ id: 'importReasonCodes', area, plural: 'reason-codes', roles: setupPublishers }),
  orderTypes: importRoute({ id: 'importOrderTypes', area, plural: 'order-types', roles: setupPublishers }),
} as const;
