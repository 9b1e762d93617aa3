import { basename } from 'node:path';
import type { EncodedRaster } from '../../colour';
import { downscale } from '../../develop/reference';
import { SEEN_SIDE } from '../../encoder/features';
import type { SeenPhoto } from '../../evaluation';
import { usage } from '../command';
import { dataUrlOf, readPhoto } from '../image-io';
import { loadEncoder } from '../models';
import { listPhotos } from '../photo-list';
import type { Figure } from './figure';
import { openLooks } from './people';

/** Photos that are looked at, of each folder, and their long side as they are shown. */
const MOST = 120;
const SHOWN_SIDE = 220;

/** What the styles do to similar photos, in sliders and pictures. */
export const fig7Figure: Figure = {
  usage: '--fig7 --photos DIR [--photos DIR2 ...] [--looks RUN]',
  check({ photos }) {
    if (photos === undefined) throw usage('--photos is needed.');
  },
  async run(values, note) {
    const paths = await listPhotos(values.photos!, MOST);
    if (paths.length < 6) throw usage('--photos needs six photos or more.');
    const looks = await openLooks(values);
    const encoder = await loadEncoder();
    const photos: SeenPhoto[] = [];
    for (const path of paths) {
      const raster = await readPhoto(path, { longSide: SEEN_SIDE });
      const features = (await encoder.features(downscale(raster, SEEN_SIDE))).values;
      photos.push({ name: basename(path), raster: downscale(raster, SHOWN_SIDE), features });
    }
    encoder.dispose();
    note(`${photos.length} photos`);
    const { fig7, fig7Page, fig7Text } = await import('../../evaluation');
    const groups = fig7(looks, photos);
    const addresses = new Map<EncodedRaster, string>();
    for (const { originals, styles } of groups) {
      for (const raster of [...originals, ...styles.flatMap(({ developed }) => developed)]) {
        addresses.set(raster, await dataUrlOf(raster));
      }
    }
    return {
      text: fig7Text(groups),
      data: groups.map(({ photos: names, styles }) => ({
        photos: names,
        styles: styles.map(({ style, share, mean }) => ({ style, share, mean })),
      })),
      section: fig7Page(groups, (raster) => addresses.get(raster)!),
    };
  },
};
