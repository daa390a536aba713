import type { CatalogTexts } from "../../catalogFiles";
import type { Problem, Result } from "../../components/problems";
import { absent, type ReportInput } from "../commandLine";
import type { Side } from "../side";
import { noStack } from "./noStack";
import { type Preview, readPreview } from "./preview";
import { sharing } from "./sharing";
import { readSide } from "./side";
import { type Parsed, readSynthFolder } from "./synthFolder";

/** Both sides, with what a preview says of the way between them, where it is one; or what is wrong with each input. */
export type ReadChange =
    | { readonly before: Side; readonly after: Side; readonly preview?: Preview }
    | { readonly refusals: readonly { readonly path: string; readonly problems: readonly Problem[] }[] };

export function readChange(input: ReportInput, today: string): ReadChange {
    const parsed: Parsed = new Map();
    if ("preview" in input) {
        const beside = input.facts === undefined ? undefined : readSynthFolder(input.facts, parsed);
        if (input.facts !== undefined && beside?.ok === false) {
            return { refusals: [{ path: input.facts, problems: beside.problems }] };
        }
        const change = readPreview(input.preview, beside?.ok === true ? beside.value : undefined);
        return change.ok ? change.value : { refusals: [{ path: input.preview, problems: change.problems }] };
    }
    const texts: CatalogTexts = new Map();
    const read = (path: string): Result<Side> | undefined =>
        path === absent ? undefined : readSide(path, today, parsed, texts);
    const [base, head] = [read(input.base), read(input.head)];
    const [before, after] = [base ?? nothingBeside(head), head ?? nothingBeside(base)];
    return before.ok && after.ok
        ? { before: before.value, after: sharing(before.value, after.value) }
        : {
              refusals: [
                  ...(base === undefined || base.ok ? [] : [{ path: input.base, problems: base.problems }]),
                  ...(head === undefined || head.ok ? [] : [{ path: input.head, problems: head.problems }]),
              ],
          };
}

/** In the place of a side that is not there; what is wrong with the other one is said once. */
function nothingBeside(other: Result<Side> | undefined): Result<Side> {
    return other?.ok === true
        ? { ok: true, value: noStack(absent, other.value), warnings: [] }
        : { ok: false, problems: [] };
}
