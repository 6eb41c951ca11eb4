/** An agreement of a fictional bakery, for the tests of its rules. */
import { newAgreement, type Agreement, type AgreementLine } from '#domain/agreements/agreement.ts';

/** A year's agreement with two lines that run. */
export function anAgreement(more: Partial<Agreement> = {}): Agreement {
  const made = newAgreement(
    { number: 'A-10001', name: 'Ovens', customerId: 'customer', startsOn: '2026-01-01', endsOn: '2026-12-31' },
    undefined,
  );
  const lines = [aLine({ lineId: 'inspect', lineNumber: 1 }), aLine({ lineId: 'clean', lineNumber: 2 })];
  return { ...made, lines, ...more };
}

/** Two hours of inspection, open-ended. */
export function aLine(more: Partial<AgreementLine> = {}): AgreementLine {
  return {
    ...{ lineId: 'line', lineNumber: 1, type: 'hour', category: 'inspection', itemId: null, technicianId: null },
    ...{ quantity: 2, description: null, objectId: null, task: null, startsOn: '2026-01-01', endsOn: null },
    stopped: false,
    ...more,
  };
}
