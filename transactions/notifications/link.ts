/** Where in the console the thing is that a notification is about. */

/** A path: the one that it was told with, else the order where there is one. */
export function linkOf({
  orderId,
  params,
}: {
  readonly orderId: string | null;
  readonly params: Readonly<Record<string, string | number>>;
}): string {
  if (typeof params['path'] === 'string') return params['path'];
  return orderId === null ? '/requests' : `/orders/${orderId}`;
}
