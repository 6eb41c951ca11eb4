/** Where in the console the thing is that a notification is about. */

/** A path; the order where there is one. */
export function linkOf({ orderId }: { readonly orderId: string | null }): string {
  return orderId === null ? '/requests' : `/orders/${orderId}`;
}
