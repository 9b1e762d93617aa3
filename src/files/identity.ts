import type { PhotoId } from '../core';

/** The same bytes are the same photo, whatever the file is called: hex SHA-256. */
export async function photoId(bytes: BufferSource): Promise<PhotoId> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') as PhotoId;
}
