import { test as base, expect, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { makeOriented, quarters } from '../support/orientation';
import { drawPhoto } from '../support/photos';
import type {} from './page';

const test = base.extend<{ filesPage: Page }>({
  filesPage: async ({ page }, use) => {
    await page.goto('/test/files/page.html');
    await page.locator('html[data-ready]').waitFor({ state: 'attached' });
    await use(page);
  },
});

const decode = (page: Page, buffer: Buffer, name: string) =>
  page.evaluate((given) => window.files.decode(given), { base64: buffer.toString('base64'), name });

async function decoded(page: Page, buffer: Buffer, name = 'photo') {
  const result = await decode(page, buffer, name);
  if (!result.ok) throw new Error(result.message);
  return { ...result, data: Buffer.from(result.pixels, 'base64') };
}

async function refused(page: Page, buffer: Buffer, name: string) {
  const result = await decode(page, buffer, name);
  if (result.ok) throw new Error(`${name} was opened`);
  return result;
}

/** Mean absolute difference of a decoded photo from RGB bytes. */
function difference(rgba: Buffer, rgb: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < rgb.length; i++) sum += Math.abs(rgba[Math.floor(i / 3) * 4 + (i % 3)] - rgb[i]);
  return sum / rgb.length;
}

/** XYZ of an ICC profile's red, green and blue (ICC.1:2022, 7.3 and 10.31), in a row. */
function colourants(profile: Buffer): number[] {
  const found: number[] = [];
  for (const tag of ['rXYZ', 'gXYZ', 'bXYZ']) {
    for (let i = 0; i < profile.readUInt32BE(128); i++) {
      const entry = 132 + 12 * i;
      if (profile.toString('latin1', entry, entry + 4) !== tag) continue;
      const at = profile.readUInt32BE(entry + 4) + 8;
      for (const axis of [0, 4, 8]) found.push(profile.readInt32BE(at + axis) / 65536);
    }
  }
  return found;
}

/** A small photo-like picture. */
const picture = (width = 120, height = 80): Sharp => drawPhoto({ seed: 3 }, width, height);

