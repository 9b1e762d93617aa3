import type { SimulationJob } from './simulate-work';
export async function featuresOfVariants(
  _paths: readonly string[],
  _job: SimulationJob,
  _out: string,
  _note: (line: string) => void,
): Promise<void> {}
