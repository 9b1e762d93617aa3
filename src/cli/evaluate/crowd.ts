import type { Crowd, Result } from '../../evaluation';
import { usage } from '../command';
import {
  COMPARISON_USAGE,
  type Compared,
  checkComparison,
  compareModels,
  comparisonOf,
  runsOf,
} from './comparison';
import type { Figure } from './figure';
import { type MadeSet, openMadeSet } from './made-set';
import type { Values } from './options';

/** The models once they know what the set's people know, fitted within the same budget. */
async function toldResults(
  set: MadeSet,
  { dataset, material }: Compared,
  values: Values,
  note: (line: string) => void,
): Promise<Result[]> {
  const { finishRuns, recipesOf, TOLD_MODELS, toldMaterial } = await import('../../evaluation');
  const options = comparisonOf(values, note);
  const models = TOLD_MODELS.filter((id) => !options.models || options.models.includes(id));
  const store = await runsOf(dataset, values, '-told');
  return finishRuns(recipesOf({ models }), toldMaterial(material, await set.known()), store, options);
}

/** What the paper's LAB comes to where other people are asked for the proposals, and models that know what people know. */
export const crowdFigure: Figure = {
  usage: `--crowd ${COMPARISON_USAGE} --made-of DIR [--made-of DIR2 ...]: the folders of photos that the sets were made of, at the usual sizes`,
  check(values) {
    checkComparison(values);
    if (values['made-of'] === undefined) throw usage('--made-of is needed.');
  },
  async run(values, note) {
    const { CROWD, crowd, crowdPage, crowdText, picturedEdits } = await import('../../evaluation');
    const crowds: Crowd[] = [];
    for (const [place, compared] of (await compareModels(values, note)).entries()) {
      const { dataset, material, results } = compared;
      const set = await openMadeSet(dataset, values.data![place], values, note);
      const others = await set.othersOf([...picturedEdits(material)], CROWD);
      const told = await toldResults(set, compared, values, note);
      const one = crowd(dataset.population, material, results, told, (photo) => others.get(photo)!);
      if (!one) throw usage('--crowd needs the CGM-VAE and one of the paper’s MLP and MDN among --models.');
      crowds.push(one);
    }
    return { text: crowdText(crowds), data: crowds, section: crowdPage(crowds) };
  },
};
