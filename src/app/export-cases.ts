import { isAbort, ManylightError, throwIfAborted } from '../core';
import { isNeutral } from '../edit';
import { exportName, presetFileName, writePreset } from '../files';
import type { Kernel } from './kernel';
import type { Session } from './session-types';
import type { TasteCases } from './taste-cases';

export type ExportCases = Pick<Session, 'export' | 'exportPreset'> & {
  /** The worker's progress, 0..1. */
  progressed(job: number, fraction: number): void;
};

export function createExportCases(kernel: Kernel, taste: TasteCases): ExportCases {
  let running: { readonly job: number; readonly name: string } | undefined;
  return {
    progressed(job, progress) {
      if (running?.job === job) kernel.set({ exporting: { name: running.name, progress } });
    },
    async export({ format, quality, signal }) {
      const { current } = kernel;
      if (!current) throw new ManylightError('usage', 'Open a photo first.');
      if (running) throw new ManylightError('usage', 'An export is already running.');
      const name = exportName(current.photo.name, format);
      const ends = [current.closing.signal, ...(signal ? [signal] : [])];
      try {
        const blob = await kernel.engine.job(AbortSignal.any(ends), (job) => {
          running = { job, name };
          kernel.set({ exporting: { name, progress: 0 } });
          return kernel.engine.export(job, current.photo.id, current.edit.history.current, {
            format,
            ...(quality !== undefined && { quality }),
          });
        });
        throwIfAborted(signal);
        void taste.record(current, 'exports');
        return { blob, name };
      } catch (error) {
        if (!isAbort(error)) kernel.report(error);
        throw error;
      } finally {
        running = undefined;
        kernel.set({ exporting: null });
      }
    },
    async exportPreset(name) {
      const { current } = kernel;
      if (!current) return undefined;
      const { current: adjustments } = current.edit.history;
      if (isNeutral(adjustments)) return undefined;
      try {
        const blob = new Blob([await writePreset(adjustments, name)], { type: 'application/rdf+xml' });
        void taste.record(current, 'exports');
        return { blob, name: presetFileName(name) };
      } catch (error) {
        kernel.report(error);
        return undefined;
      }
    },
  };
}
