/** Which dialog is open. */
export type DialogName = 'export' | 'export-all' | 'taste' | 'about' | 'recent';

export type ShowDialog = (dialog: DialogName) => void;
