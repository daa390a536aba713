import { enumerated } from "./objects/names";
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
        const fields = secrets.length === 0 ? "something secret" : enumerated([...secrets].sort());
        const verb = secrets.length > 1 ? "change" : "changes";
        const restarts = isCarrier(object) && secrets.some((each) => each.startsWith("spec.template."));
        const said = `${fields} ${verb}${restarts ? "; its pods restart" : ""}`;
        return [changes(tellingOf(object).section, `${titleInWords(object)}: ${said}`)];
    });
}
