/** Texts of an order on paper. */
export const documentTexts = {
  'document.work-description': 'Work description',
  'document.work-receipt': 'Work receipt',
  'document.title': '{title} {number}',
  'document.back': 'Back to the order',
  'document.print': 'Print',
  'document.address': 'Address',
  'document.type': 'Type',
  'document.day': 'Day',
  'document.date': 'Date',
  'document.name': 'Name',
  'document.signature': 'Signature',
} as const;
