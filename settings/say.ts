import type { Steps } from "../components/graph/shape";

/** Notes one problem of a part of the stack file: its code, what to say, and the steps that lead to the value. */
export type Say = (code: string, message: string, ...steps: Steps) => void;
