/** Photos that come with a request: how many, of which types, and whose. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';

/** What a browser shows in a page. */
export const photoMimes: readonly string[] = ['image/jpeg', 'image/png'];

/** More than these say no more to who comes. */
export const maxPhotos = 5;

/** What is known of an uploaded file; undefined for one that is not there, or not for whoever asks. */
type Uploaded = { readonly kind: string; readonly mime: string; readonly customerId: string | null } | undefined;

/** Whether a file may be uploaded as a photo. */
export function checkPhoto(mime: string): Decision<object, 'file.photo-type'> {
  return photoMimes.includes(mime) ? accept({}) : refuse('file.photo-type');
}

/**
 * Whether these files come with a request of a customer. Each was uploaded as a photo for that customer: whoever may see the request
 * may see it then, and nobody else does.
 */
export function attachPhotos(files: readonly Uploaded[], customerId: string): Decision<object, 'reference.unknown'> {
  const unfit = files.findIndex(
    (file) => file?.kind !== 'photo' || file.customerId !== customerId || !photoMimes.includes(file.mime),
  );
  return unfit === -1 ? accept({}) : refuse('reference.unknown', { params: { pointer: `/photoIds/${unfit}` } });
}
