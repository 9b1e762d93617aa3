import { invariant } from '../core';

const DEGREES = 180 / Math.PI;
const POW25_7 = 25 ** 7;

/** Euclidean distance in CIELAB (CIE 1976). */
export function deltaE76(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  return Math.hypot(L1 - L2, a1 - a2, b1 - b2);
}

/** Hue angle in degrees in [0, 360); 0 for no chroma, as Sharma et al. have it. */
function hueOf(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const h = Math.atan2(b, a) * DEGREES;
  return h < 0 ? h + 360 : h;
}

/** CIEDE2000 with kL = kC = kH = 1 (Sharma, Wu and Dalal 2005; the names are the paper's). */
export function deltaE00(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const meanC7 = meanC ** 7;
  const G = 0.5 * (1 - Math.sqrt(meanC7 / (meanC7 + POW25_7)));
  const a1p = (1 + G) * a1;
  const a2p = (1 + G) * a2;
  const C1 = Math.hypot(a1p, b1);
  const C2 = Math.hypot(a2p, b2);
  const h1 = hueOf(a1p, b1);
  const h2 = hueOf(a2p, b2);

  const chromatic = C1 * C2 !== 0;
  let dh = chromatic ? h2 - h1 : 0;
  if (dh > 180) dh -= 360;
  else if (dh < -180) dh += 360;
  const dL = L2 - L1;
  const dC = C2 - C1;
  const dH = 2 * Math.sqrt(C1 * C2) * Math.sin(dh / 2 / DEGREES);

  const meanL = (L1 + L2) / 2;
  const meanCp = (C1 + C2) / 2;
  let meanH = h1 + h2;
  if (chromatic) {
    if (Math.abs(h1 - h2) <= 180) meanH /= 2;
    else meanH = meanH < 360 ? (meanH + 360) / 2 : (meanH - 360) / 2;
  }
  const T =
    1 -
    0.17 * Math.cos((meanH - 30) / DEGREES) +
    0.24 * Math.cos((2 * meanH) / DEGREES) +
    0.32 * Math.cos((3 * meanH + 6) / DEGREES) -
    0.2 * Math.cos((4 * meanH - 63) / DEGREES);
  const dTheta = 30 * Math.exp(-(((meanH - 275) / 25) ** 2));
  const meanCp7 = meanCp ** 7;
  const RC = 2 * Math.sqrt(meanCp7 / (meanCp7 + POW25_7));
  const L50 = (meanL - 50) ** 2;
  const SL = 1 + (0.015 * L50) / Math.sqrt(20 + L50);
  const SC = 1 + 0.045 * meanCp;
  const SH = 1 + 0.015 * meanCp * T;
  const RT = -Math.sin((2 * dTheta) / DEGREES) * RC;
  return Math.sqrt(
    Math.max(0, (dL / SL) ** 2 + (dC / SC) ** 2 + (dH / SH) ** 2 + RT * (dC / SC) * (dH / SH)),
  );
}

/** Mean CIEDE2000 between two pictures in CIELAB, [n * 3] each, pixel by pixel. */
export function meanDeltaE00(labA: ArrayLike<number>, labB: ArrayLike<number>): number {
  invariant(labA.length === labB.length && labA.length > 0, 'pictures to compare have the same size');
  let sum = 0;
  for (let i = 0; i < labA.length; i += 3) {
    sum += deltaE00(labA[i], labA[i + 1], labA[i + 2], labB[i], labB[i + 1], labB[i + 2]);
  }
  return sum / (labA.length / 3);
}
