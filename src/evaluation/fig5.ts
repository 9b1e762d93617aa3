import type { EncodedRaster } from '../colour';
import { clusteredEstimate, type Estimate, escapeMarkup } from '../core';
import { analysePhoto, developReference } from '../develop/reference';
import { ADJUSTMENT_IDS, ADJUSTMENTS, type Adjustments, fromModelUnits, NEUTRAL } from '../edit';
import type { Result } from './comparison';
import { ALIGNED_OF } from './judge';
import type { Material } from './material';
import { type Section, shown, tableOf } from './page';
import { rowOf } from './pictures';

/** The paper's Fig 5 on one population: edits of several people, each beside the nearest of a model's proposals. */
export interface Fig5 {
  readonly population: string;
  readonly model: string;
  readonly photos: readonly {
    /** Row of the dataset's photos. */
    readonly photo: number;
    readonly pairs: readonly {
      readonly person: number;
      /** The style that a simulated person was after; absent for real ones. */
      readonly style: string | undefined;
      readonly kept: Adjustments;
      readonly proposed: Adjustments;
      /** Mean CIE 1976 difference of the two pictures. */
      readonly error: number;
    }[];
  }[];
  /** Mean error of the nearest proposals, by model. */
  readonly errors: readonly { readonly name: string; readonly error: Estimate }[];
}

/** Of the CGM-VAE where it is among the results, else of the last; first seed. */
export function fig5(
  population: string,
  material: Material,
  styleOf: (edit: number) => string | undefined,
  results: readonly Result[],
): Fig5 {
  const { table } = material.prepared;
  const { recipe, runs } =
    results.find((result) => result.recipe.id === 'cgm-vae') ?? results[results.length - 1];
  const { aligned } = runs[0];
  const photos = [...new Set(aligned.map(({ edit }) => table.photoOf[edit]))];
  return {
    population,
    model: recipe.name,
    photos: photos.map((photo) => ({
      photo,
      pairs: aligned
        .filter(({ edit }) => table.photoOf[edit] === photo)
        .map(({ edit, y, error }) => ({
          person: table.personOf[edit],
          style: styleOf(edit),
          kept: fromModelUnits(rowOf(table.y, edit)),
          proposed: fromModelUnits(y),
          error,
        })),
    })),
    errors: results.map((result) => ({
      name: result.recipe.name,
      error: clusteredEstimate(
        result.runs[0].aligned.map(({ error }) => error),
        result.runs[0].aligned.map(({ edit }) => table.photoOf[edit]),
      ),
    })),
  };
}

/** A raster as a URL that holds it all. */
export type Encode = (raster: EncodedRaster) => Promise<string>;

const settingOf = (adjustments: Adjustments, i: number): string => {
  const value = adjustments[ADJUSTMENT_IDS[i]];
  return ADJUSTMENTS[i].unit === 'EV' ? value.toFixed(2) : String(value);
};

/** The photo as it came and as each pair has it. */
async function picturesOf(
  { pairs }: Fig5['photos'][number],
  raster: EncodedRaster,
  encode: Encode,
): Promise<string> {
  const analysis = analysePhoto(raster);
  const picture = async (adjustments: Adjustments, caption: string): Promise<string> => {
    const source = await encode(developReference(raster, analysis, adjustments));
    return `<figure><img src="${source}" width="${raster.width}" height="${raster.height}" alt=""><figcaption>${escapeMarkup(caption)}</figcaption></figure>`;
  };
  const pictures = [await picture(NEUTRAL, 'as it came')];
  for (const [i, { style, kept, proposed, error }] of pairs.entries()) {
    pictures.push(
      `<div class="pair">${await picture(kept, `E${i + 1}${style === undefined ? '' : `, ${style}`}`)}${await picture(proposed, `P${i + 1}, LAB ${error.toFixed(1)}`)}</div>`,
    );
  }
  return `<div class="pictures">${pictures.join('\n')}</div>`;
}

function slidersOf({ pairs }: Fig5['photos'][number]): string {
  const rows = pairs.flatMap(({ kept, proposed, style, error }, i) =>
    [kept, proposed].map((adjustments, which) => [
      which === 0
        ? `E${i + 1}${style === undefined ? '' : `, ${style}`}`
        : `P${i + 1}, LAB ${error.toFixed(1)}`,
      ...ADJUSTMENTS.map((_, slider) => settingOf(adjustments, slider)),
    ]),
  );
  const head = ['', ...ADJUSTMENTS.map(({ label }) => label)];
  return tableOf(head, rows);
}

/** What a population's figure is drawn from: pictures by photo, of those that may be shown. */
export interface Fig5Parts {
  readonly figure: Fig5;
  readonly pictures: ReadonlyMap<number, EncodedRaster>;
}

export async function fig5Page(populations: readonly Fig5Parts[], encode: Encode): Promise<Section> {
  const parts: string[] = [];
  for (const { figure, pictures } of populations) {
    parts.push(`<h3>${escapeMarkup(figure.population)}</h3>`);
    for (const one of figure.photos) {
      const raster = pictures.get(one.photo);
      if (raster) parts.push(await picturesOf(one, raster, encode));
      parts.push(slidersOf(one));
    }
    const rows = figure.errors.map(({ name, error }) => [name, shown(error, 2)]);
    parts.push(tableOf(['model', `LAB of the nearest of ${ALIGNED_OF}`], rows));
  }
  const html = `<p>E: edits of a test photo by simulated people (of those that most people edited, the three whose pictures
differ most), with the style that the simulated person was after. P: the nearest of ${ALIGNED_OF} samples of the
${escapeMarkup(populations[0]?.figure.model ?? 'model')} in the developed picture, and how far the two pictures are apart (LAB, mean
CIE 1976 difference). Pictures are shown where their licence allows. Below, the sliders; last, the mean over all these edits
by model.</p>
${parts.join('\n')}`;
  return { title: 'Proposals beside people’s edits (Fig 5)', html };
}
