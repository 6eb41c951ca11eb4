/** Texts of what was just done, and of taking it back. */
export const toastTexts = {
  'toast.title': 'What was just done',
  'toast.undo': 'Undo',
  'toast.undoOf': 'Undo: {what}',
  'toast.close': 'Tell it no more',
  'toast.moved': '{number}: {stage}',
  'toast.cancelled': '{number} is cancelled',
  'toast.undone': 'Undone: {number} is back at {stage}',
  'toast.undoneNote': 'Undone',
  'toast.noWayBack': 'There is no way back any more',
  'toast.noWayBackHelp': 'The order has gone on since, or the way back asks for more than a reason.',
  'toast.viewDeleted': 'The view {name} is deleted',
  'toast.viewBack': 'The view {name} is there again',
  'keys.undo': 'Undo what was just done',
} as const;
