/** What the open lines of an order under an agreement would be charged for now, and what the agreement pays of them. */
import { useQuery } from '@tanstack/react-query';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';
import { orderChargeRoutes } from '#contracts/http/service-orders-charges.ts';
import { sumMoney } from '#domain/shared/money.ts';

import { queryOf } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { money } from '../../ui/format.ts';
import { Quiet } from '../../ui/page.tsx';
import { text } from '../../ui/texts.ts';

export function OrderCharges({ order: { orderId } }: { order: ServiceOrder }) {
  const mayRead = mayCall(useSession(), orderChargeRoutes.read);
  const charges = useQuery({ ...queryOf(orderChargeRoutes.read, { params: { orderId } }), enabled: mayRead }).data;
  if (charges === undefined || charges.lines.length === 0) return null;
  if (charges.net === null) return <Quiet>{text('orderAgreement.unpriced')}</Quiet>;
  const { currency } = charges.net;
  const covered = sumMoney(
    currency,
    charges.lines.flatMap((line) => line.covered ?? []),
  );
  return <p>{text('orderAgreement.charges', { charged: money(charges.net), covered: money(covered) })}</p>;
}
