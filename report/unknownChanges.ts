import { enumerated } from "./objects/names";
import { isCarrier, tellingIn, titleInWords } from "./objects/tellings";
import type { PreviewStep } from "./read/preview";
import type { Side } from "./side";
import { changes, type Section, type Statement } from "./statement";

/** What decides who may call whom, and how. */
const ofCalls: readonly Section[] = ["access", "exposure", "egress", "encryption", "traffic"];

/** Objects of which something is not known before the update, so that no sentence can tell what changes by it. */
export function unknownChanges(steps: readonly PreviewStep[], { watchers }: Side): readonly Statement[] {
    const tellingOf = tellingIn(watchers);
    return steps.flatMap(({ op, object, unknowns = [] }) => {
        const { section, isTold = false } = tellingOf(object);
        // Of others that are new, that they are is all there is to say.
        if (unknowns.length === 0 || (op === "create" && !isTold && !ofCalls.includes(section))) {
            return [];
        }
        const is = unknowns.length === 1 ? "is" : "are";
        const restarts = op !== "create" && unknowns.some((each) => each.startsWith("spec.template."));
        const pods = isCarrier(object) && restarts ? "; its pods restart" : "";
        const said = `${enumerated([...unknowns].sort())} ${is} not known before the update, nor what changes by it`;
        return [changes(section, `${titleInWords(object)}: ${said}${pods}`)];
    });
}
