import { createRng } from '../../core';
import { ADJUSTMENT_IDS, type AdjustmentId, type Adjustments, NEUTRAL, patchAdjustments } from '../../edit';
import type { VariantBench } from './bench';
import { personTargets } from './goals';
import { leaveSlider, type Person } from './person';
import type { PlannedEdit } from './plan';
import { type Retouched, retouch } from './retouch';

/**
 * One person's edit of one photo: their preset if they have one, then their own sliders towards their own goals from
 * where the style at full strength would be, and left as inexactly as they leave them.
 */
export function makeEdit(
  variant: VariantBench,
  person: Person,
  planned: PlannedEdit,
  typical: readonly Adjustments[],
  seed: number,
): Pick<Retouched, 'adjustments' | 'miss'> {
  const { source, look, seen } = variant;
  const wish = source.wishes[planned.style];
  if (planned.untouched || !wish) return { adjustments: NEUTRAL, miss: 0 };
  const rng = createRng(seed).fork(planned.stream);
  const { adjustments: full, response: known } = variant.full(planned.style);
  const preset = new Map<AdjustmentId, number>();
  for (const [id, share] of Object.entries(person.preset) as [AdjustmentId, number][]) {
    preset.set(id, typical[planned.style][id] * share * person.strength);
  }
  const free = person.sliders.filter((id) => !preset.has(id));
  const start = { ...NEUTRAL } as Record<AdjustmentId, number>;
  for (const id of ADJUSTMENT_IDS) {
    if (preset.has(id)) start[id] = preset.get(id)!;
    else if (free.includes(id)) start[id] = full[id];
  }
  const solved = retouch({
    look,
    seen,
    targets: personTargets(seen, source.honest, wish, { ...planned, mending: person.mending }),
    neutralTrust: source.roles.neutralTrust,
    sliders: free,
    start,
    ease: person.ease,
    lean: person.lean,
    maxIterations: person.patience,
    known,
  });
  const left: Partial<Record<AdjustmentId, number>> = {};
  // A preset's values are the same on every photo; only what the hand moves is noisy.
  for (const id of free) left[id] = leaveSlider(person, id, solved.adjustments[id], rng);
  for (const [id, value] of preset) left[id] = value;
  return { miss: solved.miss, adjustments: patchAdjustments(NEUTRAL, left) };
}
