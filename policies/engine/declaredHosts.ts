import { serviceOf } from "./hosts";
import { takesIn } from "./servers";
import { entryHosts, serviceEntryKind } from "./serviceEntries";
import type { StackView } from "./stackView";

export const hostKinds: readonly string[] = ["core/Service", serviceEntryKind];

/** Hosts of a stack's ServiceEntries. */
interface Declared {
    readonly exact: ReadonlySet<string>;
    readonly wide: readonly string[];
    readonly isHazy: boolean;
}

function read(view: StackView): Declared {
    const fields = view.kind(serviceEntryKind).flatMap(entryHosts);
    const hosts = fields.flatMap(({ text }) => (text === undefined ? [] : [text.toLowerCase()]));
    return {
        exact: new Set(hosts),
        wide: hosts.filter((each) => each.startsWith("*")),
        isHazy: fields.some((each) => each.isUnknown),
    };
}

/**
 * Whether a stack shows that nothing has a host: a Service in a namespace of which it declares some, or another name
 * where it declares ServiceEntries. Of what another stack may declare nothing is shown.
 */
export function isNobodys(host: string, view: StackView): boolean {
    const { exact, wide, isHazy } = view.once(read);
    if (isHazy || host.startsWith("*") || exact.has(host) || wide.some((each) => takesIn(each, host))) {
        return false;
    }
    const service = serviceOf(host);
    return service === undefined
        ? exact.size > 0
        : view.in("core/Service", service.namespace).length > 0 &&
              view.find("core/Service", service.name, service.namespace) === undefined;
}
