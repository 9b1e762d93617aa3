/** Whether a dialog lies over the page: what is under it stays as it is. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open]') !== null;
}
