export { pageOf, type Section } from './page';
export { createDarkroom } from './pictures';
export { RECIPES } from './recipes';
export { type Row, type RunStore, type Table1Options, table1 } from './table1';
export { type Comparison, table1Page } from './table1-page';
