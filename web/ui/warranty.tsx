/** How the warranty of an object stands on the present day of its site. */
import type { ServiceObject } from '#contracts/http/customer-schemas.ts';

import { Badge } from './badge.tsx';
import { day } from './format.ts';
import { text } from './texts.ts';

interface WarrantyProps {
  readonly object: Pick<ServiceObject, 'warranty' | 'warrantyUntil'>;
  /** Where a label says already that it is about the warranty. */
  readonly isLabelled?: true;
}

/** Nothing where no day is known. */
export function Warranty({ object: { warranty, warrantyUntil }, isLabelled }: WarrantyProps) {
  if (warrantyUntil === null || warranty === 'none') return null;
  const words = wordsOf[isLabelled === true ? 'labelled' : 'whole'][warranty];
  return <Badge tone={warranty === 'running' ? 'good' : 'neutral'}>{text(words, { day: day(warrantyUntil) })}</Badge>;
}

const wordsOf = {
  whole: { running: 'objects.warranty.running', ended: 'objects.warranty.ended' },
  labelled: { running: 'objects.warranty.until', ended: 'objects.warranty.endedOn' },
} as const;
