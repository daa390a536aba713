import { isRecord } from "./isFacts";
import type { RawStep } from "./previewDocument";
import { shownInputs } from "./shownInputs";

/** What the engine would do to a resource that is no object of Kubernetes: a release, a password, a provider. */
export interface ResourceStep {
    readonly op: string;
    /** `RandomPassword`, `Release`, `provider kubernetes`. */
    readonly kind: string;
    readonly name: string;
    /** Its inputs, without secrets; absent where there is none. */
    readonly before?: object;
    readonly after?: object;
    /** Fields that the engine says differ, or for which it is replaced. */
    readonly fields: readonly string[];
}

/** Undefined for what is only a name for others: the stack and components. */
export function resourceStep({
    op,
    urn = "",
    before,
    after,
    fields,
    replaceReasons,
}: RawStep): ResourceStep | undefined {
    const state = after ?? before;
    if (state?.custom !== true) {
        return undefined;
    }
    const [was, is] = [before, after].map((each) => {
        const inputs = shownInputs(each?.inputs ?? {});
        return each && isRecord(inputs) ? withoutBookkeeping(inputs, isProvider(state.type)) : undefined;
    });
    return {
        op,
        kind: kindOf(state.type ?? ""),
        name: urn.split("::").slice(3).join("::") || urn,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
        fields: replaceReasons ?? fields ?? [],
    };
}

/** What the engine keeps for itself, and of a provider which version of its plugin is asked. */
function withoutBookkeeping(inputs: Readonly<Record<string, unknown>>, isOfProvider: boolean): object {
    const own = ["__internal", "__defaults", ...(isOfProvider ? ["version", "pluginDownloadURL"] : [])];
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !own.includes(key)));
}

const providers = "pulumi:providers:";

function isProvider(type = ""): boolean {
    return type.startsWith(providers);
}

/** The last part of `random:index/randomPassword:RandomPassword`. */
function kindOf(type: string): string {
    return isProvider(type)
        ? `provider ${type.slice(providers.length)}`
        : type.slice(type.lastIndexOf(":") + 1);
}
