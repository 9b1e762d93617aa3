/** "12.0 megapixels"-style words for sizes. */
export function pixelWords(width: number, height: number): string {
  const megapixels = (width * height) / 1e6;
  const words =
    megapixels < 0.95
      ? ''
      : `, ${megapixels < 9.95 ? megapixels.toFixed(1) : Math.round(megapixels)} megapixels`;
  return `${width} × ${height} pixels${words}`;
}

/** "840 kB", "3.4 MB", in powers of ten as file managers count. */
export function byteWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
}

/** "just now", "today", "yesterday" or a date, in the reader's own language for the date. */
export function whenWords(when: number, now: number): string {
  if (now - when < 120_000) return 'just now';
  const day = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((day(now) - day(when)) / 86_400_000);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  return new Date(when).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
