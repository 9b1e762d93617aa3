/** A straight line through measured points. */
export interface LinearFit {
  /** y at x = 0, and what one x more adds. */
  readonly intercept: number;
  readonly slope: number;
  /** Share of the variance of y that the line explains. */
  readonly rSquared: number;
  /** Of all points, the largest distance from the line, as a share of the line's value there. */
  readonly largestDeviation: number;
}

/**
 * The line for which the sum of squared relative errors is least: with equal weights the largest photo alone would
 * place it. `rSquared` is of the plain errors. @throws with fewer than two points
 */
export function fitLine(points: readonly (readonly [x: number, y: number])[]): LinearFit {
  if (points.length < 2) throw new Error('A line needs two points.');
  let [s, sx, sy, sxx, sxy] = [0, 0, 0, 0, 0];
  for (const [x, y] of points) {
    const weight = 1 / (y * y);
    s += weight;
    sx += weight * x;
    sy += weight * y;
    sxx += weight * x * x;
    sxy += weight * x * y;
  }
  const slope = (s * sxy - sx * sy) / (s * sxx - sx * sx);
  const intercept = (sy - slope * sx) / s;
  const mean = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  let [residual, total, largestDeviation] = [0, 0, 0];
  for (const [x, y] of points) {
    const line = intercept + slope * x;
    residual += (y - line) ** 2;
    total += (y - mean) ** 2;
    largestDeviation = Math.max(largestDeviation, Math.abs(y - line) / line);
  }
  return { intercept, slope, rSquared: 1 - residual / total, largestDeviation };
}
