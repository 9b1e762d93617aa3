import { DECODE_8BIT, type EncodedRaster, encodeSrgb } from '../../colour';
import type { Rng } from '../../core';

/** What went wrong when a picture was taken, as gains in linear light. */
export interface CaptureFault {
  readonly kind: 'none' | 'under' | 'over' | 'cast' | 'flat';
  readonly ev: number;
  /** Gains of red, green and blue, of geometric mean 1. */
  readonly cast: readonly [number, number, number];
  /** Veil of light added everywhere, as a share of white; the rest is scaled down to make room. */
  readonly veil: number;
}

export const NO_FAULT: CaptureFault = { kind: 'none', ev: 0, cast: [1, 1, 1], veil: 0 };

/** A fault as cameras and their owners make them: mostly mild, sometimes bad, seldom two at once. */
export function drawFault(rng: Rng): CaptureFault {
  const kind = (['under', 'over', 'cast', 'flat', 'none'] as const)[
    rng.categorical([0.34, 0.18, 0.26, 0.14, 0.08])
  ];
  const slightEv = 0.22 * rng.normal();
  switch (kind) {
    case 'none':
      return { ...NO_FAULT, ev: slightEv };
    case 'under':
      return { ...NO_FAULT, kind, ev: -(0.5 + 1.6 * rng.uniform() ** 1.3) };
    case 'over':
      return { ...NO_FAULT, kind, ev: 0.35 + 0.75 * rng.uniform() ** 1.3 };
    case 'flat':
      return { ...NO_FAULT, kind, ev: slightEv, veil: 0.02 + 0.1 * rng.uniform() ** 1.5 };
    case 'cast': {
      // Along the daylight locus mostly (a wrong white balance), a little across it (tube light).
      const warmth = (rng.uniform() < 0.6 ? 1 : -1) * (0.1 + 0.22 * rng.uniform());
      const green = 0.06 * rng.normal();
      return {
        ...NO_FAULT,
        kind,
        ev: slightEv,
        cast: normalise([Math.exp(warmth), Math.exp(green), Math.exp(-warmth)]),
      };
    }
  }
}

function normalise([r, g, b]: readonly [number, number, number]): [number, number, number] {
  const mean = Math.cbrt(r * g * b);
  return [r / mean, g / mean, b / mean];
}

/** The picture as the faulty camera would have stored it: in linear light, clipped, quantised to 8 bits. */
export function applyFault(raster: EncodedRaster, fault: CaptureFault): EncodedRaster {
  const exposure = 2 ** fault.ev;
  const tables = fault.cast.map((gain) =>
    Uint8ClampedArray.from(DECODE_8BIT, (linear) => {
      const light = linear * exposure * gain * (1 - fault.veil) + fault.veil;
      return Math.round(255 * encodeSrgb(Math.min(1, light)));
    }),
  );
  const data = new Uint8ClampedArray(raster.data.length);
  for (let i = 0; i < data.length; i += 4) {
    data[i] = tables[0][raster.data[i]];
    data[i + 1] = tables[1][raster.data[i + 1]];
    data[i + 2] = tables[2][raster.data[i + 2]];
    data[i + 3] = raster.data[i + 3];
  }
  return { ...raster, data };
}
