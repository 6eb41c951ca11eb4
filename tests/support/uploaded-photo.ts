/** A photo that was uploaded as the company's own, ready to be added to something. */
import { StoredFile } from '#contracts/http/files.ts';
import { pngOf } from './pictures.ts';

/** The id of the uploaded photo; photos of different widths are different files. */
export async function uploadPhoto(url: string, token: string, width: number): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/png' };
  const response = await fetch(`${url}/v1/files?kind=photo`, { method: 'POST', headers, body: pngOf(width, 120) });
  return StoredFile.parse(await response.json()).fileId;
}
