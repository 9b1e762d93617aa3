import { invariant } from '../core';

const DEGREES = 180 / Math.PI;
const POW25_7 = 25 ** 7;

/** Euclidean distance in CIELAB (CIE 1976). */
export function deltaE76(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  return Math.hypot(L1 - L2, a1 - a2, b1 - b2);
}

/** x to the seventh power; `**` takes ten times as long. */
function power7(x: number): number {
  const cube = x * x * x;
  return cube * cube * x;
}

const cosine = (degrees: number) => Math.cos(degrees / DEGREES);
const sine = (degrees: number) => Math.sin(degrees / DEGREES);
const [COS_30, SIN_30, COS_6, SIN_6, COS_63, SIN_63] = [
  cosine(30),
  sine(30),
  cosine(6),
  sine(6),
  cosine(63),
  sine(63),
];

/**
 * The paper's T of a mean hue in degrees: 1 - 0.17 cos(h - 30) + 0.24 cos 2h + 0.32 cos(3h + 6) - 0.20 cos(4h - 63),
 * by the sine and the cosine of h alone.
 */
function hueWeight(degrees: number): number {
  const c = cosine(degrees);
  const s = sine(degrees);
  const c2 = 2 * c * c - 1;
  const s2 = 2 * s * c;
  const c3 = c2 * c - s2 * s;
  const s3 = s2 * c + c2 * s;
  const c4 = 2 * c2 * c2 - 1;
  const s4 = 2 * s2 * c2;
  return (
    1 -
    0.17 * (c * COS_30 + s * SIN_30) +
    0.24 * c2 +
    0.32 * (c3 * COS_6 - s3 * SIN_6) -
    0.2 * (c4 * COS_63 + s4 * SIN_63)
  );
}

/** Hue angle in degrees in [0, 360); 0 for no chroma, as Sharma et al. have it. */
function hueOf(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const h = Math.atan2(b, a) * DEGREES;
  return h < 0 ? h + 360 : h;
}

/** CIEDE2000 with kL = kC = kH = 1 (Sharma, Wu and Dalal 2005; the names are the paper's). */
export function deltaE00(L1: number, a1: number, b1: number, L2: number, a2: number, b2: number): number {
  const meanC7 = power7((Math.sqrt(a1 * a1 + b1 * b1) + Math.sqrt(a2 * a2 + b2 * b2)) / 2);
  const G = 0.5 * (1 - Math.sqrt(meanC7 / (meanC7 + POW25_7)));
  const a1p = (1 + G) * a1;
  const a2p = (1 + G) * a2;
  const C1 = Math.sqrt(a1p * a1p + b1 * b1);
  const C2 = Math.sqrt(a2p * a2p + b2 * b2);
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
  const T = hueWeight(meanH);
  const dTheta = 30 * Math.exp(-(((meanH - 275) / 25) ** 2));
  const meanCp7 = power7(meanCp);
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
