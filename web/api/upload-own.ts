/** Uploads a photo or a document as the company's own, to be added to something afterwards. */
import { fileRoutes, type StoredFile } from '#contracts/http/files.ts';
import { photoMimes } from '#domain/requests/photos.ts';

import { smallerPhoto } from '../ui/smaller-photo.ts';
import { upload } from './client.ts';

/** The stored file; a large photo is made smaller first. */
export async function uploadOwn(file: File): Promise<StoredFile> {
  const isPhoto = photoMimes.includes(file.type);
  const content = isPhoto ? await smallerPhoto(file) : file;
  return (await upload(fileRoutes.upload, { query: { kind: isPhoto ? 'photo' : 'document' } }, content)).body;
}
