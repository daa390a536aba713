import type { Cors } from "../../../graph/model";
import type { CorsPolicy } from "../../../istio/types";
import { sortedTexts } from "../../order";

/**
 * A preflight is answered by the gateway alone: one from an origin that is not listed gets no permission and is not
 * sent on, for it carries no token and the service would have to answer it without one.
 */
export function corsPolicy(cors: Cors): CorsPolicy {
    return {
        allowOrigins: sortedTexts(cors.origins).map((exact) => ({ exact })),
        allowMethods: sortedTexts(cors.methods),
        ...(cors.headers.length === 0 ? {} : { allowHeaders: sortedTexts(cors.headers) }),
        ...(cors.exposeHeaders.length === 0 ? {} : { exposeHeaders: sortedTexts(cors.exposeHeaders) }),
        // Said also where it is false: browsers then keep cookies and tokens to themselves.
        allowCredentials: cors.credentials,
        ...(cors.maxAge === undefined ? {} : { maxAge: cors.maxAge }),
        unmatchedPreflights: "IGNORE",
    };
}
