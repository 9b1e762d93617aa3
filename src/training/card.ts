import { type LooksMetrics, TEST_EDITS } from './fit-looks';
import type { TasteMetrics } from './fit-taste';
import type { PersonalPoint } from './personal';

interface CardOptions {
  readonly manifest: Readonly<Record<string, unknown>>;
  /** The command line that made the model, without paths. */
  readonly command: string;
}

function score({ mean, interval }: { readonly mean: number; readonly interval: number }): string {
  return `${mean.toFixed(2)} ± ${interval.toFixed(2)}`;
}

function trainingOf(manifest: CardOptions['manifest']): string {
  const training = manifest.training as {
    simulated: boolean;
    population: string;
    seed: number;
    dataset: { seed: number; photos: number; edits: number; people: number };
  };
  const { dataset } = training;
  const kind = training.simulated ? 'Simulated edits of real photos' : 'Edits';
  const warning = training.simulated
    ? ' No person made these edits: programs did, each seeking tone and colour goals in the developed picture. What the model calls likely is likely for them.'
    : ' An import cuts each person by the side of their photos (docs/data.md): its test people are the same people on other photos.';
  return (
    `${kind}: ${dataset.edits} edits of ${dataset.photos} photos (variants counted) by ${dataset.people} retouchers, ` +
    `population "${training.population}", dataset seed ${dataset.seed}, fit seed ${training.seed}, split 80/10/10 by photo and by person.${warning}`
  );
}

function heading(title: string, { manifest, command }: CardOptions): string[] {
  return [
    `# ${title}`,
    '',
    `Version \`${String(manifest.version)}\`, for the encoder \`${String(manifest.encoderVersion)}\`; ${String(manifest.bytes)} bytes of float16 weights, SHA-256 \`${String(manifest.sha256)}\`.`,
    '',
    '## Data',
    '',
    trainingOf(manifest),
    '',
    '## Run',
    '',
    `\`${command}\``,
    '',
  ];
}

export function looksCard(options: CardOptions, metrics: LooksMetrics): string {
  const styles = options.manifest.styles as readonly { name: string; words: readonly string[] }[];
  const { conditionalPrior } = options.manifest.architecture as { conditionalPrior: boolean };
  const prior = conditionalPrior
    ? 's ~ Cat(π(x)), z | s, x ~ N(μ_s(x), σ_s²)'
    : 's ~ Cat(π), z | s ~ N(μ_s, σ_s²)';
  const rows = [
    ['CGM-VAE (this model)', score(metrics.test)],
    ...Object.entries(metrics.baselines).map(([name, value]) => [name, score(value)]),
  ];
  return [
    ...heading('Looks: the CGM-VAE', options),
    `${metrics.steps} steps, the best after ${metrics.bestStep}, ${Math.round(metrics.seconds / 60)} minutes.`,
    '',
    '## What it does',
    '',
    `Given a photo's features it draws and scores settings of the eleven adjustments: ${prior}, y | x, z ~ N(m(x, z), d(x, z)²).`,
    `Architecture: \`${JSON.stringify(options.manifest.architecture)}\`.`,
    '',
    '## Log-likelihood on test photos and people',
    '',
    `Nats an edit in [-1, 1]^11 (the uniform density there is -7.62), y dequantised by half a step; ${Math.min(TEST_EDITS, metrics.edits.test)} of ${metrics.edits.test} test edits, their mean and its 95% interval, in which a person's edits go together. Importance-weighted with ${metrics.samples} samples a style (${metrics.trail.map(({ samples, mean }) => `${samples}: ${mean.toFixed(3)}`).join(', ')}).`,
    '',
    '| model | log-likelihood |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
    `Validation: ${score(metrics.validation)}. On the wrong photo it loses ${metrics.scrambledLoss.toFixed(2)}. I(s; data) ${metrics.information.toFixed(2)} nats, ${metrics.effectiveStyles.toFixed(1)} effective styles, ${metrics.activeLatents} active dimensions of z.`,
    '',
    '## Styles',
    '',
    'Named from their mean edit, as it differs from the average one.',
    '',
    ...styles.map(({ name, words }, s) => `${s + 1}. ${name} (${words.join(', ')})`),
    '',
    '## Limits',
    '',
    'Log-likelihoods compare models of this dataset only. A slider is left at 0 with a probability of its own (a hurdle); proposals take the likelier of the two, and put moves under a fiftieth of the way to the slider’s end back to 0. Photos unlike those of the fit get edits that are less apt, and the numbers here do not show it.',
    '',
  ].join('\n');
}

function pointRows(points: readonly PersonalPoint[]): string[] {
  return points.map(
    ({ context, people, logLikelihood, gain, interval, harmed }) =>
      `| ${context} | ${people} | ${logLikelihood.toFixed(2)} | ${gain.toFixed(2)} ± ${interval.toFixed(2)} | ${Math.round(harmed * 100)}% |`,
  );
}

export function tasteCard(options: CardOptions, metrics: TasteMetrics): string {
  const { simulated } = options.manifest.training as { simulated: boolean };
  const heldOut = simulated
    ? 'Test people, none seen in fitting, nor their photos.'
    : 'Test people; none of their photos was seen in fitting.';
  const head = ['| known edits | people | log-likelihood | gain | worse off |', '|---|---|---|---|---|'];
  return [
    ...heading('Taste: the CGM-SVAE', options),
    `${metrics.steps} steps, the best after ${metrics.bestStep}, ${Math.round(metrics.seconds / 60)} minutes. It shares the generative part and the styles of \`${String(options.manifest.looksVersion)}\`.`,
    '',
    '## What it does',
    '',
    "Each edit (photo and settings) gives potentials: over the styles, log r(x, y); over the offset of z that is the person's under each style; which sliders it moved; and how far it set them beyond what z says. What is known of a person are sums of them, older edits counting less, except in how often each slider is moved; an edit can be taken out again exactly.",
    `Architecture: \`${JSON.stringify(options.manifest.architecture)}\`, potentials within ±${String(options.manifest.clamp)} of their mean, person kept as \`${JSON.stringify(metrics.state)}\` (chosen on validation people among ${metrics.tried.length}).`,
    '',
    '## Twenty edits, when some others are known',
    '',
    `${heldOut} Which twenty, and which others, is drawn: some of the known were made later. Nats an edit; gain over knowing nothing, paired by person, 95% interval over people; worse off: by more than 0.05.`,
    '',
    ...head,
    ...pointRows(metrics.test),
    '',
    "With exact potentials log p̂(y | x, s) instead of the network's:",
    '',
    ...head,
    ...pointRows(metrics.exact),
    '',
    'With edits of everybody else, mixed (there is nothing to gain; what is lost is the price of trusting the first few):',
    '',
    ...head,
    ...pointRows(metrics.shuffled),
    '',
    `Against the exact potentials: KL ${metrics.divergence.toFixed(3)} nats an edit, the same best style in ${(metrics.agreement * 100).toFixed(0)}%.`,
    '',
    '## Limits',
    '',
    'People whose style depends on the kind of photo are known by their mix. Somebody whose habits change at once is believed to have the old ones for a while: see `npm run evaluate -- --drift`.',
    '',
  ].join('\n');
}
