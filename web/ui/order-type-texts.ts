/** Texts of what orders of a type begin with. */
export const orderTypeTexts = {
  'orderTypes.lines': 'Lines that its orders begin with',
  'orderTypes.addLine': 'Add a line',
  'orderTypes.line': 'line {number}',
  'orderTypes.tasks': 'Tasks of its orders',
  'orderTypes.addTask': 'Add a task',
  'orderTypes.taskRow': 'task {number}',
  'orderTypes.task': 'Task',
  'orderTypes.taskCode': 'Code',
  'orderTypes.taskName': 'Name',
  'orderTypes.internalNote': 'Internal note',
  'orderTypes.customerNote': 'Customer’s note',
  'orderTypes.begins': 'Begins with',
  'orderTypes.beginsWith': '{lines} lines, {tasks} tasks',
  'newOrder.linesOfType': 'The lines come from the order type; change or remove what does not fit.',
} as const;
