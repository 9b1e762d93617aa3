import { ManylightError } from '../core';

/** SHA-256 of bytes, 64 hexadecimal digits. Throws `usage` on a page of an insecure address, where browsers have none. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  if (!crypto.subtle) {
    throw new ManylightError(
      'usage',
      'Manylight works at secure addresses only (https, or localhost): elsewhere the browser holds back what it needs.',
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
