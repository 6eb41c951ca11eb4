/** What the workflow of an e-mail and its activities say to each other. No zod here: workflows import it. */

/** A round begins when the notification is created, and whenever a person has it sent again. */
export interface NotificationInput {
  readonly notificationId: string;
  readonly round: number;
}

/** `notification/<id>`, and `notification/<id>/2` of the second round. */
export function notificationWorkflowId({ notificationId, round }: NotificationInput): string {
  return round === 1 ? `notification/${notificationId}` : `notification/${notificationId}/${round}`;
}
