import type { Manifest } from "../../../components/istio/types";
import { yamlText } from "../../../synth/yamlText";
import type { Side } from "../../side";
import type { PageObject } from "../view/pageData";

/** Words of labels and annotations that tell why an object is there, whoever made it. */
const telling = /(^|[./-])(owners?|requirements?|reason|ticket|stage|until|rollback|audit-pass|dry-run)$/;

/** Looks up what a reason names: `Sidecar shop/web`, or `allowed by shop/web, rules[0], rules[2]`. */
export function objectReader(side: Side): (reason: string, withText: boolean) => PageObject | undefined {
    const known = new Map<string, Manifest>();
    const owners = new Map<string, string>();
    for (const each of [...side.objects, ...side.brought]) {
        const { name, namespace, annotations } = each.metadata;
        known.set(`${each.kind} ${namespace ?? "default"}/${name}`, each);
        const owner = annotations?.["meshwright.io/owners"];
        if (each.kind === "Namespace" && owner !== undefined) {
            owners.set(name, owner);
        }
    }
    return (reason, withText) => {
        const { key, rules } = named(reason);
        const object = key === undefined ? undefined : known.get(key);
        if (object === undefined) {
            return undefined;
        }
        const owner = owners.get(object.metadata.namespace ?? "");
        return {
            ...(owner === undefined ? {} : { owners: owner }),
            says: wordsOf(object),
            ...(withText ? { yaml: textOf(object, rules) } : {}),
        };
    };
}

function named(reason: string): { readonly key?: string; readonly rules: readonly number[] } {
    const [, policy] = /^(?:allowed|denied|delegated) by (\S+\/[^\s,]+)/.exec(reason) ?? [];
    const [, kind, id] = /^([A-Z]\w+) (\S+\/[^\s,]+)/.exec(reason) ?? [];
    const rules = [...reason.matchAll(/rules\[(\d+)\]/g)].map(([, rule]) => Number(rule));
    return policy !== undefined
        ? { key: `AuthorizationPolicy ${policy}`, rules }
        : kind !== undefined
          ? { key: `${kind} ${id}`, rules }
          : { rules };
}

function wordsOf({ metadata: { labels, annotations } }: Manifest): readonly string[] {
    return Object.entries({ ...labels, ...annotations })
        .filter(([key]) => telling.test(key))
        .map(([key, value]) => `${key.slice(key.indexOf("/") + 1)}: ${value}`);
}

/** The whole of it, or of a policy's many rules those that decide. */
function textOf({ kind, metadata, spec }: Manifest, rules: readonly number[]): string {
    const { namespace, name } = metadata;
    const head = { kind, metadata: { namespace, name } };
    const all = (spec as { readonly rules?: readonly unknown[] } | undefined)?.rules;
    return yamlText(
        rules.length === 0 || all === undefined
            ? { ...head, spec }
            : { ...head, spec: { ...(spec as object), rules: rules.flatMap((rule) => all[rule] ?? []) } },
    );
}
