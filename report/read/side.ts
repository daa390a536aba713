import type { Result } from "../../components/problems";
import type { Side } from "../side";
import { readStack } from "./stack";

/** One of the two states, from wherever the argument leads. */
export function readSide(path: string, today: string): Result<Side> {
    return readStack(path, today);
}
