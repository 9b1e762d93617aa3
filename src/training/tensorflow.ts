import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

export { tf };

/**
 * The stock gradient of BatchMatMul transposes inside the product and so misses the fast kernel on wasm (30 times
 * slower for tall matrices). This one transposes first: da = dy · bᵀ, db = aᵀ · dy. Matrices here are rank 2 and never
 * transposed by flag.
 */
export function registerFastMatMulGradient(): void {
  tf.unregisterGradient('BatchMatMul');
  tf.registerGradient({
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved, attributes) => {
      if (attributes.transposeA || attributes.transposeB) {
        throw new Error('Broken invariant: a matrix product with a transposing flag has no gradient here');
      }
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const last = <T extends tf.Tensor>(value: T): tf.Tensor => {
        const axes = value.shape.map((_, axis) => axis);
        const [row, column] = axes.slice(-2);
        return tf.transpose(value, [...axes.slice(0, -2), column, row]);
      };
      const grad = dy as tf.Tensor;
      return { a: () => tf.matMul(grad, last(b)), b: () => tf.matMul(last(a), grad) };
    },
  });
}

/** Starts the backend that fitting runs on. `wasmFolder` is where the backend's .wasm files lie, with a final slash. */
export async function startTensorflow(options: {
  readonly wasmFolder: string;
  readonly threads: number;
}): Promise<void> {
  setWasmPaths(options.wasmFolder);
  setThreadsCount(options.threads);
  await tf.setBackend('wasm');
  await tf.ready();
  registerFastMatMulGradient();
}
