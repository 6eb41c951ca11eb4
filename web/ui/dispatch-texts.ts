/** Texts of the list of technicians. */
export const dispatchTexts = {
  'technicians.title': 'Technicians',
  'technicians.what': 'Who goes to the customers, and on which clock.',
  'technicians.new': 'New technician',
  'technicians.number': 'Number',
  'technicians.numberHelp': 'The next free one when empty.',
  'technicians.team': 'Team',
  'technicians.teamHelp': 'Who works together; the list is searched by it too.',
  'technicians.timeZone': 'Time zone',
  'technicians.timeZoneHelp': 'Visits are planned on this clock.',
  'technicians.externalId': 'External id',
  'technicians.externalIdHelp': 'The key in another system. A technician who has it already is changed.',
  'technicians.inactive': 'Also who is not active',
  'technicians.unknown': 'No technician has the number {number}',
  'technicians.active': 'Active',
  'technicians.activeHelp': 'Who is not active is planned no more.',
} as const;
