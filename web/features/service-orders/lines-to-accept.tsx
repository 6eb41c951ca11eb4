/** The lines that a customer accepts: all that was done, or some before the others. */
import { Checkbox } from '@mantine/core';

import type { ServiceOrder } from '#contracts/http/service-order-schemas.ts';

import { useItemNames } from '../../api/names.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { quantity } from '../../ui/format.ts';
import { text } from '../../ui/texts.ts';

/** What was done and is not accepted yet. */
export function linesToAccept({ lines }: Pick<ServiceOrder, 'lines'>) {
  return lines.filter(({ status, signedAt }) => status === 'confirmed' && signedAt === null);
}

interface LinesToAcceptProps {
  readonly order: ServiceOrder;
  readonly chosen: readonly string[];
  readonly onChange: (lineIds: string[]) => void;
  readonly error: string | null;
}

export function LinesToAccept({ order, chosen, onChange, error }: LinesToAcceptProps) {
  const lines = linesToAccept(order);
  const categories = useCategoryNames();
  const { names } = useItemNames(lines.map(({ itemId }) => itemId));
  const wordsOf = (line: (typeof lines)[number]) =>
    [
      line.description ?? names.get(line.itemId ?? '') ?? categories.get(line.category) ?? line.category,
      quantity(line.quantity),
    ].join(', ');
  return (
    <Checkbox.Group
      label={text('signOff.lines')}
      description={text('signOff.linesHelp')}
      value={[...chosen]}
      onChange={onChange}
      error={error}
    >
      {lines.map((line) => (
        <Checkbox
          key={line.lineId}
          mt="xs"
          value={line.lineId}
          label={text('signOff.line', { number: line.lineNumber, what: wordsOf(line) })}
        />
      ))}
    </Checkbox.Group>
  );
}
