/** The words of the field for photos. */
import { maxPhotos } from '#domain/requests/photos.ts';

import type { PhotoWords } from '../../ui/photo-field.tsx';
import { text } from '../../ui/texts.ts';

export function photoWords(customerId: string): PhotoWords {
  return {
    label: text('photos.title'),
    help: text('photos.help', { most: maxPhotos }),
    choose: text(customerId === '' ? 'photos.customerFirst' : 'photos.choose'),
    sending: text('photos.sending'),
    nameOf: photoName,
    remove: text('photos.remove'),
    removeOf: (place) => text('photos.removeOf', { place }),
  };
}

/** What the photo of a place is called. */
export function photoName(place: number): string {
  return text('photos.name', { place });
}
