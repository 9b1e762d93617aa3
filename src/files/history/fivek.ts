import { ManylightError } from '../../core';
import type { Catalog, CatalogCollection, CatalogPhoto } from './catalog';
import type { KelvinWhite } from './settings';

/** The five experts of MIT-Adobe FiveK (Bychkovsky et al., 2011), whose virtual copies lie in collections of these names. */
export const EXPERTS = ['A', 'B', 'C', 'D', 'E'] as const;
export type Expert = (typeof EXPERTS)[number];

/** The set that the experts' collections lie in, and the collection of the photos with every slider at 0. */
const EXPERTS_SET = 'Experts';
const NEUTRAL_COLLECTION = 'InputAsShotZeroed';

/** What one expert did with one photo. */
export interface ExpertEdit {
  readonly expert: Expert;
  readonly photo: CatalogPhoto;
}

export interface FivekEdits {
  readonly edits: readonly ExpertEdit[];
  /** The camera's white of a file, where the neutral collection or any copy tells it. */
  asShot(photo: CatalogPhoto): KelvinWhite | undefined;
}

function collectionOf(
  collections: readonly CatalogCollection[],
  expert: Expert,
): CatalogCollection | undefined {
  const nameOf = new Map(collections.map(({ id, name }) => [id, name]));
  const named = collections.filter(({ name }) => name.trim().toUpperCase() === expert);
  // Where anyone has made a collection of their own called "C", the one in the experts' set is meant.
  return named.find(({ parent }) => parent !== undefined && nameOf.get(parent) === EXPERTS_SET) ?? named[0];
}

/** The experts' edits in FiveK's catalogue. Throws `data-invalid` when an expert's collection is not there. */
export async function readFivek(catalog: Catalog): Promise<FivekEdits> {
  const collections = await catalog.collections();
  const missing = EXPERTS.filter((expert) => !collectionOf(collections, expert));
  if (missing.length > 0) {
    throw new ManylightError(
      'data-invalid',
      `This is not MIT-Adobe FiveK’s catalogue: it has no collection ${missing.join(', ')} in ${EXPERTS_SET}.`,
    );
  }
  const photos = await catalog.photos();
  const byId = new Map(photos.map((photo) => [photo.id, photo]));
  const edits: ExpertEdit[] = [];
  for (const expert of EXPERTS) {
    const { id } = collectionOf(collections, expert)!;
    for (const member of await catalog.members(id)) {
      const photo = byId.get(member);
      if (photo) edits.push({ expert, photo });
    }
  }
  const neutral = collections.find(({ name }) => name === NEUTRAL_COLLECTION);
  const whites = new Map<number, KelvinWhite>();
  for (const member of neutral ? await catalog.members(neutral.id) : []) {
    const photo = byId.get(member);
    if (!photo?.settings || photo.settings === 'unreadable') continue;
    const { whiteBalance } = photo.settings;
    if (whiteBalance.kind !== 'incremental' && whiteBalance.white) whites.set(photo.file, whiteBalance.white);
  }
  return { edits, asShot: (photo) => whites.get(photo.file) ?? photo.asShot };
}
