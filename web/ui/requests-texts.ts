/** What the console says of requests that wait, and of what they lead to. */
export const requestsTexts = {
  'requests.answered': 'Request answered',
  'requests.answeredInTime': '{when}, in time',
  'requests.answeredLate': '{when}, late: due {due}',
} as const;
