/** Functions that the densities are made of, each stable where its plain formula is not. */

/** log Σ exp(values), finite for any finite values; -Infinity for none. */
export function logSumExp(values: ArrayLike<number>): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i] > top) top = values[i];
  if (!Number.isFinite(top)) return top;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - top);
  return top + Math.log(sum);
}

/** exp(values) scaled to sum 1. */
export function softmax(values: ArrayLike<number>): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i] > top) top = values[i];
  const sizes = Float64Array.from(values, (value) => Math.exp(value - top));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => size / total);
}

/** log(1 + exp(value)). */
export function softplus(value: number): number {
  return value > 0 ? value + Math.log1p(Math.exp(-value)) : Math.log1p(Math.exp(value));
}

/** 1 / (1 + exp(-value)), from whichever side does not overflow. */
export function sigmoid(value: number): number {
  const small = Math.exp(-Math.abs(value));
  return value < 0 ? small / (1 + small) : 1 / (1 + small);
}

/** log Γ(x) for x > 0: Stirling's series after shifting x above 10; relative error near 1e-14. */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 10) {
    shift += Math.log(at);
    at += 1;
  }
  const inverse = 1 / (at * at);
  const series =
    (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** The derivative of logGamma for x > 0, by the same shift. */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 10) {
    shift += 1 / at;
    at += 1;
  }
  const inverse = 1 / (at * at);
  const series =
    inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse / 132))));
  return Math.log(at) - 0.5 / at - series - shift;
}
