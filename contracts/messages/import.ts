/** What is said of files that bring lists in, and of the cells of their rows. */
export const importTexts = {
  'import.empty': 'There is nothing in the file.',
  'import.not-utf8': 'The file is not UTF-8. Save it as “CSV UTF-8”.',
  'import.quotes':
    'A quotation mark on line {line} does not fit: quotes enclose a whole cell, and are doubled within one.',
  'import.unknown-column': '{name} is no column of this list. There are: {columns}.',
  'import.needed': 'This is needed.',
  'import.one-of': 'Must be one of: {values}.',
  'import.number': 'Must be a number.',
  'import.flag': 'Must be yes or no.',
  'import.too-long': 'At most {characters} characters.',
  'import.too-big': 'At most {most}.',
  'import.too-small': 'At least {least}.',
  'import.unfit': 'This does not fit; it looks like: {example}.',
  'import.invalid': 'This does not fit.',
  'import.character': 'It contains a character that cannot be stored.',
  'import.twice.at': 'Line {line} has this already.',
  'import.cells.more': 'The row has more cells than the head has columns ({columns}).',
  'import.unknown-customer.detail': 'There is no customer with the external id {externalId}.',
  'import.unknown-site.detail': 'The customer has no site with the external id {externalId}.',
  'import.unknown-parent.detail':
    'The customer has no object with the number {number}, and no row of the file enters one.',
  'import.unknown-item.detail': 'There is no item with the number {number}.',
  'import.unknown-technician.detail': 'There is no technician with the number {number}.',
  'import.unknown-warehouse.detail': 'There is no warehouse with the number {number}.',
  'import.amount.detail': 'The amount does not fit: {currency} has not that many places, or it is too large.',
} as const;
