/** Files and photos of an order and its lines: which uploads they may be, how long they may be changed, and how many there are. */
import { accept, refuse, type Decision } from '../shared/decision.ts';
import type { ServiceOrder } from './order.ts';

/** More than these are another system's business. */
export const maxOrderFiles = 100;

/** An uploaded file that belongs to an order or to one of its lines. */
export interface OrderFile {
  readonly orderFileId: string;
  readonly fileId: string;
  /** Null when it belongs to the order as a whole. */
  readonly lineId: string | null;
  readonly caption: string | null;
  /** Its customer sees it too. */
  readonly forCustomer: boolean;
}

/** What is known of an uploaded file; undefined for one that is not there. */
type Uploaded =
  | {
      readonly kind: string;
      readonly customerId: string | null;
    }
  | undefined;

type Standing = Pick<ServiceOrder, 'closedAt' | 'lines'>;
type Asked = Pick<OrderFile, 'fileId' | 'lineId'>;

type AddingRefusal =
  'order.closed' | 'order.line-unknown' | 'reference.unknown' | 'order.file-twice' | 'order.files-full';

/** A photo or document of the company's own. What was uploaded for a customer is the customer's to see, marked or not, so it is not one. */
export function isOwnUpload(file: Uploaded): boolean {
  return file !== undefined && file.customerId === null && (file.kind === 'photo' || file.kind === 'document');
}

/** Whether a file is added to an open order, or to one of its lines, that has these already. */
export function addFile(
  order: Standing,
  asked: Asked,
  file: Uploaded,
  present: readonly Asked[],
): Decision<object, AddingRefusal> {
  const closed = unlessOpen(order);
  if (!closed.ok) return closed;
  const { fileId, lineId } = asked;
  if (lineId !== null && !order.lines.some((line) => line.lineId === lineId)) return refuse('order.line-unknown');
  if (!isOwnUpload(file)) return refuse('reference.unknown', { params: { pointer: '/fileId' } });
  if (present.some((other) => other.fileId === fileId && other.lineId === lineId)) return refuse('order.file-twice');
  if (present.length >= maxOrderFiles) return refuse('order.files-full', { params: { most: maxOrderFiles } });
  return accept({});
}

/** Whether what is said of the order's files may still change, and whether they may be taken away. */
export function unlessOpen({ closedAt }: Pick<ServiceOrder, 'closedAt'>): Decision<object, 'order.closed'> {
  return closedAt === null ? accept({}) : refuse('order.closed', { params: { at: closedAt } });
}

/** A file with what is said of it anew; what is not said stays. */
export function changeFile<File extends OrderFile>(
  file: File,
  change: { readonly caption?: string | null | undefined; readonly forCustomer?: boolean | undefined },
): File {
  const { caption = file.caption, forCustomer = file.forCustomer } = change;
  return { ...file, caption, forCustomer };
}
