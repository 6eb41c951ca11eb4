/** What an agreement pays for: its rules, in words. */
import type { Agreement } from '#contracts/http/agreements-schemas.ts';

import { useItemNames } from '../../api/names.ts';
import { useCategoryNames, useCurrency } from '../../api/setup.ts';
import { money, quantity } from '../../ui/format.ts';
import { Panel, Quiet } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text, textOf } from '../../ui/texts.ts';

type Rule = Agreement['coverage'][number];

export function AgreementCoverage({ agreement: { coverage } }: { agreement: Agreement }) {
  const categories = useCategoryNames();
  const currency = useCurrency();
  const { names } = useItemNames(
    coverage.flatMap(({ subject }) => (subject.by === 'items' ? [...subject.itemIds] : [])),
  );
  const subjectOf = ({ subject }: Rule) =>
    subject.by === 'category'
      ? (categories.get(subject.category) ?? subject.category)
      : `${subject.name}: ${subject.itemIds.map((itemId) => names.get(itemId) ?? '').join(', ')}`;
  const limitOf = ({ limit }: Rule) => {
    if (limit === null) return text('agreement.noLimit');
    if (limit.of === 'count') return text('agreement.limitCount', { count: quantity(limit.quantity) });
    return currency === undefined ? null : money({ amount: limit.amountMinor, currency });
  };
  const columns: readonly Column<Rule>[] = [
    { id: 'subject', label: text('agreement.ruleFor'), isTitle: true, cell: subjectOf },
    {
      id: 'treatment',
      label: text('agreement.treatment'),
      cell: ({ treatment, percent }) =>
        percent === null
          ? textOf('agreement.treatment', treatment)
          : text('agreement.lessPercent', { percent: quantity(percent) }),
    },
    { id: 'limit', label: text('agreement.limit'), cell: limitOf },
  ];
  return (
    <Panel title={text('agreement.coverage')}>
      {coverage.length === 0 ? (
        <Quiet>{text('agreement.noCoverage')}</Quiet>
      ) : (
        <Table plain caption={text('agreement.coverage')} columns={columns} rows={coverage} keyOf={subjectOf} />
      )}
    </Panel>
  );
}
