import { add } from "./collect";
import { destinationRuleKind, ruleHost } from "./destinationRules";
import { fullHost, serviceOf } from "./hosts";
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
        ? view.isWhole || exact.size > 0
        : (view.isWhole || view.in("core/Service", service.namespace).length > 0) &&
              view.find("core/Service", service.name, service.namespace) === undefined;
}

const route = "networking.istio.io/VirtualService";
const sidecar = "networking.istio.io/Sidecar";

/** What `isMeant` looks at. */
export const namingKinds: readonly string[] = [route, destinationRuleKind, sidecar];

/**
 * Whether objects of certain kinds name a host too: routes and rules where the host is at home, and Sidecars that take
 * it in. What two of them name is not misspelt, though somebody else may deploy it.
 */
export function isMeant(host: string, view: StackView, kinds: readonly string[]): boolean {
    return (view.once(names).get(host) ?? []).some((kind) => kinds.includes(kind));
}

function names(view: StackView): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const object of [...view.kind(route), ...view.kind(destinationRuleKind)]) {
        const home = object.namespace ?? "default";
        const hosts =
            object.groupKind === route
                ? object.root
                      .at("spec", "hosts")
                      .items()
                      .map(({ text = "" }) => fullHost(text.toLowerCase(), home))
                : [ruleHost(object) ?? ""];
        for (const host of hosts.filter((each) => serviceOf(each)?.namespace === home)) {
            add(found, host, object.groupKind);
        }
    }
    for (const object of view.kind(sidecar)) {
        const hosts = object.root
            .at("spec", "egress")
            .items()
            .flatMap((each) => each.at("hosts").items());
        for (const { text = "" } of hosts) {
            add(found, text.slice(text.indexOf("/") + 1).toLowerCase(), sidecar);
        }
    }
    return found;
}
