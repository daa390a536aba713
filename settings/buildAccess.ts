import type { Authorizer, TokenIssuer } from "../components/graph";
import type { RawAuthorizer } from "./authorizerSchema";
import type { RawToken } from "./tokenSchema";

export function buildToken(name: string, { issuer, jwksUri, jwks, audiences = [] }: RawToken): TokenIssuer {
    return {
        name,
        issuer,
        ...(jwksUri === undefined ? {} : { jwksUri }),
        ...(jwks === undefined ? {} : { jwks }),
        audiences: [...new Set(audiences)].sort(),
    };
}

export function buildAuthorizer(name: string, raw: RawAuthorizer): Authorizer {
    const { protocol, host, port, timeout = "500ms", includeHeaders = [], forwardHeaders = [] } = raw;
    return {
        name,
        protocol,
        host,
        port,
        timeout,
        includeHeaders: [...new Set(includeHeaders)].sort(),
        forwardHeaders: [...new Set(forwardHeaders)].sort(),
    };
}
