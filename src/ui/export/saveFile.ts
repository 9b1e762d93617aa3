import type { ExportedFile } from '../../app';

/** Hands a file to the browser's downloads. */
export function saveFile({ blob, name }: ExportedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has begun; a minute is ample for it to begin.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
