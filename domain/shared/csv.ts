/** Rows as CSV (RFC 4180) that spreadsheets open as UTF-8, and that no spreadsheet takes for a formula. */

export type CsvValue = string | number | boolean | null;

/** Tells spreadsheets that the file is UTF-8; it stands before the first row. */
export const byteOrderMark = '\uFEFF';

/** One row with its line end. Numbers stay numbers; text that a spreadsheet would carry out is shown as it is instead. */
export function csvRow(values: readonly CsvValue[]): string {
  return `${values.map((value) => quoted(textOf(value))).join(',')}\r\n`;
}

function textOf(value: CsvValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? harmless(value) : String(value);
}

/**
 * A spreadsheet runs what begins with one of these as a formula, even within quotes; an apostrophe before it makes it text
 * (OWASP, CSV Injection). The wide forms are what some spreadsheets read as the narrow ones.
 */
function harmless(text: string): string {
  return /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}

function quoted(cell: string): string {
  return /^$|[",;\r\n\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
