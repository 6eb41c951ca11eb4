/** What an agreement pays for: its rules, in words, entered, changed and taken away. */
import { useState } from 'react';
import { Button, Group } from '@mantine/core';

import type { Agreement, CoverageRule } from '#contracts/http/agreements-schemas.ts';
import { agreementRoutes } from '#contracts/http/agreements.ts';

import { useItemNames } from '../../api/names.ts';
import { useIntent } from '../../api/queries.ts';
import { mayCall, useSession } from '../../api/session.ts';
import { useCategories, useCategoryNames, useCurrency } from '../../api/setup.ts';
import { ChangeButton } from '../../ui/change-button.tsx';
import { Panel, Quiet } from '../../ui/page.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { text } from '../../ui/texts.ts';
import { useItemGroupNames } from '../inventory/item-groups.ts';
import { CoverageDialog } from './coverage-dialog.tsx';
import { coverageInWords, usedInWords } from './coverage-words.ts';
import { useUsed } from './used-coverage.ts';

export function AgreementCoverage({ agreement }: { agreement: Agreement }) {
  const [open, setOpen] = useState<CoverageRule | 'new' | null>(null);
  const session = useSession();
  const change = useIntent(agreementRoutes.change);
  const mayChange = mayCall(session, agreementRoutes.change);
  const { agreementId, version: ifMatch, coverage } = agreement;
  const subjectOf = useSubjects(coverage);
  const remove = (rule: CoverageRule) => {
    const body = { coverage: coverage.filter((each) => each !== rule) };
    change.mutate({ params: { agreementId }, ifMatch, body });
  };
  const buttons: Column<CoverageRule> = {
    id: 'actions',
    label: text('line.column.actions'),
    cell: (rule) => (
      <RuleButtons
        name={subjectOf(rule)}
        isBusy={change.isPending}
        onChange={() => setOpen(rule)}
        onRemove={() => remove(rule)}
      />
    ),
  };
  const usedOf = useUsed(agreement);
  const columns = [...useColumns(subjectOf, usedOf), ...(mayChange ? [buttons] : [])];
  return (
    <Panel
      title={text('agreement.coverage')}
      beside={
        mayChange && (
          <Button variant="default" size="compact-sm" onClick={() => setOpen('new')}>
            {text('coverageRule.add')}
          </Button>
        )
      }
    >
      <ProblemNote error={change.error} />
      {coverage.length === 0 ? (
        <Quiet>{text('agreement.noCoverage')}</Quiet>
      ) : (
        <Table plain caption={text('agreement.coverage')} columns={columns} rows={coverage} keyOf={subjectOf} />
      )}
      {open !== null && (
        <CoverageDialog
          agreement={agreement}
          rule={open === 'new' ? null : open}
          name={open === 'new' ? null : subjectOf(open)}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  );
}

/** What a rule is about, in words. */
function useSubjects(coverage: readonly CoverageRule[]): (rule: CoverageRule) => string {
  const categories = useCategoryNames();
  const groups = useItemGroupNames();
  const { names } = useItemNames(
    coverage.flatMap(({ subject }) => (subject.by === 'items' ? [...subject.itemIds] : [])),
  );
  return ({ subject }) => {
    if (subject.by === 'category') return categories.get(subject.category) ?? subject.category;
    if (subject.by === 'item-group') return groups.get(subject.groupId) ?? subject.groupId;
    return `${subject.name}: ${subject.itemIds.map((itemId) => names.get(itemId) ?? '').join(', ')}`;
  };
}

function useColumns(
  subjectOf: (rule: CoverageRule) => string,
  usedOf: ReturnType<typeof useUsed>,
): readonly Column<CoverageRule>[] {
  const currency = useCurrency();
  const ofHours = useCategories('hour');
  const unitOf = ({ subject }: CoverageRule) =>
    subject.by === 'category' && ofHours.some(({ value }) => value === subject.category)
      ? 'h'
      : text('coverageRule.units');
  return [
    { id: 'subject', label: text('agreement.ruleFor'), isTitle: true, cell: subjectOf },
    {
      id: 'treatment',
      label: text('agreement.treatment'),
      cell: (rule) => {
        if (currency === undefined) return null;
        const terms = { unit: unitOf(rule), currency };
        const used = usedInWords(rule, usedOf(rule), terms);
        return (
          <>
            {coverageInWords(rule, terms)}
            {used !== null && <Quiet>{used}</Quiet>}
          </>
        );
      },
    },
  ];
}

interface RuleButtonsProps {
  readonly name: string;
  readonly isBusy: boolean;
  readonly onChange: () => void;
  readonly onRemove: () => void;
}

function RuleButtons({ name, isBusy, onChange, onRemove }: RuleButtonsProps) {
  return (
    <Group gap="xs">
      <ChangeButton name={text('coverageRule.of', { name })} onClick={onChange} />
      <Button
        size="compact-sm"
        variant="default"
        disabled={isBusy}
        aria-label={text('form.removeOf', { name: text('coverageRule.of', { name }) })}
        onClick={onRemove}
      >
        {text('form.remove')}
      </Button>
    </Group>
  );
}
