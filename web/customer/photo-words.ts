/** The words of the field for photos, in the customer's language. */
import { maxPhotos } from '#domain/requests/photos.ts';

import type { PhotoWords } from '../ui/photo-field.tsx';
import type { Speech } from './speaking.tsx';

export function photoWords(say: Speech['say']): PhotoWords {
  return {
    label: say('ask.photos'),
    help: say('ask.photosHelp', { most: maxPhotos }),
    choose: say('ask.photosChoose'),
    sending: say('ask.photosSending'),
    nameOf: (place) => say('photo.name', { place }),
    remove: say('ask.photoRemove'),
    removeOf: (place) => say('ask.photoRemoveOf', { place }),
  };
}
