/**
 * Counts what a log says, for comparison with what the product made of it. Written a second time on purpose: it reads CSV,
 * times and mapping by itself and imports nothing, so that a mistake of the replayer is not repeated here.
 */

export interface CountedLog {
  /** By case: the stages that its order entered, the first included. */
  readonly sequences: ReadonlyMap<string, readonly string[]>;
  readonly badRows: number;
}

interface Rules {
  readonly csv?: { readonly delimiter?: string };
  readonly columns: {
    readonly case: string;
    readonly activity: string;
    readonly lifecycle?: string;
    readonly time: string;
  };
  readonly time?: { readonly format: string; readonly zone?: string };
  readonly events: readonly {
    readonly activity: string | readonly string[];
    readonly lifecycle?: string | readonly string[];
    readonly where?: Readonly<Record<string, string | readonly string[]>>;
    readonly starts?: boolean;
    readonly do: readonly { readonly command: string; readonly to?: string }[];
  }[];
  readonly otherEvents?: string;
  readonly afterEnd?: string;
}

interface Model {
  readonly initial: string;
  readonly ends: ReadonlySet<string>;
}

interface Happening {
  readonly place: number;
  readonly time: number;
  readonly moves: readonly string[];
  readonly starts: boolean;
}

/**
 * @param mapping the mapping's own JSON, known to be one
 * @param model where orders begin and end
 */
export function countLog(text: string, mapping: string, model: Model): CountedLog {
  const rules = JSON.parse(mapping) as Rules;
  const [head = [], ...records] = splitCsv(text.replace(/^\uFEFF/, ''), rules.csv?.delimiter ?? ',');
  const names = head.map((name) => name.trim());
  const cases = new Map<string, Happening[]>();
  let badRows = 0;
  records.forEach((record, place) => {
    const happening = record.length === names.length ? happeningOf(rules, cell(names, record), place) : 'bad';
    if (happening === 'bad') badRows += 1;
    else if (happening !== 'ignored') {
      const name = cell(names, record)(rules.columns.case);
      cases.set(name, [...(cases.get(name) ?? []), happening]);
    }
  });
  const needsStart = rules.events.some((rule) => rule.starts === true);
  const sequences = new Map<string, readonly string[]>();
  for (const [name, happenings] of cases) {
    const sorted = happenings.sort((a, b) => a.time - b.time || a.place - b.place);
    const first = needsStart ? sorted.findIndex((happening) => happening.starts) : 0;
    badRows += first === -1 ? sorted.length : first;
    if (first !== -1) sequences.set(name, sequenceOf(sorted.slice(first), rules, model));
  }
  return { sequences, badRows };
}

function sequenceOf(
  happenings: readonly Happening[],
  { afterEnd }: Rules,
  { initial, ends }: Model,
): readonly string[] {
  const entered = [initial];
  let now = initial;
  for (const { moves } of happenings) {
    const isOver = ends.has(now) && afterEnd !== undefined && afterEnd !== 'do';
    if (isOver) continue;
    for (const stage of moves) {
      if (stage !== now) entered.push(stage);
      now = stage;
    }
  }
  return entered;
}

type Cell = (column: string) => string;

function cell(names: readonly string[], record: readonly string[]): Cell {
  return (column) => record[names.indexOf(column)]?.trim() ?? '';
}

function happeningOf(rules: Rules, valueOf: Cell, place: number): Happening | 'bad' | 'ignored' {
  const { columns, events, otherEvents } = rules;
  const time = millisecondsOf(valueOf(columns.time), rules.time);
  if (valueOf(columns.case) === '' || Number.isNaN(time)) return 'bad';
  const fits = (wanted: string | readonly string[], column: string | undefined) =>
    [wanted].flat().includes(column === undefined ? '' : valueOf(column));
  for (const rule of events) {
    if (!fits(rule.activity, columns.activity)) continue;
    if (rule.lifecycle !== undefined && !fits(rule.lifecycle, columns.lifecycle)) continue;
    if (!Object.entries(rule.where ?? {}).every(([column, wanted]) => fits(wanted, column))) continue;
    const moves = rule.do.flatMap(({ command, to }) => (command === 'changeStage' && to !== undefined ? [to] : []));
    return { place, time, moves, starts: rule.starts === true };
  }
  if (otherEvents === 'note') return { place, time, moves: [], starts: false };
  return otherEvents === 'ignore' ? 'ignored' : 'bad';
}

/** Character by character: a quote opens a field only at its beginning, two quotes within are one. Empty lines are none. */
function splitCsv(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let isQuoted = false;
  const endRecord = () => {
    if (record.length > 0 || field !== '') records.push([...record, field]);
    record = [];
    field = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') field += text.charAt((at += 1));
      else isQuoted = false;
    } else if (character === '"' && field === '') isQuoted = true;
    else if (character === delimiter) {
      record.push(field);
      field = '';
    } else if (character === '\n') endRecord();
    else if (character !== '\r') field += character;
  }
  endRecord();
  return records;
}

/** Epoch milliseconds, or NaN. */
function millisecondsOf(text: string, time: Rules['time']): number {
  const { format = 'iso', zone = 'UTC' } = time ?? {};
  if (format === 'epoch-seconds') return text === '' ? Number.NaN : Math.round(Number(text) * 1000);
  if (format === 'epoch-milliseconds') return text === '' ? Number.NaN : Math.round(Number(text));
  const iso = format === 'iso' ? text.replace(' ', 'T').replace(',', '.') : isoByPattern(text, format);
  if (!/^\d{4}-\d\d-\d\d/.test(iso)) return Number.NaN;
  // Date.parse takes the 30th of February for the first of March.
  if (new Date(Date.parse(iso.slice(0, 10))).getUTCDate() !== Number(iso.slice(8, 10))) return Number.NaN;
  if (/(Z|[+-]\d\d(:?\d\d)?)$/.test(iso.slice(10))) return Date.parse(iso.replace(/([+-]\d\d)$/, '$1:00'));
  const local = Date.parse(`${iso.length === 10 ? `${iso}T00:00` : iso}Z`);
  return Number.isNaN(local) ? local : fromWallClock(local, zone);
}

function isoByPattern(text: string, pattern: string): string {
  const places = [...pattern.matchAll(/y+|M+|d+|H+|m+|s+|S+/g)].map(([letters]) => letters.charAt(0));
  const digits = text.match(/\d+/g) ?? [];
  if (digits.length !== places.length) return '';
  const part = (letter: string, size: number) => (digits[places.indexOf(letter)] ?? '0').padStart(size, '0');
  const day = `${part('y', 4)}-${part('M', 2)}-${part('d', 2)}`;
  return `${day}T${part('H', 2)}:${part('m', 2)}:${part('s', 2)}.${part('S', 3)}`;
}

/** The first instant at which a clock of the zone shows the time, found by asking for each offset that occurs. */
function fromWallClock(local: number, zone: string): number {
  const quarter = 15 * 60_000;
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  const wanted = new Date(local).toISOString().slice(0, 19).replace('T', ' ');
  for (let instant = local - 56 * quarter; instant <= local + 56 * quarter; instant += quarter)
    if (shown.format(instant) === wanted) return instant;
  return local;
}
