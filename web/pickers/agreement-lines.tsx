/** One agreement or template out of many, and lines of it that are ticked. */
import { useState } from 'react';
import { Checkbox, Stack } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { AgreementRow } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useItemNames } from '../api/names.ts';
import { queryOf } from '../api/queries.ts';
import { useCategoryNames, type Choice } from '../api/setup.ts';
import { quantity } from '../ui/format.ts';
import { text } from '../ui/texts.ts';
import { SearchedSelect } from './searched-select.tsx';
import type { PickerProps } from './searched-select.tsx';

const shown = 20;

interface AgreementSelectProps extends PickerProps {
  /** Only agreements of this customer, beside templates; all when absent. */
  readonly customerId?: string;
  /** The one that is not offered. */
  readonly except?: string;
}

export function AgreementSelect({ customerId, except, ...props }: AgreementSelectProps) {
  const [search, setSearch] = useState('');
  const wish = { limit: shown, ...(search === '' ? {} : { search }) };
  const ofCustomer = customerId === undefined ? {} : { customerId };
  const list = (query: object) => queryOf(agreementRoutes.list, { query: { ...wish, ...query } });
  const own = useQuery({ ...list({ template: false, ...ofCustomer }), placeholderData: keepPreviousData }).data;
  const templates = useQuery({ ...list({ template: true }), placeholderData: keepPreviousData }).data;
  const found = [...(own?.items ?? []), ...(templates?.items ?? [])].filter(
    ({ agreementId }) => agreementId !== except,
  );
  const chosen = useQuery({
    ...queryOf(agreementRoutes.read, { params: { agreementId: props.value } }),
    enabled: props.value !== '',
  }).data;
  return (
    <SearchedSelect found={found.map(choiceOf)} chosen={chosen && choiceOf(chosen)} onSearch={setSearch} {...props} />
  );
}

function choiceOf({
  agreementId,
  number,
  name,
  templateGroup,
}: Pick<AgreementRow, 'agreementId' | 'number' | 'name' | 'templateGroup'>): Choice {
  const label = `${number} ${name}`;
  return {
    value: agreementId,
    label: templateGroup === null ? label : text('agreement.templateNamed', { name: label, group: templateGroup }),
  };
}

/** A line that may be ticked. */
export interface TickableLine {
  readonly lineId: string;
  readonly label: string;
}

/** The lines of an agreement that may be copied; none before one is chosen. */
export function useSourceLines(agreementId: string): readonly TickableLine[] {
  const read = useQuery({
    ...queryOf(agreementRoutes.read, { params: { agreementId } }),
    enabled: agreementId !== '',
  }).data;
  const running = (agreementId === '' ? [] : (read?.lines ?? [])).filter(({ stopped }) => !stopped);
  return useTickable(running);
}

interface NamedLine {
  readonly lineId: string;
  readonly lineNumber: number;
  readonly category: string;
  readonly itemId: string | null;
  readonly description: string | null;
  readonly quantity?: number | null;
  readonly plannedQuantity?: number | null;
}

/** Lines in words: number, what, how much. */
export function useTickable(lines: readonly NamedLine[]): readonly TickableLine[] {
  const categories = useCategoryNames();
  const { names: items } = useItemNames(lines.map(({ itemId }) => itemId));
  return lines.map(({ lineId, lineNumber, category, itemId, description, ...line }) => {
    const what = items.get(itemId ?? '') ?? categories.get(category) ?? category;
    const much = quantity(line.quantity ?? line.plannedQuantity ?? null);
    const words = [`${lineNumber}. ${what}`, description, much].filter((word) => word !== null && word !== '');
    return { lineId, label: words.join(' · ') };
  });
}

interface TickedLinesProps {
  readonly legend: string;
  readonly lines: readonly TickableLine[];
  /** Null for all of them. */
  readonly ticked: readonly string[] | null;
  readonly onChange: (ticked: readonly string[]) => void;
}

/** Lines to tick; all are ticked at first. */
export function TickedLines({ legend, lines, ticked, onChange }: TickedLinesProps) {
  if (lines.length === 0) return null;
  const value = ticked ?? lines.map(({ lineId }) => lineId);
  return (
    <Checkbox.Group label={legend} value={[...value]} onChange={onChange}>
      <Stack gap="xs" mt={4}>
        {lines.map(({ lineId, label }) => (
          <Checkbox key={lineId} value={lineId} label={label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