test.describe('decoding', () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    test(`turns a ${format} of any orientation upright, once`, async ({ filesPage }) => {
      const pixels = quarters(48, 32);
      for (let orientation = 1; orientation <= 8; orientation++) {
        const photo = await decoded(filesPage, await makeOriented(pixels, 48, 32, orientation, format));
        expect.soft([photo.width, photo.height], `orientation ${orientation}`).toEqual([48, 32]);
        expect.soft(difference(photo.data, pixels), `orientation ${orientation}`).toBeLessThan(6);
      }
    });
  }

  test('gives a PNG and a lossless WebP bit for bit, and a JPEG as its decoder does', async ({
    filesPage,
  }) => {
    const rgb = await picture().raw().toBuffer();
    expect(difference((await decoded(filesPage, await picture().png().toBuffer())).data, rgb)).toBe(0);
    const webp = await picture().webp({ lossless: true }).toBuffer();
    expect(difference((await decoded(filesPage, webp)).data, rgb)).toBe(0);
    const jpeg = await picture().jpeg({ quality: 95 }).toBuffer();
    const reference = await sharp(jpeg).raw().toBuffer();
    expect(difference((await decoded(filesPage, jpeg)).data, reference)).toBeLessThan(0.6);
  });

  test('opens AVIF', async ({ filesPage }) => {
    const avif = await picture().avif({ quality: 90 }).toBuffer();
    const photo = await decoded(filesPage, avif);
    expect(photo).toMatchObject({ width: 120, height: 80, space: 'srgb' });
    expect(difference(photo.data, await picture().raw().toBuffer())).toBeLessThan(5);
  });

  test('holds a wide-gamut photo in Display P3, unclipped', async ({ filesPage }) => {
    const green = { create: { width: 16, height: 16, channels: 3, background: '#00ff00' } } as const;
    const photo = await decoded(filesPage, await sharp(green).withIccProfile('p3').png().toBuffer());
    expect(photo.space).toBe('display-p3');
    // The green of sRGB in Display P3 (CSS Color 4's sample conversion), not pulled to its own green.
    const inside = new Uint8Array(16 * 16 * 3).map((_, i) => [117, 251, 76][i % 3]);
    expect(difference(photo.data, inside)).toBeLessThan(1);
  });

  test('holds it in sRGB, and says so, where canvases know no other space', async ({ filesPage }) => {
    const green = { create: { width: 16, height: 16, channels: 3, background: '#00ff00' } } as const;
    const base64 = (await sharp(green).withIccProfile('p3').png().toBuffer()).toString('base64');
    const photo = await filesPage.evaluate((given) => window.files.decodeNarrow(given), {
      base64,
      name: 'green.png',
    });
    if (!photo.ok) throw new Error(photo.message);
    expect(photo.space).toBe('srgb');
    const [red, greenest, blue] = Buffer.from(photo.pixels, 'base64');
    expect(red + (255 - greenest) + blue).toBeLessThanOrEqual(4);
  });

  test('flattens transparency onto white', async ({ filesPage }) => {
    const clear = {
      create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    } as const;
    const photo = await decoded(filesPage, await sharp(clear).png().toBuffer());
    expect([...new Set(photo.data)]).toEqual([255]);
  });

  test('opens 16-bit and grey files', async ({ filesPage }) => {
    const deep = await picture().toColourspace('rgb16').png().toBuffer();
    expect((await decoded(filesPage, deep)).width).toBe(120);
    const grey = await picture().greyscale().jpeg().toBuffer();
    const { data } = await decoded(filesPage, grey);
    expect(data[0]).toBe(data[1]);
    expect(data[1]).toBe(data[2]);
  });

  test('opens CMYK JPEGs', async ({ filesPage }) => {
    const cmyk = await picture().toColourspace('cmyk').jpeg().toBuffer();
    expect(await decoded(filesPage, cmyk)).toMatchObject({ width: 120, height: 80 });
  });

  test('loads the EXIF reader for WebP alone, the others being turned by their decoders', async ({
    filesPage,
  }) => {
    const readers = () =>
      filesPage.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /exif-?reader/.test(name)).length,
      );
    for (const format of ['jpeg', 'png', 'avif'] as const) {
      await decoded(filesPage, await picture().withMetadata({ orientation: 6 }).toFormat(format).toBuffer());
    }
    expect(await readers()).toBe(0);
    await decoded(filesPage, await picture().webp().toBuffer());
    expect(await readers()).toBe(1);
  });

  test('goes by the content, not by the name', async ({ filesPage }) => {
    const png = await picture().png().toBuffer();
    expect(await decoded(filesPage, png, 'wrong.jpg')).toMatchObject({ width: 120, height: 80 });
  });

  test('works in a worker', async ({ filesPage }) => {
    const base64 = (await picture().png().toBuffer()).toString('base64');
    const first = (await picture().raw().toBuffer())[0];
    const answer = await filesPage.evaluate((given) => window.files.decodeInWorker(given), {
      base64,
      name: 'a',
    });
    expect(answer).toBe(`120 x 80, ${first}`);
  });

  test('ends early when it is no longer wanted', async ({ filesPage }) => {
    const base64 = (await picture().png().toBuffer()).toString('base64');
    const answer = await filesPage.evaluate((given) => window.files.decodeAborted(given), {
      base64,
      name: 'a',
    });
    expect(answer).toBe('AbortError');
  });

  // 24 megapixels, in strips of four.
  const large = { width: 6000, height: 4000 };

  test('hears of a message between the strips of a big photo', async ({ filesPage }) => {
    const flat = sharp({ create: { ...large, channels: 3, background: '#567' } });
    const base64 = (await flat.png({ compressionLevel: 1 }).toBuffer()).toString('base64');
    const { outcome, calls } = await filesPage.evaluate((given) => window.files.decodeCalledOff(given), {
      base64,
      name: 'a',
    });
    expect(outcome).toBe('AbortError');
    expect(calls).toBeLessThan(6);
  });

  test('hears of a message between the strips that it encodes', async ({ filesPage }) => {
    const end = await filesPage.evaluate(
      ({ width, height }) => window.files.encodeCalledOff(width, height),
      large,
    );
    // Not only once the file had been written.
    expect(end).toMatchObject({ outcome: 'AbortError', written: 0 });
    expect(end.calls).toBeLessThan(6);
  });

  test('has a photo of several strips whole', async ({ filesPage }) => {
    const back = await filesPage.evaluate(() =>
      window.files.roundTrip({ format: 'png' }, 'srgb', 3000, 3001),
    );
    expect(back).toMatchObject({ width: 3000, height: 3001, worst: 0 });
  });
});

