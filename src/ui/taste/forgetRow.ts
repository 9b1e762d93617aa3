/**
 * Forgets what a row of a list is about. The row goes with its button: the focus goes to the next row's, or to the row's
 * before, and where none is left to the heading of that id.
 */
export async function forgetRow(
  button: HTMLElement,
  heading: string,
  forget: () => Promise<void>,
): Promise<void> {
  const row = button.closest('li');
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  await forget();
  const { activeElement } = document;
  // The person may have gone elsewhere meanwhile.
  if (activeElement !== button && activeElement !== document.body) return;
  (next?.querySelector<HTMLElement>('.edit-forget') ?? document.getElementById(heading))?.focus();
}
