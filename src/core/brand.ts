declare const brand: unique symbol;

/** A number or string that must not be confused with others of its kind. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Identifies a photo on this device: the hex SHA-256 of its file's bytes. */
export type PhotoId = Brand<string, 'PhotoId'>;

/** Identifies a taste profile on this device; without a slash. */
export type ProfileId = Brand<string, 'ProfileId'>;