test.describe('what cannot be opened', () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    test(`says that a ${format} is cut short`, async ({ filesPage }) => {
      const whole = await picture().toFormat(format).toBuffer();
      const cut = whole.subarray(0, Math.floor(whole.length * 0.7));
      const { code, message } = await refused(filesPage, cut, `half.${format}`);
      expect(code).toBe('photo-unreadable');
      expect(message).toContain(`“half.${format}” is cut short`);
    });
  }

  test('says that a file is empty, or no photo, or of another kind', async ({ filesPage }) => {
    expect(await refused(filesPage, Buffer.alloc(0), 'none.jpg')).toEqual({
      ok: false,
      code: 'photo-empty',
      message: '“none.jpg” is empty.',
    });
    const text = await refused(filesPage, Buffer.from('A letter to my aunt.'), 'letter.jpg');
    expect(text.message).toContain('“letter.jpg” is not a photo');
    const gif = await refused(filesPage, await picture().gif().toBuffer(), 'cat.gif');
    expect(gif.message).toContain('“cat.gif” is a GIF');
  });

  test('says that a photo is damaged', async ({ filesPage }) => {
    const png = await picture().png().toBuffer();
    // The compressed pixels become noise, the chunks around them stay whole.
    const start = png.indexOf('IDAT') + 4;
    png.fill(7, start, start + png.readUInt32BE(start - 8));
    const { code, message } = await refused(filesPage, png, 'broken.png');
    expect(code).toBe('photo-unreadable');
    expect(message).toContain('“broken.png” is damaged');
  });

  test('refuses a bomb by its header, without decoding it', async ({ filesPage }) => {
    const png = await picture().png().toBuffer();
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    const { code, message } = await refused(filesPage, png, 'bomb.png');
    expect(code).toBe('photo-too-large');
    expect(message).toContain('“bomb.png” is too large to open: 60000 × 60000 pixels');
  });
});

test.describe('encoding', () => {
  for (const space of ['srgb', 'display-p3'] as const) {
    test(`writes ${space} so that it is read back as it was`, async ({ filesPage }) => {
      const back = (options: Parameters<typeof window.files.roundTrip>[0]) =>
        filesPage.evaluate(([o, s]) => window.files.roundTrip(o, s), [options, space] as const);
      expect(await back({ format: 'png' })).toMatchObject({
        type: 'image/png',
        width: 97,
        height: 61,
        space,
        worst: 0,
      });
      const jpeg = await back({ format: 'jpeg', quality: 0.95 });
      expect(jpeg).toMatchObject({ type: 'image/jpeg', space });
      expect(jpeg.mean).toBeLessThan(4);
      expect((await back({ format: 'jpeg', quality: 0.4 })).mean).toBeGreaterThan(jpeg.mean);
      const webp = await back({ format: 'webp', quality: 0.95 });
      expect(webp).toMatchObject({ type: 'image/webp', space });
      expect(webp.mean).toBeLessThan(6);
    });
  }

  test('tags Display P3 files with that profile, for any reader, and leaves sRGB as every reader takes it', async ({
    filesPage,
  }) => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const written = async (space: 'srgb' | 'display-p3') => {
        const base64 = await filesPage.evaluate(([f, s]) => window.files.encode({ format: f }, s), [
          format,
          space,
        ] as const);
        return sharp(Buffer.from(base64, 'base64')).metadata();
      };
      const wide = await written('display-p3');
      expect(wide.icc, format).toBeDefined();
      const primaries = colourants(wide.icc ?? Buffer.alloc(0));
      // SMPTE EG 432-1, adapted to D50 by Bradford, as ICC profiles have them.
      const displayP3 = [0.5151, 0.2412, -0.0011, 0.292, 0.6922, 0.0419, 0.1571, 0.0666, 0.7841];
      expect(primaries, format).toHaveLength(9);
      for (let i = 0; i < 9; i++) expect(primaries[i], `${format} ${i}`).toBeCloseTo(displayP3[i], 2);
      const plain = await written('srgb');
      // Untagged, or tagged as what it is.
      if (plain.icc) expect(colourants(plain.icc)[0], format).toBeCloseTo(0.436, 2);
      console.log(format, 'P3 profile of', wide.icc?.length, 'bytes; sRGB', plain.icc?.length ?? 'untagged');
    }
  });

  test('says which side a format cannot hold', async ({ filesPage }) => {
    const answer = await filesPage.evaluate(() => window.files.encodeError({ format: 'webp' }, 16_384, 4));
    expect(answer).toBe(
      'encode-failed: WebP holds at most 16383 pixels a side, and this photo is 16384 × 4; choose another format.',
    );
  });
});
