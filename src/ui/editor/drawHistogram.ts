import type { Histogram } from '../../app';

const BINS = 256;

/**
 * The height that fills the plot: the tallest bin among all but the two ends, where clipping piles up and would
 * flatten everything else.
 */
export function plotHeight(channels: readonly Uint32Array[]): number {
  let tallest = 1;
  for (const counts of channels) {
    for (let bin = 1; bin < BINS - 1; bin++) tallest = Math.max(tallest, counts[bin]);
  }
  return tallest;
}

/** Square-root heights keep small populations visible beside a peak. */
export function barHeight(count: number, tallest: number): number {
  return Math.min(1, Math.sqrt(count / tallest));
}

/** Luminance as an area, the three channels as lines over it. Colours that stay apart on dark and light grey. */
const LINES = { red: '#d9534f', green: '#4f9d4f', blue: '#4f83d9' } as const;

export function drawHistogram(canvas: HTMLCanvasElement, histogram: Histogram | undefined): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
  canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
  const context = canvas.getContext('2d');
  if (!context || !histogram) return;
  const { width, height } = canvas;
  const tallest = plotHeight([histogram.luminance, histogram.red, histogram.green, histogram.blue]);
  const trace = (counts: Uint32Array): void => {
    context.beginPath();
    for (let bin = 0; bin < BINS; bin++) {
      context.lineTo((bin / (BINS - 1)) * width, height - barHeight(counts[bin], tallest) * (height - ratio));
    }
  };
  trace(histogram.luminance);
  context.lineTo(width, height);
  context.lineTo(0, height);
  context.globalAlpha = 0.45;
  context.fillStyle = getComputedStyle(canvas).color;
  context.fill();
  context.globalAlpha = 0.9;
  context.lineWidth = ratio;
  for (const channel of ['red', 'green', 'blue'] as const) {
    trace(histogram[channel]);
    context.strokeStyle = LINES[channel];
    context.stroke();
  }
}
