import { expose } from 'comlink';
import { createHand } from './hand';

expose(createHand());
