/** A photo as it is sent: one as large as cameras make them is drawn smaller first, which also drops what the camera wrote beside it. */

/** What is smaller than this is sent as it is, in bytes. */
const smallBytes = 1024 * 1024;

/** The longer side of what is sent, in pixels. */
const longestSide = 2_000;

const quality = 0.85;

/** The photo, smaller where it is large; as it is where the browser cannot draw it, and the server says what is wrong with it. */
export async function smallerPhoto(photo: File): Promise<Blob> {
  if (photo.size <= smallBytes) return photo;
  const picture = await createImageBitmap(photo).catch(() => null);
  if (picture === null) return photo;
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}
