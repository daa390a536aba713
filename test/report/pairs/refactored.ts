import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import type { Manifest } from "../../../components/istio/types";
import type { Side } from "../../../report/side";

/** Writes the same stack as somebody tidies it up: other file names, every key and every list the other way round. */
export function writeRefactored(from: string, to: string): void {
    mkdirSync(join(to, "catalog"), { recursive: true });
    for (const name of readdirSync(join(from, "catalog"))) {
        const content = load(readFileSync(join(from, "catalog", name), "utf8"));
        writeFileSync(join(to, "catalog", `tidy-${name}`), dump(backwards(content), { lineWidth: -1 }));
    }
    for (const name of readdirSync(from).filter((each) => each.endsWith(".yaml"))) {
        const content = load(readFileSync(join(from, name), "utf8"));
        writeFileSync(join(to, name), dump(backwards(content), { lineWidth: -1 }));
    }
}

const policies = new Set([
    "AuthorizationPolicy",
    "NetworkPolicy",
    "PeerAuthentication",
    "VirtualService",
    "DestinationRule",
    "Sidecar",
]);

/** The same side with every policy under another name and saying what it says in another order, some of it twice. */
export function withOtherPolicies(side: Side): Side {
    return { ...side, objects: [...side.objects].reverse().map(rewritten) };
}

function rewritten(object: Manifest): Manifest {
    const { kind, metadata, spec } = object;
    const name = policies.has(kind) ? `tidy-${metadata.name}` : metadata.name;
    const said = kind === "AuthorizationPolicy" || kind === "NetworkPolicy" ? twice(backwards(spec)) : spec;
    return { ...object, metadata: { ...metadata, name }, ...(spec === undefined ? {} : { spec: said }) };
}

function twice(spec: unknown): unknown {
    const { rules, ...rest } = spec as { readonly rules?: readonly unknown[] };
    return rules === undefined ? rest : { ...rest, rules: [...rules, ...rules] };
}

function backwards(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(backwards).reverse();
    }
    return typeof value !== "object" || value === null
        ? value
        : Object.fromEntries(
              Object.entries(value)
                  .reverse()
                  .map(([key, inner]) => [key, backwards(inner)]),
          );
}
