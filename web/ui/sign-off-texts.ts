/** Texts of sign-offs of every kind, of how parts come to a line, and of what objects belong to. */
export const signOffTexts = {
  'itemUse.label': 'How the part comes',
  'itemUse.requirement': 'Item requirement',
  'itemUse.plain': 'Plain item',
  'itemUse.requirementHelp': 'Reserved for the order once it is planned.',
  'itemUse.plainHelp': 'Nothing is reserved; it leaves the stock when the line is posted.',
  'outside.mark': 'Ordered elsewhere',
  'outside.end': 'No longer on order',
  'outside.markTitle': 'Line {number} is on order elsewhere',
  'outside.endTitle': 'Line {number} is no longer on order elsewhere',
  'outside.endSubmit': 'It is delivered or withdrawn',
  'outside.endHelp':
    'The part of {reference} was delivered, or the order there is withdrawn. The line can be cancelled again then.',
  'outside.reference': 'Number of the purchase',
  'outside.referenceHelp': 'While it is on order there, the line and its order cannot be cancelled.',
  'outside.since': 'On order: {reference}, {when}',
} as const;
