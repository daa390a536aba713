import type { Props } from "../crossguard";
import { peerAuthentication } from "../objects";
import { allow, isEnforced, isWholeNamespace, type Mutation, set } from "./mutation";

export const securityMutations: readonly Mutation[] = [
    {
        rule: "A-01",
        title: "PERMISSIVE on a port",
        kind: "PeerAuthentication",
        change: (object) => object,
        besides: [
            peerAuthentication(
                {
                    selector: { matchLabels: { app: "orders" } },
                    mtls: { mode: "STRICT" },
                    portLevelMtls: { "80": { mode: "PERMISSIVE" } },
                },
                { name: "orders", namespace: "elsewhere" },
            ),
        ],
    },
    {
        rule: "A-02",
        title: "no PeerAuthentication",
        kind: "PeerAuthentication",
        where: isWholeNamespace,
        change: () => undefined,
    },
    {
        rule: "A-02",
        title: "UNSET instead of STRICT",
        kind: "PeerAuthentication",
        where: isWholeNamespace,
        change: set(["spec", "mtls", "mode"], "UNSET"),
    },
    {
        rule: "A-03",
        title: "one rule that matches everything",
        ...allow,
        change: set(["spec", "rules", 0], {}),
    },
    {
        rule: "A-04",
        title: "a condition that is an empty list",
        ...allow,
        change: set(["spec", "rules", 0, "to", 0, "operation", "methods"], []),
    },
    {
        rule: "A-05",
        title: "a rule without callers",
        ...allow,
        change: (object) => {
            const copy = structuredClone(object) as { spec: { rules: Props[] } };
            const { from: _, ...rest } = copy.spec.rules[0] ?? {};
            copy.spec.rules[0] = rest;
            return copy as unknown as Props;
        },
    },
    {
        rule: "A-07",
        title: "no default deny",
        kind: "AuthorizationPolicy",
        name: /^default-deny$/,
        where: isEnforced,
        change: () => undefined,
    },
    {
        rule: "A-07",
        title: "a default deny that is a dry run",
        kind: "AuthorizationPolicy",
        name: /^default-deny$/,
        where: isEnforced,
        change: set(["metadata", "annotations", "istio.io/dry-run"], "true"),
    },
];
