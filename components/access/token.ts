/** Claims as a token has them: text, or lists of text; objects nest. */
export interface Claims {
    readonly [claim: string]: string | readonly string[] | Claims;
}

/** An end user's token that the proxy has verified. */
export interface Token {
    /** The `iss` claim. */
    readonly issuer: string;
    /** The `sub` claim. */
    readonly subject: string;
    /** The other claims; `aud` and `azp` stand here as well. */
    readonly claims?: Claims;
}

/**
 * Whether a value of `requestPrincipals` names the token. Issuer and subject are told apart at the last slash, and
 * which half a `*` frees depends on where it stands; a leading one frees the issuer alone, so that star, slash,
 * star asks for a subject of one star (pilot/pkg/security/authz/model, `requestPrincipalGenerator`).
 */
export function namesToken(value: string, { issuer, subject }: Token): boolean {
    if (issuer === "" || (subject === "" && value.includes("*"))) {
        return false;
    }
    if (value === "*") {
        return true;
    }
    const slash = value.lastIndexOf("/");
    const [ofIssuer, ofSubject] = slash < 0 ? [value, ""] : [value.slice(0, slash), value.slice(slash + 1)];
    if (value.startsWith("*")) {
        return slash < 0
            ? subject.endsWith(value.slice(1))
            : issuer.endsWith(ofIssuer.slice(1)) && subject === ofSubject;
    }
    if (value.endsWith("*")) {
        return slash < 0
            ? issuer.startsWith(value.slice(0, -1))
            : issuer === ofIssuer && subject.startsWith(ofSubject.slice(0, -1));
    }
    return issuer === ofIssuer && subject === ofSubject;
}

/** Whether some token of the issuer could be named by the value. */
export function mayNameIssuer(value: string, issuer: string): boolean {
    const slash = value.lastIndexOf("/");
    if (value.startsWith("*")) {
        return slash < 0 || issuer.endsWith(value.slice(1, slash));
    }
    if (slash < 0) {
        return value.endsWith("*") ? issuer.startsWith(value.slice(0, -1)) : issuer === value;
    }
    return issuer === value.slice(0, slash);
}

/**
 * Whether a claim (`request.auth.claims[role]`, nested ones in further brackets) has one of the values: itself or,
 * when it is a list, one of its items. Undefined when the name of the claim cannot be read.
 */
export function claimMatches(key: string, values: readonly string[], token: Token): boolean | undefined {
    const path = claimPath(key);
    if (path === undefined) {
        return undefined;
    }
    const claims: Claims = { ...token.claims, iss: token.issuer, sub: token.subject };
    const found = path.reduce<Claims[string] | undefined>(
        (within, name) => (isClaims(within) && Object.hasOwn(within, name) ? within[name] : undefined),
        claims,
    );
    const texts = found === undefined || isClaims(found) ? [] : typeof found === "string" ? [found] : found;
    return texts.some((text) => values.some((value) => matchesText(value, text)));
}

/** Exact, `*` for anything there is, `*end` or `start*`; what Istio calls a string match. */
export function matchesText(value: string, text: string): boolean {
    if (value === "*") {
        return text !== "";
    }
    if (value.startsWith("*")) {
        return text.endsWith(value.slice(1));
    }
    return value.endsWith("*") ? text.startsWith(value.slice(0, -1)) : text === value;
}

function claimPath(key: string): readonly string[] | undefined {
    if (key === "request.auth.audiences") {
        return ["aud"];
    }
    if (key === "request.auth.presenter") {
        return ["azp"];
    }
    const brackets = /^request\.auth\.claims((?:\[[^\][]+\])+)$/.exec(key)?.[1];
    return brackets?.slice(1, -1).split("][");
}

function isClaims(value: Claims[string] | undefined): value is Claims {
    return typeof value === "object" && !Array.isArray(value);
}
