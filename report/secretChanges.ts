import { hiddenInWords } from "./objects/leafWords";
import { isCarrier, tellingIn, titleInWords } from "./objects/tellings";
import type { PreviewStep } from "./read/preview";
import type { Side } from "./side";
import { changes, type Statement } from "./statement";

/** Objects of which something secret changes: both sides show the same of it, and nothing else tells. */
export function secretChanges(steps: readonly PreviewStep[], { watchers }: Side): readonly Statement[] {
    const tellingOf = tellingIn(watchers);
    return steps.flatMap(({ object, secrets }) => {
        if (secrets === undefined) {
            return [];
        }
        const restarts = isCarrier(object) && secrets.some((each) => each.startsWith("spec.template."));
        const said = `${hiddenInWords(secrets.length === 0 ? ["something secret"] : secrets)}${restarts ? "; its pods restart" : ""}`;
        return [changes(tellingOf(object).section, `${titleInWords(object)}: ${said}`)];
    });
}
