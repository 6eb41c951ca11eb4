/** A few made-up tickets with the columns of the help desk's log, and what is odd in it: beginnings anywhere, repeats, life after the end. */

const head =
  'case,activity,lifecycle,timestamp,resource,seriousness,customer,product,responsible_section,service_level,service_type,support_section,workgroup';

const events: readonly (readonly [ticket: string, activity: string, at: string])[] = [
  ['T 1', 'Assign seriousness', '2012-10-09T14:50:17+00:00'],
  ['T 1', 'Take in charge ticket', '2012-10-09T14:51:01+00:00'],
  ['T 1', 'Take in charge ticket', '2012-10-12T15:02:56+00:00'],
  ['T 1', 'Wait', '2012-10-15T08:00:00+00:00'],
  ['T 1', 'Resolve ticket', '2012-10-25T11:54:26+00:00'],
  ['T 1', 'Closed', '2012-11-09T12:54:39+00:00'],
  ['T 2', 'Insert ticket', '2012-11-29T09:00:00+00:00'],
  ['T 2', 'Assign seriousness', '2012-11-29T09:05:00+00:00'],
  ['T 2', 'Take in charge ticket', '2012-11-29T10:00:00+00:00'],
  ['T 2', 'Require upgrade', '2012-12-03T10:00:00+00:00'],
  ['T 2', 'Take in charge ticket', '2012-12-04T10:00:00+00:00'],
  ['T 2', 'Resolve ticket', '2012-12-05T10:00:00+00:00'],
  ['T 3', 'Take in charge ticket', '2013-01-07T10:00:00+00:00'],
  ['T 3', 'Resolve SW anomaly', '2013-01-07T11:00:00+00:00'],
  ['T 3', 'Wait', '2013-01-08T10:00:00+00:00'],
  ['T 4', 'Assign seriousness', '2013-02-04T08:00:00+00:00'],
  ['T 4', 'Take in charge ticket', '2013-02-04T08:30:00+00:00'],
  ['T 4', 'Resolve ticket', '2013-02-04T15:00:00+00:00'],
  ['T 4', 'Closed', '2013-02-19T15:00:00+00:00'],
  ['T 4', 'Wait', '2013-02-20T15:00:00+00:00'],
  ['T 4', 'VERIFIED', '2013-02-21T15:00:00+00:00'],
];

/** The tickets as a file. */
export const tickets = [
  head,
  ...events.map(
    ([ticket, activity, at]) =>
      `${ticket},${activity},,${at},Value 1,Value 1,Value ${ticket.slice(-1)},Value 1,Value 1,Value 1,Value 1,Value 1,Value 1`,
  ),
].join('\n');
