/** The table of rights as a page: every operation of the API by role, and the fields that not everybody sees. */
import type { RouteSpec } from '#contracts/http/route.ts';
import { fieldNames, grantableRoles, maySeeField } from '#domain/identity/rights.ts';
import type { FieldName, Role } from '#domain/identity/rights.ts';

type Operation = Pick<RouteSpec, 'id' | 'area' | 'method' | 'path' | 'roles'>;

const fieldWords: Readonly<Record<FieldName, string>> = {
  cost: 'Cost and margin',
  internalNote: 'Internal notes',
};

/** Markdown, the operations by area in the order of the contracts. */
export function rightsPage(operations: readonly Operation[]): string {
  const areas = [...new Set(operations.map(({ area }) => area))];
  const sections = areas.map((area) => {
    const rows = operations.filter((operation) => operation.area === area).map(rowOf);
    return [`## ${area}`, '', headOf('Operation'), ...rows, ''].join('\n');
  });
  const fields = fieldNames.map((field) => lineOf(fieldWords[field], (role) => maySeeField([role], field)));
  return [
    '# Who may do what',
    '',
    'Written by `npm run generate` from the route contracts and `domain/identity/rights.ts`; a test calls every operation as every role.',
    'A customer contact sees its own company alone, which row-level security holds too. Public operations need no sign-in.',
    '',
    ...sections,
    '## Fields',
    '',
    headOf('Field'),
    ...fields,
    '',
  ].join('\n');
}

function headOf(what: string): string {
  return [`| ${what} | ${grantableRoles.join(' | ')} |`, `|---|${grantableRoles.map(() => ':-:|').join('')}`].join(
    '\n',
  );
}

function rowOf({ id, method, path, roles }: Operation): string {
  const name = `\`${method} ${path}\` ${id}${roles === 'public' ? ' (public)' : ''}`;
  return lineOf(name, (role) => typeof roles === 'string' || roles.includes(role));
}

function lineOf(name: string, holds: (role: Role) => boolean): string {
  return `| ${name} | ${grantableRoles.map((role) => (holds(role) ? '✓' : '')).join(' | ')} |`;
}
