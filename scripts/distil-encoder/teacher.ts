import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { INPUT_SIZE } from '../../src/encoder/input';
import { halfToNumber } from '../../src/prob';
import { tf } from '../../src/training/tensorflow';

/** Steps of MobileNetV1 with stride 2. */
const STRIDE_2 = new Set([0, 3, 7, 11, 23]);

/** A float16 array of a .npy file (format 1: a header of Python, then the numbers in C order). */
function readNpy(bytes: Uint8Array): { shape: number[]; values: Float32Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 10 + view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  const [, type, order, dimensions] =
    /'descr': '(.*?)', 'fortran_order': (\w+), 'shape': \((.*?)\)/.exec(header) ?? [];
  if (type !== '<f2' || order !== 'False')
    throw new Error(`The teacher's weights are not float16: ${header}`);
  const shape = dimensions
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  const size = shape.reduce((all, length) => all * length, 1);
  return {
    shape,
    values: Float32Array.from({ length: size }, (_, i) => halfToNumber(view.getUint16(start + 2 * i, true))),
  };
}

/**
 * The teacher of the encoder, MobileNetV1 1.0/224 with batch norms folded in: `ii_conv_w`, `ii_dw_w` in PyTorch's OIHW and
 * `ii_…_b` in an .npz of float16. Returns [224 * 224 * 3] in [0, 1] to [1024].
 */
export async function loadTeacher(path: string): Promise<(rgb: Float32Array) => Float32Array> {
  const files = unzipSync(new Uint8Array(await readFile(path)));
  const steps = Object.keys(files)
    .filter((name) => name.endsWith('_w.npy'))
    .sort()
    .map((name) => {
      const { shape, values } = readNpy(files[name]);
      const bias = readNpy(files[name.replace('_w.npy', '_b.npy')]);
      const depthwise = name.includes('_dw_');
      const kernel = tf.tidy(() =>
        tf.transpose(tf.tensor4d(values, shape as [number, number, number, number]), [2, 3, 1, 0]),
      ) as tf.Tensor4D;
      // [3, 3, 1, channels] to the [3, 3, channels, 1] of a depthwise kernel.
      const own = depthwise ? (tf.transpose(kernel, [0, 1, 3, 2]) as tf.Tensor4D) : kernel;
      return { depthwise, kernel: own, bias: tf.tensor1d(bias.values) };
    });
  return (rgb) =>
    tf.tidy(() => {
      let x = tf.sub(tf.mul(tf.tensor4d(rgb, [1, INPUT_SIZE, INPUT_SIZE, 3]), 2), 1) as tf.Tensor4D;
      steps.forEach(({ depthwise, kernel, bias }, i) => {
        const stride = STRIDE_2.has(i) ? 2 : 1;
        const next = depthwise
          ? tf.depthwiseConv2d(x, kernel, stride, 'same')
          : tf.conv2d(x, kernel, stride, 'same');
        x = tf.clipByValue(tf.add(next, bias), 0, 6) as tf.Tensor4D;
      });
      return tf.mean(x, [1, 2]).dataSync() as Float32Array;
    });
}
