/** Compares four counts of the same orders: per stage how often it was entered, per case the sequence. */

/** Who counted: the log itself, the orders' own tables, the workflows, the read model. */
export const sources = ['log', 'postgres', 'workflow', 'readModel'] as const;
export type Source = (typeof sources)[number];

/** Stages entered, in their order, by case. */
export type Sequences = ReadonlyMap<string, readonly string[]>;

export type StageCounts = Readonly<Record<Source, number>>;

export interface Difference {
  readonly case: string;
  readonly sequences: Readonly<Record<Source, readonly string[] | null>>;
}

export interface Comparison {
  /** Every stage that anyone has counted; those of `order` first. */
  readonly stages: Readonly<Record<string, StageCounts>>;
  readonly differences: readonly Difference[];
}

export function compare(counted: Readonly<Record<Source, Sequences>>, order: readonly string[]): Comparison {
  const entered = sources.map((source) => countsOf(counted[source]));
  const stages = [...new Set([...order, ...entered.flatMap((counts) => [...counts.keys()])])];
  const cases = [...new Set(sources.flatMap((source) => [...counted[source].keys()]))];
  return {
    stages: Object.fromEntries(stages.map((stage) => [stage, bySource((_, index) => entered[index]?.get(stage) ?? 0)])),
    differences: cases.flatMap((name) => {
      const sequences = bySource((source) => counted[source].get(name) ?? null);
      const different = new Set(Object.values(sequences).map((sequence) => JSON.stringify(sequence)));
      return different.size === 1 ? [] : [{ case: name, sequences }];
    }),
  };
}

function bySource<Value>(valueOf: (source: Source, index: number) => Value): Record<Source, Value> {
  return {
    log: valueOf('log', 0),
    postgres: valueOf('postgres', 1),
    workflow: valueOf('workflow', 2),
    readModel: valueOf('readModel', 3),
  };
}

function countsOf(sequences: Sequences): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const stage of [...sequences.values()].flat()) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  return counts;
}

const columnWidth = 10;
const shownDifferences = 10;

/** The comparison as a table for people, and the first cases that differ. */
export function comparisonText({ stages, differences }: Comparison): string {
  const width = Math.max(5, ...Object.keys(stages).map((stage) => stage.length));
  const line = (first: string, cells: readonly (string | number)[], last: string) =>
    `${first.padEnd(width)} ${cells.map((each) => String(each).padStart(columnWidth)).join(' ')}  ${last}`.trimEnd();
  const rows = Object.entries(stages).map(([stage, counts]) => {
    const values = sources.map((source) => counts[source]);
    return line(stage, values, new Set(values).size === 1 ? 'equal' : 'DIFFERENT');
  });
  const named = differences
    .slice(0, shownDifferences)
    .flatMap((difference) => [
      `case ${difference.case}`,
      ...sources.map(
        (source) => `  ${source.padEnd(columnWidth)} ${difference.sequences[source]?.join(' > ') ?? 'is not there'}`,
      ),
    ]);
  const more = differences.length > shownDifferences ? [`and ${differences.length - shownDifferences} more`] : [];
  const verdict =
    differences.length === 0
      ? 'Every case has the same sequence in all four.'
      : `Cases that differ: ${differences.length}`;
  return [line('stage', sources, ''), ...rows, verdict, ...named, ...more].join('\n');
}
