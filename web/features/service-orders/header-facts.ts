/** What an order's header says of who answers for it, whom and when its customer would like, where it is done, and its origin. */
import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useTechnicianNames, useUserNames } from '../../api/names.ts';
import { addressParts } from '../customers/address.ts';
import type { Fact } from '../../ui/facts.tsx';
import { day } from '../../ui/format.ts';
import { text, textOf } from '../../ui/texts.ts';

/** Its facts, those that are not said left out. */
export function useHeaderFacts(order: ServiceOrder): readonly Fact[] {
  const { responsibleId, preferredTechnicianId, serviceAddress, salesOrderNumber, repeatNumber } = order;
  const users = useUserNames([responsibleId]);
  const technicians = useTechnicianNames([preferredTechnicianId]);
  const address = serviceAddress?.address ?? null;
  return [
    { label: text('order.site'), value: serviceAddress?.name ?? null },
    { label: text('header.address'), value: address === null ? null : addressParts(address).join(', ') },
    {
      label: text('header.responsible'),
      value: responsibleId === null ? text('header.nobody') : users.get(responsibleId),
    },
    {
      label: text('header.preferredTechnician'),
      value: preferredTechnicianId === null ? null : technicians.get(preferredTechnicianId),
    },
    { label: text('header.preferred'), value: preferredInWords(order) },
    { label: text('header.origin'), value: textOf('origin', order.origin) },
    { label: text('header.salesOrder'), value: salesOrderNumber },
    { label: text('header.repeats'), value: repeatNumber === 0 ? null : repeatNumber },
  ];
}

/** Null where the customer has no wish. */
function preferredInWords({ preferred }: ServiceOrder): string | null {
  if (preferred === null) return null;
  const date = day(preferred.date);
  if (preferred.time === null) return date;
  return text('header.preferredAt', { date, time: preferred.time, zone: preferred.timeZone });
}
