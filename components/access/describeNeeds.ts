import { listed } from "./describePaths";
import { authorizerField, isAboutToken, type Need } from "./need";

/** The needs as a clause that follows a sentence: ` with a token of hwa whose role is admin`; empty for none. */
export function describeNeeds(needs: readonly Need[]): string {
    const token = needs.filter(({ field }) => isAboutToken(field));
    const others = needs.filter(({ field }) => !isAboutToken(field));
    const parts = [...(token.length === 0 ? [] : [describeToken(token)]), ...others.map(describeOther)];
    return parts.length === 0 ? "" : ` ${parts.join(" and ")}`;
}

function describeToken(needs: readonly Need[]): string {
    const issued = needs.filter(({ field }) => field === "requestPrincipals");
    const named = issued
        .filter(({ negated }) => !negated)
        .map(({ values }) =>
            oneOf(values.map((value) => (value === "*" ? "any issuer" : value.replace(/\/\*$/, "")))),
        );
    const spared = issued.filter(({ negated }) => negated).map(({ values }) => `not one of ${oneOf(values)}`);
    const claims = needs
        .filter(({ field }) => field !== "requestPrincipals")
        .map(
            ({ field, negated, values }) => `${claimName(field)} is ${negated ? "not " : ""}${oneOf(values)}`,
        );
    const of = [...named.map((issuer) => `of ${issuer}`), ...spared].join(" and ");
    return `with a token${of === "" ? "" : ` ${of}`}${claims.length === 0 ? "" : ` whose ${listed(claims)}`}`;
}

function claimName(field: string): string {
    return field.startsWith("request.auth.claims[")
        ? field.slice("request.auth.claims[".length, -1).replaceAll("][", ".")
        : field.slice("request.auth.".length);
}

function describeOther({ field, negated, values }: Need): string {
    const not = negated ? "not " : "";
    switch (field) {
        case authorizerField:
            return `if ${listed(values)} agrees`;
        case "connection.sni":
            return `asking ${not}for ${oneOf(values)}`;
        case "hosts":
            return `with ${not}the host ${oneOf(values)}`;
        case "ipBlocks":
        case "remoteIpBlocks":
            return `${not}from ${oneOf(values)}`;
        default:
            return `where ${field} is ${not}${oneOf(values)}`;
    }
}

function oneOf(values: readonly string[]): string {
    return values.length < 2 ? values.join() : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
