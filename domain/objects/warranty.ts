/** Whether a day is in the warranty of an object. */
import type { ServiceObject } from './service-object.ts';

export type WarrantyState = 'none' | 'running' | 'ended';

/** How the warranty stands on a day of the site's clocks; its last day belongs to it. */
export function warrantyOn({ warrantyUntil }: Pick<ServiceObject, 'warrantyUntil'>, day: string): WarrantyState {
  if (warrantyUntil === null) return 'none';
  return day <= warrantyUntil ? 'running' : 'ended';
}
