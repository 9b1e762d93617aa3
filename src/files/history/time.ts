/**
 * The first of these dates (ISO 8601, without a zone in the one of this machine) that is one, in milliseconds since 1970.
 * As text they would not sort: edits made on a journey are of several zones.
 */
export function firstTime(...dates: readonly (string | undefined)[]): number | undefined {
  return dates.map((date) => Date.parse(date ?? '')).find(Number.isFinite);
}
