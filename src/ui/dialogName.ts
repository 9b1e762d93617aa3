/** Which dialog is open. */
export type DialogName = 'export' | 'taste' | 'about' | 'recent';

export type ShowDialog = (dialog: DialogName) => void;
