import { ManylightError } from '../core';
import { packTensors, type Tensor, unpackTensors } from '../prob';
import { type AdamState, adamStep, createAdam } from './optimiser';
import { type Parameters, readParameters, type Values, writeParameters } from './parameters';
import { tf } from './tensorflow';

/** Something to minimise. */
export interface Objective {
  readonly parameters: Parameters;
  /** Loss of the batch of this step; `progress` runs from 0 to 1. Same step, same batch and noise. */
  loss(step: number, progress: number): tf.Scalar;
  /** What early stopping watches on validation data; lower is better. */
  validate(): number;
  /** The progress after which `validate` is comparable between steps (no more warming up). */
  readonly settledAt: number;
}

export interface FitOptions {
  readonly steps: number;
  readonly learningRate: number;
  readonly clip: number;
  readonly decay: number;
  readonly validateEvery: number;
  /** Validations without improvement after which to stop. */
  readonly patience: number;
  readonly onProgress: (line: string) => void;
  /** Called after every validation with all that is needed to go on from there. */
  readonly onCheckpoint?: ((checkpoint: Checkpoint) => void) | undefined;
  readonly resumeFrom?: Checkpoint | undefined;
}

export interface Checkpoint {
  readonly state: {
    readonly step: number;
    readonly adamStep: number;
    readonly best: number | null;
    readonly bestStep: number;
    readonly seconds: number;
    /** Steps left out so far, as their gradients were not finite; checkpoints of before have none. */
    readonly skipped?: number;
    readonly history: readonly { step: number; loss: number; validation: number }[];
    readonly tensors: ReturnType<typeof packTensors>['entries'];
  };
  readonly bytes: ArrayBuffer;
}

export interface FitResult {
  readonly best: number;
  readonly bestStep: number;
  readonly steps: number;
  readonly seconds: number;
  readonly history: readonly { step: number; loss: number; validation: number }[];
  /** The values of the best validation, which the parameters hold on return. */
  readonly values: Values;
}

/** A short rise, then half a cosine down to a hundredth. */
function rateAt(progress: number, steps: number): number {
  const rise = Math.min(1, (progress * steps + 1) / 100);
  return rise * (0.01 + 0.99 * 0.5 * (1 + Math.cos(Math.PI * progress)));
}

function gradientsOf(
  objective: Objective,
  step: number,
  progress: number,
): { loss: number; gradients: Map<string, Float32Array> } {
  const variables = [...objective.parameters.values()];
  const { value, grads } = tf.variableGrads(() => objective.loss(step, progress), variables);
  const loss = value.dataSync()[0];
  value.dispose();
  const gradients = new Map<string, Float32Array>();
  for (const [name, variable] of objective.parameters) {
    const gradient: tf.Tensor | undefined = grads[variable.name];
    // A part of the fit may leave a network aside.
    if (!gradient) continue;
    gradients.set(name, gradient.dataSync() as Float32Array);
    gradient.dispose();
  }
  return { loss, gradients };
}

function flat(values: Values, adam: AdamState, best: Values): Map<string, Tensor> {
  const all = new Map<string, Tensor>();
  for (const [name, tensor] of values) {
    all.set(`now/${name}`, tensor);
    all.set(`best/${name}`, best.get(name) ?? tensor);
    const zeros = new Float32Array(tensor.values.length);
    all.set(`first/${name}`, { shape: tensor.shape, values: adam.first.get(name) ?? zeros });
    all.set(`second/${name}`, { shape: tensor.shape, values: adam.second.get(name) ?? zeros });
  }
  return all;
}

function restore(checkpoint: Checkpoint, objective: Objective, adam: AdamState): Values {
  const tensors = unpackTensors('checkpoint', checkpoint.state.tensors, checkpoint.bytes);
  const part = (prefix: string): Values =>
    new Map(
      [...objective.parameters].map(([name, variable]) => {
        const tensor = tensors.get(`${prefix}/${name}`);
        if (tensor?.values.length !== variable.size) {
          throw new ManylightError(
            'data-invalid',
            `The checkpoint was made for another model ("${name}" differs).`,
          );
        }
        return [name, { shape: [...tensor.shape], values: tensor.values }];
      }),
    );
  writeParameters(objective.parameters, part('now'));
  adam.step = checkpoint.state.adamStep;
  for (const [name, tensor] of part('first')) adam.first.set(name, tensor.values);
  for (const [name, tensor] of part('second')) adam.second.set(name, tensor.values);
  return part('best');
}

/** Fits by Adam with a cosine schedule; keeps the best validation's values; stops early once nothing improves. */
export function minimise(objective: Objective, options: FitOptions): FitResult {
  const adam = createAdam();
  const resumed = options.resumeFrom;
  const restored = resumed && restore(resumed, objective, adam);
  let best: Values = restored && resumed.state.best !== null ? restored : new Map();
  let bestLoss = resumed?.state.best ?? Number.POSITIVE_INFINITY;
  let bestStep = resumed?.state.bestStep ?? 0;
  let step = resumed?.state.step ?? 0;
  const history = [...(resumed?.state.history ?? [])];
  const started = performance.now() - (resumed?.state.seconds ?? 0) * 1000;
  const seconds = () => (performance.now() - started) / 1000;
  const isSettled = (at: number) => at / options.steps >= objective.settledAt;
  // Patience goes on where it was, however often a fit is stopped on the way.
  let stale = history.filter((entry) => entry.step > bestStep && isSettled(entry.step)).length;
  let skipped = resumed?.state.skipped ?? 0;
  let [running, counted] = [0, 0];
  while (step < options.steps && stale < options.patience) {
    const progress = step / options.steps;
    const { loss, gradients } = gradientsOf(objective, step, progress);
    const learningRate = options.learningRate * rateAt(progress, options.steps);
    const norm = adamStep(adam, objective.parameters, gradients, { ...options, learningRate });
    if (Number.isNaN(norm)) {
      skipped += 1;
      if (skipped > 50)
        throw new ManylightError('data-invalid', `Fitting broke down at step ${step}: no finite gradient.`);
    } else {
      running += loss;
      counted += 1;
    }
    step += 1;
    if (step % options.validateEvery !== 0 && step !== options.steps) continue;
    const validation = objective.validate();
    const mean = running / Math.max(1, counted);
    history.push({ step, loss: mean, validation });
    const settled = isSettled(step);
    if (settled && validation < bestLoss) {
      [bestLoss, bestStep, stale] = [validation, step, 0];
      best = readParameters(objective.parameters);
    } else if (settled) stale += 1;
    options.onProgress(
      `step ${step}/${options.steps}  loss ${mean.toFixed(3)}  validation ${validation.toFixed(3)}` +
        `${step === bestStep ? ' *' : ''}  ${(step / seconds()).toFixed(1)} steps/s${skipped ? `  skipped ${skipped}` : ''}`,
    );
    [running, counted] = [0, 0];
    if (options.onCheckpoint) {
      const packed = packTensors(flat(readParameters(objective.parameters), adam, best), 'float32');
      options.onCheckpoint({
        state: {
          step,
          adamStep: adam.step,
          best: Number.isFinite(bestLoss) ? bestLoss : null,
          bestStep,
          seconds: seconds(),
          skipped,
          history: [...history],
          tensors: packed.entries,
        },
        bytes: packed.bytes,
      });
    }
  }
  if (best.size > 0) writeParameters(objective.parameters, best);
  return {
    best: bestLoss,
    bestStep,
    steps: step,
    seconds: seconds(),
    history,
    values: readParameters(objective.parameters),
  };
}
