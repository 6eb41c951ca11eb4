/** The page of one customer: the parts of several areas side by side. */
import { CustomerPage } from '../features/customers/customer-page.tsx';
import { CustomerObjects } from '../features/objects/customer-objects.tsx';

export function CustomerRoute() {
  return <CustomerPage objects={(customerId) => <CustomerObjects customerId={customerId} />} />;
}
