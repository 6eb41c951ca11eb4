/** The page of one order: the parts of several areas side by side. */
import { useParams } from '@tanstack/react-router';

import { OrderAgreement } from '../features/agreements/order-agreement.tsx';
import { OrderVisits } from '../features/dispatch/order-visits.tsx';
import { OrderBilling } from '../features/invoicing/order-billing.tsx';
import { OrderMessages } from '../features/notifications/order-messages.tsx';
import { OrderPage } from '../features/service-orders/order-page.tsx';

export function OrderRoute() {
  const { orderId } = useParams({ from: '/inside/orders/$orderId' });
  return (
    <OrderPage
      key={orderId}
      orderId={orderId}
      agreement={(order) => <OrderAgreement order={order} />}
      visits={(order) => <OrderVisits order={order} />}
      billing={(order) => <OrderBilling order={order} />}
      messages={(order) => <OrderMessages orderId={order.orderId} />}
    />
  );
}
