import type { Manifest } from "../../components/istio/types";
import type { CallChange } from "../calls/callChanges";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import type { ChangedObject } from "./changedObjects";
import { enumerated, titleOf } from "./names";
import { groupAndKind } from "./tellings";

interface Rule {
    readonly issuer?: string;
    readonly jwksUri?: string;
    readonly jwks?: string;
}

export function isRequestAuthentication(object: Manifest): boolean {
    return groupAndKind(object) === "security.istio.io/RequestAuthentication";
}

/**
 * Whose tokens count, and by which keys, of one that came, and of one that went that a token is not looked at: who had to
 * show one is refused then, and a wrong one no longer is. Calls say only that they need a token of an issuer; whoever
 * holds the keys that another object names for it is let in as well. `isLeaving` is of what goes with its namespace.
 */
export function tokenChanges(
    changed: readonly ChangedObject[],
    before: Side,
    calls: readonly CallChange[],
    isLeaving: (object: Manifest) => boolean,
): readonly Statement[] {
    const known = new Set(
        before.objects.filter(isRequestAuthentication).flatMap((each) => rulesOf(each).map(keysInWords)),
    );
    const principals = calls.flatMap(({ needs, needed = [] }) =>
        [...needs, ...needed].flatMap(({ field, values }) => (field === "requestPrincipals" ? values : [])),
    );
    const isTold = ({ issuer }: Rule): boolean => principals.some((each) => each.startsWith(`${issuer}/`));
    return changed.flatMap(({ before: was, after: is }) => {
        const object = was === undefined ? is : is === undefined ? was : undefined;
        if (object === undefined || !isRequestAuthentication(object)) {
            return [];
        }
        const rules = rulesOf(object);
        const areTold = rules.length > 0 && rules.every(isTold);
        const isQuiet =
            is === undefined
                ? areTold || isLeaving(object)
                : areTold && rules.every((rule) => known.has(keysInWords(rule)));
        return isQuiet ? [] : [is === undefined ? tokensIgnored(object) : tokensTaken(object)];
    });
}

function tokensTaken(object: Manifest): Statement {
    const said = rulesOf(object).map(keysInWords);
    return {
        section: "access",
        effect: said.length === 0 ? "changes" : "opens",
        sentence: `${titleOf(object)} is new: ${who(object)} take ${said.length === 0 ? "no tokens by it" : enumerated(said)}`,
        because: [titleOf(object)],
    };
}

function tokensIgnored(object: Manifest): Statement {
    const issuers = rulesOf(object).map(({ issuer }) => issuer ?? "any issuer");
    return changes(
        "access",
        `${titleOf(object)} is gone: ${who(object)} look at no token${issuers.length === 0 ? "" : ` of ${enumerated(issuers)}`} by it`,
    );
}

function keysInWords({ issuer = "any issuer", jwksUri, jwks }: Rule): string {
    const keys =
        jwks !== undefined ? "it holds itself" : jwksUri === undefined ? "its issuer names" : `at ${jwksUri}`;
    return `tokens of ${issuer} by the keys ${keys}`;
}

function rulesOf({ spec }: Manifest): readonly Rule[] {
    const { jwtRules } = (spec ?? {}) as { readonly jwtRules?: unknown };
    return Array.isArray(jwtRules) ? jwtRules : [];
}

function who({ spec, metadata }: Manifest): string {
    const { selector } = (spec ?? {}) as {
        readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
    };
    const labels = Object.entries(selector?.matchLabels ?? {}).map(([name, value]) => `${name}=${value}`);
    return `${labels.length === 0 ? "all pods" : `pods with ${enumerated(labels)}`} of ${metadata.namespace}`;
}
