import type { Browser, BrowserContext, Page } from '@playwright/test';
import type {} from './engine/page';
import { least } from './report';
import { openBenchPage, serveSources } from './sources';

/** The frame pass with one part of its shader taken out. */
export interface ProfiledPart {
  readonly name: string;
  /** Milliseconds, of the quickest run. */
  readonly frame: number;
  /** What the part costs, as a share of the whole frame pass. */
  readonly share: number;
}

export const PROFILE_MEGAPIXELS = 1;
const WHOLE = 'the whole';

/** Every shader has its turn so often, so that what else the machine does falls on all of them. */
const ROUNDS = 6;
const BATCH = 2;

type Edit = readonly [file: string, text: string, instead: string];

const condition = (name: string): Edit => ['develop/pixel', `if (frame.${name} != 0u)`, 'if (false)'];

/** What is taken out, as changes of the shaders' text; the picture is then wrong, and only its time is looked at. */
const PARTS: Readonly<Record<string, readonly Edit[]>> = {
  'base: log-luminance, four texels of coefficients': [condition('usesBase')],
  'of these, the texels': [['develop/base', 'let c = sampleCoefficients(at);', 'let c = vec4f(at, at);']],
  'highlights, shadows': [condition('liftActive')],
  'contrast, whites, blacks': [
    ['develop/pixel', 'applyWhites(applyContrast(cubeRoot(y)))', 'cubeRoot(y)'],
    ['develop/pixel', 'let lifted = applyBlacks(p);', 'let lifted = p;'],
  ],
  clarity: [condition('clarityActive')],
  vibrance: [condition('vibranceActive')],
  gamut: [
    [
      'develop/pixel',
      'return compressToGamut(vec3f(lightness, chroma * ab));',
      'return clamp(frame.fromLms * vec3f(lightness, chroma * ab), vec3f(0.0), vec3f(1.0));',
    ],
  ],
  'sRGB encoding': [['develop/frame', '255.0 * srgbEncode(display)', '255.0 * display']],
  dither: [['develop/frame', 'ditherAt(vec2i(pixel) + place.ditherOrigin)', '0.0']],
  'everything but reading, encoding, writing': [
    [
      'develop/frame',
      'developPixel(value.rgb, (view.origin + pixel + 0.5) * view.step / view.photoSize)',
      'value.rgb',
    ],
  ],
};

/** Where the frame pass's time goes: the shader is compiled and timed anew without each part. */
export async function profileFrame(browser: Browser): Promise<readonly ProfiledPart[]> {
  const { url, server } = await serveSources();
  const contexts: BrowserContext[] = [];
  const openWithout = async (edits: readonly Edit[]): Promise<Page> => {
    const context = await browser.newContext();
    contexts.push(context);
    let made = 0;
    await context.route(/\.wgsl/, async (route) => {
      const response = await route.fetch();
      let body = await response.text();
      for (const [file, text, instead] of edits) {
        if (!route.request().url().includes(`/${file}.wgsl`) || !body.includes(text)) continue;
        body = body.replace(text, instead);
        made++;
      }
      await route.fulfill({ response, body });
    });
    const page = await openBenchPage(context, url, 'test/bench/engine/page.html');
    if (made !== edits.length) throw new Error(`The shaders no longer read as the profile thinks: ${edits}`);
    return page;
  };
  try {
    const pages = new Map<string, Page>();
    for (const [name, edits] of [[WHOLE, []] as const, ...Object.entries(PARTS)]) {
      pages.set(name, await openWithout(edits));
    }
    const frames = new Map<string, number[]>();
    // The first round is to warm up.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [name, page] of pages) {
        const { frame } = await page.evaluate(
          ([megapixels, batch]) => window.engineBench.measure(megapixels, 1, batch),
          [PROFILE_MEGAPIXELS, BATCH],
        );
        if (round > 0) frames.set(name, [...(frames.get(name) ?? []), ...frame]);
      }
    }
    const quickest = (name: string) => least(frames.get(name) ?? []);
    const whole = quickest(WHOLE);
    return [...pages.keys()].map((name) => ({
      name,
      frame: quickest(name),
      share: name === WHOLE ? 1 : 1 - quickest(name) / whole,
    }));
  } finally {
    for (const context of contexts) await context.close();
    await server.close();
  }
}
