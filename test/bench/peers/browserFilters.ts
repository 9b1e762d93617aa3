import { BENCH_EDIT } from '../settings';

/** A filter library, from a bitmap to RGBA bytes. */
export interface PeerFilter {
  apply(bitmap: ImageBitmap): Promise<Uint8ClampedArray<ArrayBuffer>>;
  dispose(): void;
}

/** The little of PixiJS and its filters that is used; both are loaded by script tags, for this bench alone. */
interface PixiRenderer {
  render(options: { container: object; target: object }): void;
  readonly extract: { pixels(texture: object): { pixels: Uint8ClampedArray<ArrayBuffer> } };
  destroy(): void;
}
interface Pixi {
  autoDetectRenderer(options: object): Promise<PixiRenderer>;
  readonly Texture: { from(source: ImageBitmap): { destroy(withSource: boolean): void } };
  readonly RenderTexture: { create(options: object): { destroy(withSource: boolean): void } };
  readonly Sprite: new (texture: object) => { filters: readonly object[] };
  readonly filters: { readonly AdjustmentFilter: new (options: object) => object };
}

interface GlfxCanvas extends HTMLCanvasElement {
  texture(element: ImageBitmap): { destroy(): void };
  draw(texture: object): GlfxCanvas;
  brightnessContrast(brightness: number, contrast: number): GlfxCanvas;
  hueSaturation(hue: number, saturation: number): GlfxCanvas;
  vibrance(amount: number): GlfxCanvas;
  unsharpMask(radius: number, strength: number): GlfxCanvas;
  update(): GlfxCanvas;
}

declare global {
  interface Window {
    PIXI: Pixi;
    fx: { canvas(): GlfxCanvas };
  }
}

const { temp, tint, exposure, contrast, clarity, vibrance, saturation } = BENCH_EDIT;

/** One pass of AdjustmentFilter, through WebGL. */
export async function pixiFilter(): Promise<PeerFilter> {
  const { autoDetectRenderer, Texture, RenderTexture, Sprite, filters } = window.PIXI;
  const renderer = await autoDetectRenderer({ preference: 'webgl', width: 16, height: 16 });
  const adjust = new filters.AdjustmentFilter({
    brightness: 2 ** (exposure / 2.2),
    contrast: 1 + contrast / 100,
    saturation: 1 + (saturation + vibrance / 2) / 100,
    red: 1 + temp / 400,
    green: 1 - tint / 400,
    blue: 1 - temp / 400,
  });
  return {
    async apply(bitmap) {
      const { width, height } = bitmap;
      const texture = Texture.from(bitmap);
      const target = RenderTexture.create({ width, height });
      const sprite = new Sprite(texture);
      sprite.filters = [adjust];
      renderer.render({ container: sprite, target });
      const { pixels } = renderer.extract.pixels(target);
      texture.destroy(true);
      target.destroy(true);
      return pixels;
    },
    dispose: () => renderer.destroy(),
  };
}

/** Four filters, five passes, through WebGL. */
export async function glfxFilter(): Promise<PeerFilter> {
  const canvas = window.fx.canvas();
  return {
    async apply(bitmap) {
      const texture = canvas.texture(bitmap);
      canvas
        .draw(texture)
        .brightnessContrast(exposure / 5, contrast / 100)
        .hueSaturation(0, saturation / 100)
        .vibrance(vibrance / 100)
        .unsharpMask(40, clarity / 100)
        .update();
      // Its own getPixelArray reads nothing where its textures are floats.
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('No canvas of this size.');
      context.drawImage(canvas, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      texture.destroy();
      return data;
    },
    dispose: () => undefined,
  };
}
