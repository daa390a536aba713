export { type Hop, hopsOf } from "./hops";
export { type Repetition, repeatsSlowTries, repetitionOf } from "./repetition";
export { type Arithmetic, triesOf, type Worst } from "./tries";
