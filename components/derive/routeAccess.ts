import type { RouteAccess } from "../graph/model";
import type { Platform, TokenIssuer } from "../graph/platform";
import type { AuthorizationRule, AuthorizationSource, RequestAuthenticationSpec } from "../istio/types";
import type { RouteEdge } from "./arrangedGraph";
import { byCodeUnits, sortedTexts } from "./order";

/** What a request must prove to use a route, as the parts of a rule. */
export interface Proof {
    readonly source: Pick<AuthorizationSource, "requestPrincipals">;
    readonly when: NonNullable<AuthorizationRule["when"]>;
}

/**
 * A token of the issuer for any subject: Istio splits a request principal at its last slash, so the issuer, which
 * may be a URL, is compared exactly and the subject only has to be there. All claims must hold, each with any of
 * its values.
 */
export function proofOf(access: RouteAccess, platform: Platform): Proof {
    const { token } = access;
    if (token === undefined) {
        return { source: {}, when: [] };
    }
    const { issuer } = tokenIssuer(platform, token.issuer);
    const claims = [...token.claims].sort((left, right) => byCodeUnits(left.claim, right.claim));
    return {
        source: { requestPrincipals: [`${issuer}/*`] },
        when: claims.map(({ claim, values }) => ({
            key: `request.auth.claims[${claim}]`,
            values: sortedTexts(values),
        })),
    };
}

/**
 * How the tokens that these routes demand are judged; empty when they demand none. A token that is there must be
 * valid even where none is demanded: one of an issuer that is not listed is refused with 401.
 *
 * The token goes on: the next proxy judges it again, and the application may want to know who asks.
 */
export function jwtRulesOf(
    routes: readonly RouteEdge[],
    platform: Platform,
): RequestAuthenticationSpec["jwtRules"] {
    const named = routes.flatMap(({ route }) =>
        route.access.token === undefined ? [] : [route.access.token.issuer],
    );
    return sortedTexts(named).map((name) => {
        const { issuer, audiences, jwksUri, jwks } = tokenIssuer(platform, name);
        return {
            issuer,
            ...(audiences.length === 0 ? {} : { audiences: sortedTexts(audiences) }),
            ...(jwksUri === undefined ? {} : { jwksUri }),
            ...(jwks === undefined ? {} : { jwks }),
            forwardOriginalToken: true,
        };
    });
}

function tokenIssuer(platform: Platform, name: string): TokenIssuer {
    const token = platform.tokens.get(name);
    if (token === undefined) {
        throw new Error(`internal error: the graph refers to token "${name}", which is not in it`);
    }
    return token;
}
