/** The page of one service object: the parts of several areas side by side. */
import { ObjectAgreements } from '../features/agreements/object-agreements.tsx';
import { ObjectPage } from '../features/objects/object-page.tsx';
import { ObjectOrders } from '../features/service-orders/object-orders.tsx';

export function ObjectRoute() {
  return (
    <ObjectPage
      agreements={(objectId) => <ObjectAgreements objectId={objectId} />}
      orders={(objectId) => <ObjectOrders objectId={objectId} />}
    />
  );
}
