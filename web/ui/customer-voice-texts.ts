/** Texts of what the staff ask a customer, and of what the customer says. */
export const customerVoiceTexts = {
  'move.question': 'Question to the customer',
  'move.questionHelp': 'The customer reads it, and can answer it.',
  'timeline.note': 'Note',
  'timeline.answer': 'The customer answered',
  'timeline.question': 'Asked of the customer: {question}',
  'timeline.rated': 'The customer rated it {rating} of 5',
  'home.answered': 'answered {when}',
  'order.rating': 'Rating by the customer',
  'order.rated': '{rating} of 5, {when}',
  'order.answered': 'Answered {when}.',
} as const;
