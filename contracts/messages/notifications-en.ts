/** What people are told, in English: ICU messages. Instants arrive as words of the reader's clock; `link` leads to the thing. */
export const notificationsEn = {
  'order.sla-warned.subject': 'Order {order} is due soon',
  'order.sla-warned.text': 'Order {order} of {customer} has to be done by {dueAt}.',
  'order.sla-breached.subject': 'Order {order} is overdue',
  'order.sla-breached.text': 'Order {order} of {customer} had to be done by {dueAt}.',
  'posting.refused.subject': 'Order {order} could not be posted',
  'posting.refused.text': 'Order {order} of {customer} could not be posted: {reason}',
  'command.stuck.subject': 'Order {order}: a command hangs',
  'command.stuck.text':
    'The command {command} of order {order} has been without an outcome for {minutes, plural, one {# minute} other {# minutes}}.',
  'mail.failed.subject': 'A mail to {address} did not arrive',
  'mail.failed.text': 'The mail “{subject}” to {address} could not be sent: {reason}',
  'mail.uncertain.subject': 'A mail to {address} may not have arrived',
  'mail.uncertain.text':
    'Nobody knows whether the mail server has taken the mail “{subject}” to {address}. Ask the reader, or send it again.',
  'request.received.subject': 'We have your request {request}',
  'request.received.text':
    'Thank you for your request “{subject}”. It has the number {request}. You will hear from us.',
  'request.accepted.subject': 'Your request {request} is accepted',
  'request.accepted.text': 'We have accepted your request “{subject}”. It is order {order} now.',
  'request.rejected.subject': 'Your request {request} is turned down',
  'request.rejected.text': 'We cannot do what you asked for in your request “{subject}”:\n\n{note}',
  'visit.planned.subject': 'We come on {startsAt} (order {order})',
  'visit.planned.text': 'For order {order} somebody of ours comes to you on {startsAt}, until {until}.',
  'visit.moved.subject': 'Our visit is moved to {startsAt} (order {order})',
  'visit.moved.text': 'Our visit for order {order} is moved. It is on {startsAt} now, until {until}.',
  'visit.cancelled.subject': 'Our visit on {startsAt} will not take place (order {order})',
  'visit.cancelled.text': 'Our visit for order {order} on {startsAt} will not take place.',
  'order.completed.subject': 'Order {order} is done',
  'order.completed.text': 'The work of order {order} is done. Please look at it and tell us whether you are content.',
  'frame.mail': '{text}\n\n{link}\n\n-- \nThis mail was written by Callout.',
} as const;
