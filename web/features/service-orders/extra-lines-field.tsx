/** Which of the lines that wait for the customer's word are meant. */
import { Checkbox, Stack } from '@mantine/core';

import { useItemNames } from '../../api/names.ts';
import { useCategoryNames } from '../../api/setup.ts';
import { text } from '../../ui/texts.ts';
import type { OrderLine } from './order-lines.tsx';

interface ExtraLinesFieldProps {
  readonly lines: readonly OrderLine[];
  readonly chosen: readonly string[];
  readonly onChange: (lineIds: string[]) => void;
  readonly error: string | null;
}

export function ExtraLinesField({ lines, chosen, onChange, error }: ExtraLinesFieldProps) {
  const categories = useCategoryNames();
  const { names } = useItemNames(lines.map(({ itemId }) => itemId));
  const wordsOf = ({ lineNumber: number, itemId, category, description }: OrderLine) =>
    text('extra.lineNumber', {
      ...{ number, what: description ?? names.get(itemId ?? '') ?? categories.get(category) ?? category },
    });
  return (
    <Checkbox.Group label={text('extra.lines')} value={[...chosen]} onChange={onChange} error={error}>
      <Stack gap="xs" mt="xs">
        {lines.map((line) => (
          <Checkbox key={line.lineId} value={line.lineId} label={wordsOf(line)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
