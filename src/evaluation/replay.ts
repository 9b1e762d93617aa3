import { clusteredEstimate, type Estimate, meanOf } from '../core';
import { ADJUSTMENT_COUNT, ADJUSTMENTS, type Adjustments, snap, toModelUnits } from '../edit';
import type { LooksModel } from '../looks';
import type { TasteModel } from '../taste';
import { believer, gatherEvidence, oneStepAhead } from '../training/fitting';
import { EARLIER } from './person-variants';

/** One person's edits in order, each slider as the file has it: raw photos' Temp in Kelvin. */
export type RawEdit = Readonly<Record<string, number>>;

/** Mired that Temp 100 moves by (develop/reference/whiteBalance.ts). */
const MIRED_AT_100 = 75;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Raw settings as adjustments of a rendered photo. A raw photo's Temp and Tint are where its white is, not how far it was
 * moved, and what the camera said is not in the file: both are taken from the person's median, Temp in mired. The rest has
 * the same range.
 */
export function asAdjustments(edits: readonly RawEdit[]): Adjustments[] {
  const mired = (edit: RawEdit) => 1e6 / edit.Temperature;
  const [usual, tint] = [median(edits.map(mired)), median(edits.map((edit) => edit.Tint))];
  const columnOf = (id: string, label: string, edit: RawEdit): number => {
    if (id === 'temp') return (100 * (usual - mired(edit))) / MIRED_AT_100;
    if (id === 'tint') return edit.Tint - tint;
    return edit[`${label}2012`] ?? edit[label];
  };
  return edits.map(
    (edit) =>
      Object.fromEntries(
        ADJUSTMENTS.map((row) => [row.id, snap(row, columnOf(row.id, row.label, edit))]),
      ) as unknown as Adjustments,
  );
}

export interface Replay {
  readonly edits: number;
  readonly rows: readonly {
    readonly name: string;
    /** log p of each edit given those before it; intervals over runs of 50 edits, as neighbours are alike. */
    readonly logLikelihood: Estimate;
    readonly gain: Estimate;
    /** The same gain over the first edits, from each of 0, 5, 15, 50, 200 on. */
    readonly stages: readonly { readonly from: number; readonly gain: number }[];
  }[];
}

const STAGES = [0, 5, 15, 50, 200] as const;
const BLOCK = 50;

/** A real sequence without its photos: every edit is taken to be of the average photo of the fit. */
export function replay(looks: LooksModel, taste: TasteModel, edits: readonly RawEdit[]): Replay {
  const adjustments = asAdjustments(edits);
  const y = new Float32Array(edits.length * ADJUSTMENT_COUNT);
  adjustments.forEach((one, i) => {
    y.set(toModelUnits(one), i * ADJUSTMENT_COUNT);
  });
  const all = Uint32Array.from(edits, (_, i) => i);
  const dataset = { photoOf: new Uint32Array(edits.length), y };
  const average = new Map([[0, looks.input.mean]]);
  const evidence = gatherEvidence(looks, taste, dataset, average, all, { drawsPerStyle: 16, seed: 1 });
  const { prior, person } = taste;
  const rows = [...all];
  const ships = believer(evidence, prior, person);
  const nobody = ships([]);
  const earlier = EARLIER.believe({ evidence, prior, person });
  const nothing = oneStepAhead({ evidence, prior, believe: () => nobody }, rows);
  const blocks = Uint32Array.from(rows, (i) => Math.floor(i / BLOCK));
  const rowOf = (name: string, values: Float64Array) => {
    const gains = values.map((value, i) => value - nothing[i]);
    return {
      name,
      logLikelihood: clusteredEstimate(values, blocks),
      gain: clusteredEstimate(gains, blocks),
      stages: STAGES.map((from, i) => ({ from, gain: meanOf(gains.subarray(from, STAGES[i + 1])) })),
    };
  };
  return {
    edits: edits.length,
    rows: [
      rowOf('nothing known', nothing),
      rowOf('one style or several', oneStepAhead({ evidence, prior, believe: earlier }, rows)),
      rowOf('what ships', oneStepAhead({ evidence, prior, believe: ships }, rows)),
    ],
  };
}
