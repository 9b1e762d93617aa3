/** From so many edits on, enough is known of a person for the first look to be of the style that their taste leads to. */
export const EDITS_FOR_YOURS = 3;
