/** How many pixels a picture says that it has, read from its first bytes without drawing it. */
import { imageSize } from 'image-size';

/** Width and height; null for what is no whole picture. */
export function pictureSizeOf(content: Uint8Array): { readonly width: number; readonly height: number } | null {
  try {
    const { width, height } = imageSize(content);
    return { width, height };
  } catch {
    return null;
  }
}
