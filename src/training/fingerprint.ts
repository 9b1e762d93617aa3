import type { Dataset } from './dataset';

/**
 * Tells apart what was made of datasets: that of one set says nothing of another, nor of the same edits in another order
 * or with other features.
 */
export async function fingerprintOf({
  y,
  photoOf,
  personOf,
  groups,
  encoderVersion,
}: Pick<Dataset, 'y' | 'photoOf' | 'personOf' | 'groups' | 'encoderVersion'>): Promise<string> {
  const parts = [
    new TextEncoder().encode(encoderVersion),
    ...[y, photoOf, personOf, groups].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    ),
  ];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return Array.from(digest.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
