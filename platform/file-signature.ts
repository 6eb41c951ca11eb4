/** Tells what a file is by its first bytes, whatever its sender calls it. */

const signatures = {
  'image/png': [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  'image/jpeg': [[0xff, 0xd8, 0xff]],
  'application/pdf': [[0x25, 0x50, 0x44, 0x46, 0x2d]],
} as const;

/** The media type of a PNG, a JPEG or a PDF; undefined for anything else. */
export function signatureOf(content: Uint8Array): keyof typeof signatures | undefined {
  if (startsWith(content, signatures['image/png'][0])) return 'image/png';
  if (startsWith(content, signatures['image/jpeg'][0])) return 'image/jpeg';
  return startsWith(content, signatures['application/pdf'][0]) ? 'application/pdf' : undefined;
}

function startsWith(content: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => content[index] === byte);
}
