export { createDarkroom } from './pictures';
export { RECIPES } from './recipes';
export { reportOf } from './report';
export { type Row, type RunStore, type Table1Options, table1 } from './table1';
