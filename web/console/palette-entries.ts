/** What the command palette offers: pages, what can be begun, and the orders and customers that fit what is typed. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';

import { customerRoutes } from '#contracts/http/customers.ts';
import { invoicingRoutes } from '#contracts/http/invoicing.ts';
import { expenseRoutes } from '#contracts/http/service-orders-expenses.ts';
import { inquiryReportRoutes } from '#contracts/http/reporting-inquiries.ts';
import { caseRoutes } from '#contracts/http/requests-cases.ts';
import { serviceRequestRoutes } from '#contracts/http/requests.ts';
import type { RouteSpec } from '#contracts/http/route.ts';
import { orderAttentionRoutes } from '#contracts/http/service-orders-list.ts';
import { serviceOrderRoutes } from '#contracts/http/service-orders.ts';
import type { Session } from '#contracts/http/identity.ts';
import { attentions } from '#domain/service-orders/attention.ts';

import { queryOf } from '../api/queries.ts';
import { mayCall } from '../api/session.ts';
import { text, textOf } from '../ui/texts.ts';
import type { TextCode } from '../ui/texts.ts';
import { setUpGroups } from './set-up-groups.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  /** The heading under which it stands. */
  readonly group: TextCode;
  readonly way: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

const pauseMs = 150;
const found = 8;
/** Fewer letters would find anything. */
const searchedFrom = 2;

/** The entries that fit, the fixed ones first; the API is asked once the typing pauses. */
export function usePaletteEntries(session: Session, typed: string): readonly PaletteEntry[] {
  const [settled] = useDebouncedValue(typed.trim(), pauseMs);
  const enabled = settled.length >= searchedFrom;
  const orders = useQuery({
    ...queryOf(serviceOrderRoutes.list, { query: { number: settled.toUpperCase(), limit: found } }),
    enabled,
  }).data;
  const customers = useQuery({
    ...queryOf(customerRoutes.list, { query: { search: settled, limit: found } }),
    enabled,
  }).data;
  const words = typed.trim().toLowerCase();
  const fixed = fixedEntries(session).filter(({ label }) => label.toLowerCase().includes(words));
  // What was found for other words is nothing to choose by Enter.
  if (!enabled || settled !== typed.trim()) return fixed;
  return [
    ...fixed,
    ...(orders?.items ?? []).map(({ orderId, number, customerName }): PaletteEntry => ({
      ...{ id: orderId, label: `${number} · ${customerName}`, group: 'palette.orders' },
      way: { to: '/orders/$orderId', params: { orderId } },
    })),
    ...(customers?.items ?? []).map(({ customerId, number, name }): PaletteEntry => ({
      ...{ id: customerId, label: `${name} (${number})`, group: 'palette.customers' },
      way: { to: '/orders', search: { customerId, all: true } },
    })),
  ];
}

function fixedEntries(session: Session): readonly PaletteEntry[] {
  const may = (route: Pick<RouteSpec, 'roles'>, ...entries: PaletteEntry[]) => (mayCall(session, route) ? entries : []);
  return [
    ...may(serviceOrderRoutes.create, begin('orders.new', { to: '/orders', search: { new: true } })),
    ...may(serviceRequestRoutes.submit, begin('requests.new', { to: '/requests', search: { new: true } })),
    ...may(orderAttentionRoutes.read, page(text('home.title'), { to: '/' })),
    page(text('orders.title'), { to: '/orders' }),
    page(text('requests.title'), { to: '/requests' }),
    ...may(caseRoutes.open, begin('cases.new', { to: '/cases', search: { new: true } })),
    ...may(caseRoutes.list, page(text('cases.title'), { to: '/cases' })),
    ...may(expenseRoutes.list, page(text('expenses.title'), { to: '/expenses' })),
    ...may(inquiryReportRoutes.requests, page(text('report.title'), { to: '/reports/inquiries' })),
    ...may(invoicingRoutes.listInvoices, page(text('invoices.title'), { to: '/invoices' })),
    ...may(
      orderAttentionRoutes.read,
      ...attentions.map((attention) =>
        page(`${text('orders.title')}: ${textOf('attention', attention)}`, { to: '/orders', search: { attention } }),
      ),
    ),
    ...setUpGroups.flatMap(({ sections }) =>
      sections.flatMap(({ to, title, read }) => may(read, page(`${text('setUp.title')}: ${text(title)}`, { to }))),
    ),
  ];
}

function begin(label: TextCode, way: PaletteEntry['way']): PaletteEntry {
  return { id: label, label: text(label), group: 'palette.begin', way };
}

function page(label: string, way: PaletteEntry['way']): PaletteEntry {
  return { id: label, label, group: 'palette.pages', way };
}
