/** Texts of agreements: what they pay, their list and page, and lines that orders take of them. */
export const agreementsTexts = {
  'coverage.all': 'Covered by the agreement',
  'coverage.part': 'The agreement pays {paid} of it',
} as const;
