import { decodePhoto } from '../../src/files';

addEventListener(
  'message',
  async ({ data }: MessageEvent<{ bytes: Uint8Array<ArrayBuffer>; name: string }>) => {
    const raster = await decodePhoto(new Blob([data.bytes]), data.name);
    postMessage(`${raster.width} x ${raster.height}, ${raster.data[0]}`);
  },
);
