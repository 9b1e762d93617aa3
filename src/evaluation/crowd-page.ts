import { CROWD, type Crowd, type CrowdLine } from './crowd';
import { PAPER_LAB_MARGIN } from './margins';
import { type Section, shown, tableOf } from './page';

const KINDS: readonly (readonly [name: string, lineOf: (crowd: Crowd) => CrowdLine])[] = [
  ['as they come', ({ drawn }) => drawn],
  ['picked', ({ picked }) => picked],
];

/** One line a population and kind of three. */
const rowsOf = (crowds: readonly Crowd[], cellsOf: (line: CrowdLine) => string[]): string[][] =>
  crowds.flatMap((crowd) =>
    KINDS.map(([name, lineOf]) => [crowd.population, name, ...cellsOf(lineOf(crowd))]),
  );

const seenCells = ({ people, ours, paper, room }: CrowdLine): string[] => [
  shown(people, 2),
  shown(ours, 2),
  `${shown(paper, 2)} (${room.baseline})`,
  shown(room.by, 2),
];

const toldCells = ({ told: { ours, paper, lead } }: CrowdLine): string[] => [
  shown(ours, 2),
  `${shown(paper, 2)} (${lead.baseline})`,
  shown(lead.by, 2),
];

const ASKED = PAPER_LAB_MARGIN.toFixed(2);

export const crowdText = (crowds: readonly Crowd[]): string =>
  rowsOf(crowds, (line) => [...seenCells(line), ...toldCells(line)])
    .map(
      ([population, three, people, ours, paper, room, toldOurs, toldPaper, lead]) =>
        `${population}, three ${three}: LAB of others’ edits ${people}, CGM-VAE ${ours}, the paper’s best ${paper}; others nearer than that by ${room}; told what people know: CGM-VAE ${toldOurs}, the paper’s best ${toldPaper}, ours nearer by ${lead} (asked of a model: ${ASKED})`,
    )
    .join('\n');

export function crowdPage(crowds: readonly Crowd[]): Section {
  const first = ['population', 'three proposals'];
  const seen = [
    'LAB of other people’s edits',
    'CGM-VAE',
    'the paper’s best baseline',
    'other people nearer by',
  ];
  const told = ['CGM-VAE, told', 'the paper’s best baseline, told', 'ours nearer by'];
  const html = `<p>How near the best of three proposals comes, where the proposals for a photo are what other simulated people of the
same population made of that very photo: ${CROWD} edits of each, by people whom the set has not (the five experts are
always the same). Of a model a lead of ${ASKED} is asked.</p>
${tableOf([...first, ...seen], rowsOf(crowds, seenCells))}
<p>These people know what no photo shows: how the photo was before the camera’s fault, and the very pixels that all of them
judge it by. So the same models are fitted once more, within the same budget, and told all of that beside
what they see: what is then left of the way to the people is the models’ own, what is gone is knowledge that cannot be had of a photo.</p>
${tableOf([...first, ...told], rowsOf(crowds, toldCells))}`;
  return { title: 'What the people themselves would reach', html };
}
