/** Whom a message is for, in words. */
import type { Notification } from '#contracts/http/notifications.ts';

import { text } from '../../ui/texts.ts';

/**
 * Before the first attempt no address is known; what kind of reader it is for is.
 * @param names of the users among the readers, by principal
 */
export function readerOf(
  { address, recipientKind, recipientId }: Pick<Notification, 'address' | 'recipientKind' | 'recipientId'>,
  names: ReadonlyMap<string, string>,
): string {
  return names.get(`user:${recipientId}`) ?? address ?? text(`messages.to.${recipientKind}`);
}
