/** Texts of photos that come with requests. */
export const photosTexts = {
  'photos.title': 'Photos',
  'photos.help': 'Up to {most}, as JPEG or PNG. The customer sees them too.',
  'photos.choose': 'Choose photos',
  'photos.customerFirst': 'Choose the customer first',
  'photos.sending': 'Sending the photos',
  'photos.name': 'Photo {place}',
  'requests.photo': 'Photo {place} of {number}',
  'photos.remove': 'Remove',
  'photos.removeOf': 'Remove photo {place}',
} as const;
