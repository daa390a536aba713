import { durationMilliseconds } from "../../graph/duration";
import type { Authorizer } from "../../graph/platform";
import type { ExtensionProvider } from "../../istio/values";

/** Providers of every kind share their names, so each kind has a prefix. At most 63 characters. */
export function authorizerProviderName(authorizer: string): string {
    return `authorizer-${authorizer}`;
}

/** An authorizer as the mesh config has it. When it does not answer in time, the request is refused with 403. */
export function authorizerProvider(authorizer: Authorizer): ExtensionProvider {
    const { name, protocol, host, port, timeout, includeHeaders, forwardHeaders } = authorizer;
    const [, namespace = ""] = host.split(".");
    const common = {
        // With its namespace, or istiod takes whichever namespace has the host first.
        service: `${namespace}/${host}`,
        port,
        timeout: `${(durationMilliseconds(timeout) ?? 0) / 1000}s`,
        failOpen: false,
    };
    if (protocol === "grpc") {
        return { name: authorizerProviderName(name), envoyExtAuthzGrpc: common };
    }
    return {
        name: authorizerProviderName(name),
        envoyExtAuthzHttp: {
            ...common,
            ...(includeHeaders.length === 0
                ? {}
                : { includeRequestHeadersInCheck: [...includeHeaders].sort() }),
            ...(forwardHeaders.length === 0 ? {} : { headersToUpstreamOnAllow: [...forwardHeaders].sort() }),
        },
    };
}
