/** Texts of agreements: what they pay, their list and page, and lines that orders take of them. */
export const agreementsTexts = {
  'coverage.all': 'Covered by the agreement',
  'coverage.part': 'The agreement pays {paid} of it',

  'serviceTasks.title': 'Service tasks',
  'serviceTasks.what': 'What is done again and again, with a note for technicians and one for customers.',
  'serviceTasks.new': 'New service task',
  'serviceTasks.internalNote': 'Note for technicians',
  'serviceTasks.internalNoteHelp': 'Customers do not see it.',
  'serviceTasks.customerNote': 'Note for the customer',
  'serviceTasks.customerNoteHelp': 'Stands on the order and on the work receipt.',
  'tasks.title': 'Tasks',
} as const;
