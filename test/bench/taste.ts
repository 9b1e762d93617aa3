/**
 * npm run bench:taste: what one more edit costs a person with thousands of them, and what is believed after it; one core,
 * no browser. Sizes are those of the models that ship.
 */
import { createRng } from '../../src/core';
import { ADJUSTMENT_COUNT } from '../../src/edit';
import {
  type KnownEdit,
  type PersonModel,
  personBelief,
  tasteOf,
  withEdit,
  withoutEdit,
} from '../../src/taste';
import { machineInWords } from './machine';

const STYLES = 10;
const LATENT = 20;
const STORED = 10_000;
const ROUNDS = 1000;
const WARM_UP = 200;

const rng = createRng(1);
const potentials = (): Float64Array =>
  Float64Array.from({ length: STYLES + 2 * STYLES * LATENT + 2 * ADJUSTMENT_COUNT }, (_, i) => {
    if (i < STYLES) return 2 * rng.normal();
    return i < STYLES + 2 * STYLES * LATENT ? rng.uniform() : Number(rng.uniform() < 0.5);
  });
const model: PersonModel = {
  styles: STYLES,
  latent: LATENT,
  prior: new Float64Array(STYLES).fill(1 / STYLES),
  person: {
    styles: { kind: 'blend', single: 0.8, temperature: 1, concentration: 0.25 },
    halfLife: 10,
    offset: { share: 0.3 },
    sliders: { concentration: 1, rates: new Array<number>(ADJUSTMENT_COUNT).fill(0.5) },
    lean: { share: 0.2 },
    own: { prior: 0.8, temperature: 2, lapse: 0.05 },
  },
};
const edits = Array.from(
  { length: STORED },
  (_, i): KnownEdit => ({ id: `photo ${i}`, when: i, potentials: potentials() }),
);
let taste = tasteOf(model, edits);

/** Milliseconds of this process, whatever else the machine does. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let [adding, taking] = [0, 0];
for (let round = -WARM_UP; round < ROUNDS; round++) {
  // Anywhere in the history, as a photo edited again or an import would come.
  const next = { id: `new ${round}`, when: rng.integer(STORED) + 0.5, potentials: potentials() };
  const start = cpu();
  taste = withEdit(taste, next);
  personBelief(taste);
  const between = cpu();
  taste = withoutEdit(taste, next.id);
  personBelief(taste);
  if (round < 0) continue;
  adding += between - start;
  taking += cpu() - between;
}
const result = {
  machine: machineInWords(),
  stored: STORED,
  addMs: Number((adding / ROUNDS).toFixed(3)),
  removeMs: Number((taking / ROUNDS).toFixed(3)),
};
console.log(
  `With ${STORED} edits stored: one more and the belief after it ${result.addMs} ms, one taken back ${result.removeMs} ms (processor time, means of ${ROUNDS}).`,
);
console.log(JSON.stringify(result));
