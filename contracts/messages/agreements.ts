/** Texts of agreements: the details of what is refused. */
export const agreementTexts = {
  'agreement.line-invalid.detail': 'Line {line}: {fault}.',
  'agreement.line-unrelated.detail': 'Line {line}: relate the object and the task to the agreement first.',
  'agreement.line-stopped.detail': 'Line {line} is stopped.',
  'agreement.line-not-valid.detail': 'Line {line} is not agreed for {day}.',
  'agreement.coverage-invalid.detail': 'Rule {rule}: {fault}.',
  'agreement.is-template.detail': '{number} is a template.',
  'agreement.other-customer.detail': '{number} is another customer’s.',
  'agreement.not-valid.detail': '{number} is not valid on {day}.',
  'agreement.suspended.detail': '{number} is suspended on {day}.',
  'service-task.unknown.detail': 'There is no task {task}.',
} as const;
