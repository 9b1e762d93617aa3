/** The package declares its other files; this one it leaves out. */
declare module '@journeyapps/wa-sqlite/src/FacadeVFS.js' {
  import { Base } from '@journeyapps/wa-sqlite/src/VFS.js';

  export class FacadeVFS extends Base {
    jOpen(name: string | null, file: number, flags: number, outFlags: DataView): number;
    jRead(file: number, into: Uint8Array, offset: number): number;
    jWrite(file: number, data: Uint8Array, offset: number): number;
    jTruncate(file: number, size: number): number;
    jFileSize(file: number, out: DataView): number;
    jAccess(name: string, flags: number, out: DataView): number;
    jDelete(name: string, syncDirectory: number): number;
  }
}
