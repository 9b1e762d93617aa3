import type { PhotoId } from '../core';
import { sha256Hex } from './digest';

/** The same bytes are the same photo, whatever the file is called: hex SHA-256. */
export const photoId = async (bytes: BufferSource): Promise<PhotoId> => (await sha256Hex(bytes)) as PhotoId;
