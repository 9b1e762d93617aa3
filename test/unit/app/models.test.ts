import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchModel } from '../../../src/app/worker/models';

const FOLDER = join(import.meta.dirname, '../../../public/models/looks');
const read = (name: string) => Uint8Array.from(readFileSync(join(FOLDER, name)));
const shipped = (): Record<string, BodyInit> => ({
  'manifest.json': read('manifest.json'),
  'weights.bin': read('weights.bin'),
});

/** A host with these files, which answers anything else with `otherwise`. */
function serve(files: Readonly<Record<string, BodyInit>>, otherwise = new Response(null, { status: 404 })) {
  vi.stubGlobal('fetch', async (url: string) => {
    const body = files[url.slice('/models/looks/'.length)];
    return body === undefined ? otherwise.clone() : new Response(body);
  });
}
const fetchLooks = () => fetchModel('/models/', 'looks', ['weights.bin']);

describe('fetching a model', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives the files that its manifest names', async () => {
    serve(shipped());
    const { manifest, files } = await fetchLooks();
    expect(manifest).toMatchObject({ name: 'looks' });
    expect(new Uint8Array(files[0])).toEqual(read('weights.bin'));
  });

  it.each([
    ['not there', new Response(null, { status: 404 })],
    ['the start page', new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
  ])('says that a file is missing: %s', async (_, otherwise) => {
    serve({ 'manifest.json': read('manifest.json') }, otherwise);
    await expect(fetchLooks()).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('says that the network is gone', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(fetchLooks()).rejects.toMatchObject({ code: 'model-missing' });
  });

  it.each([
    ['weights changed', () => ({ ...shipped(), 'weights.bin': read('weights.bin').fill(7, 1000, 1001) })],
    ['manifest that is none', () => ({ ...shipped(), 'manifest.json': 'null' })],
    ['manifest cut short', () => ({ ...shipped(), 'manifest.json': '{"name":' })],
  ])('refuses %s', async (_, files) => {
    serve(files());
    await expect(fetchLooks()).rejects.toMatchObject({ code: 'model-invalid' });
  });
});
