/**
 * npm run bench:encoder: what it takes to turn a photo into features on wasm, in Node, the network and the
 * statistics apart.
 */
import { loadEncoder } from '../../src/cli/models';
import type { EncodedRaster } from '../../src/colour';
import { photometricStatistics } from '../../src/encoder/statistics';
import { DEFAULT_SCENE, drawScene } from '../support/scene';
import { machineInWords } from './machine';

const [WIDTH, HEIGHT] = [256, 171];
const WARM_UP = 10;
const ROUNDS = 100;

const rgb = drawScene(DEFAULT_SCENE, WIDTH, HEIGHT);
const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
for (let at = 0; at < WIDTH * HEIGHT; at++) data.set(rgb.subarray(3 * at, 3 * at + 3), 4 * at);
const raster: EncodedRaster = { width: WIDTH, height: HEIGHT, space: 'srgb', data };

/** Quickest and median of some rounds, in ms by the clock. */
async function timed(work: () => unknown): Promise<{ quickest: number; median: number }> {
  const times: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { quickest: times[0], median: times[Math.floor(ROUNDS / 2)] };
}

const encoder = await loadEncoder();
const all = await timed(() => encoder.features(raster));
const statistics = await timed(() => photometricStatistics(raster));
encoder.dispose();
const rounded = (ms: number) => Number(ms.toFixed(1));
const network = rounded(all.median - statistics.median);
console.log(
  `Features of a ${WIDTH} x ${HEIGHT} picture: ${rounded(all.median)} ms, at best ${rounded(all.quickest)}; of these the statistics take ${rounded(statistics.median)}, the network ${network} (medians of ${ROUNDS}, target of the network 20).`,
);
console.log(JSON.stringify({ machine: machineInWords(), all, statistics, network }));
