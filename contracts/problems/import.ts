/** Problems of files that bring lists in, and of their rows; codes begin with `import`. */
import type { ProblemKind } from './problem.ts';

export const importProblems = {
  'import.unreadable': { status: 422, title: 'The file cannot be read as a table' },
  'import.missing': { status: 422, title: 'A value is missing' },
  'import.value': { status: 422, title: 'A value does not fit its column' },
  'import.twice': { status: 422, title: 'Another row of the file has this already' },
  'import.cells': { status: 422, title: 'The row has more cells than the head has columns' },
  'import.unknown-customer': { status: 422, title: 'There is no customer with this external id' },
  'import.unknown-site': { status: 422, title: 'The customer has no site with this external id' },
  'import.unknown-parent': { status: 422, title: 'The customer has no object with this number' },
  'import.unknown-item': { status: 422, title: 'There is no item with this number' },
  'import.unknown-technician': { status: 422, title: 'There is no technician with this number' },
  'import.unknown-warehouse': { status: 422, title: 'There is no warehouse with this number' },
  'import.amount': { status: 422, title: 'The amount does not fit the currency of the company' },
} as const satisfies Record<string, ProblemKind>;
