/** The logo of the company: what may be printed at the head of documents. */
import { accept, refuse } from '../shared/decision.ts';
import type { Decision } from '../shared/decision.ts';

/** A drawing with scripts (SVG) is none of these. */
export const logoMimes = ['image/png', 'image/jpeg'] as const;

/** The largest logo in bytes: it is fetched with every document. */
export const maxLogoBytes = 512 * 1024;

/** The shortest and the longest side, in pixels. */
export const logoPixels = { min: 16, max: 2_000 } as const;

/** Width and height in pixels; null for a picture that cannot be read. */
export type PictureSize = { readonly width: number; readonly height: number } | null;

/** Whether a picture may be the logo. */
export function checkLogo(
  mime: string,
  size: PictureSize,
): Decision<Record<never, never>, 'file.logo-type' | 'file.logo-pixels'> {
  const isPicture = logoMimes.some((each) => each === mime);
  if (!isPicture || size === null) return refuse('file.logo-type');
  const fits = (pixels: number) => pixels >= logoPixels.min && pixels <= logoPixels.max;
  return fits(size.width) && fits(size.height) ? accept({}) : refuse('file.logo-pixels', { params: logoPixels });
}
