/** Small pictures of any size, as bytes. */
import { crc32, deflateSync } from 'node:zlib';

/** A whole PNG of one colour. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a pixel, grey.
  header[8] = 8;
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from([
    ...signature,
    ...chunk('IHDR', header),
    ...chunk('IDAT', pixels(width, height)),
    ...chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Every row begins with the number of its filter; 0 is none. */
function pixels(width: number, height: number): Buffer {
  const row = Buffer.alloc(width + 1, 0x60);
  row[0] = 0;
  return deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
