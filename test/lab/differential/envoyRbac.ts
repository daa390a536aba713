import { type Json, object, objects, onlyField, text } from "./envoyJson";
import { headerMatcher, textMatcher, valueMatcher } from "./envoyMatchers";
import type { EnvoyRequest } from "./envoyRequest";

/** Whether a request is let through, or matches. */
export type Judge = (request: EnvoyRequest) => boolean;

/**
 * What `envoy.filters.http.rbac` and `envoy.filters.network.rbac` do with a request, read from Envoy's own
 * description of their configuration and from nothing of this package: the independent side of the comparison.
 */
export function rbacOf(rules: unknown): Judge {
    if (rules === undefined) {
        return () => true;
    }
    const { action = "ALLOW", policies } = object(rules);
    const matches = any(Object.values(object(policies)).map((policy) => policyOf(object(policy))));
    switch (action) {
        case "ALLOW":
            return matches;
        case "DENY":
            return not(matches);
        case "LOG":
            return () => true;
        default:
            throw new Error(`unknown RBAC action ${String(action)}`);
    }
}

function policyOf({ permissions, principals }: Json): Judge {
    return all([any(objects(principals).map(principalOf)), any(objects(permissions).map(permissionOf))]);
}

function permissionOf(permission: unknown): Judge {
    const [kind, wanted] = onlyField(permission, "a permission");
    switch (kind) {
        case "any":
            return () => true;
        case "andRules":
            return all(objects(object(wanted)["rules"]).map(permissionOf));
        case "orRules":
            return any(objects(object(wanted)["rules"]).map(permissionOf));
        case "notRule":
            return not(permissionOf(wanted));
        case "header":
            return headerOf(object(wanted));
        case "urlPath": {
            const matches = textMatcher(object(wanted)["path"]);
            return ({ path }) => matches(path);
        }
        case "destinationPort":
            return ({ port }) => port === wanted;
        case "requestedServerName": {
            const matches = textMatcher(wanted);
            return ({ sni = "" }) => matches(sni);
        }
        default:
            throw new Error(`unknown permission ${kind}`);
    }
}

function principalOf(principal: unknown): Judge {
    const [kind, wanted] = onlyField(principal, "a principal");
    switch (kind) {
        case "any":
            return () => true;
        case "andIds":
            return all(objects(object(wanted)["ids"]).map(principalOf));
        case "orIds":
            return any(objects(object(wanted)["ids"]).map(principalOf));
        case "notId":
            return not(principalOf(wanted));
        case "authenticated": {
            const { principalName } = object(wanted);
            const matches = principalName === undefined ? () => true : textMatcher(principalName);
            return ({ peer }) => peer !== undefined && matches(peer);
        }
        case "header":
            return headerOf(object(wanted));
        case "metadata":
            return metadataOf(object(wanted));
        default:
            throw new Error(`unknown principal ${kind}`);
    }
}

function all(judges: readonly Judge[]): Judge {
    return (request) => judges.every((judge) => judge(request));
}

function any(judges: readonly Judge[]): Judge {
    return (request) => judges.some((judge) => judge(request));
}

function not(judge: Judge): Judge {
    return (request) => !judge(request);
}

function headerOf(matcher: Json): Judge {
    const name = text(matcher["name"]) ?? "";
    const matches = headerMatcher(matcher);
    return ({ method, path, host, headers }) => {
        const pseudo: Readonly<Record<string, string>> = {
            ":method": method,
            ":path": path,
            ":authority": host,
        };
        return matches(pseudo[name] ?? headers[name]);
    };
}

/** The JWT filter leaves the token's claims under `payload`. */
function metadataOf({ filter, path, value, invert }: Json): Judge {
    const [payload, claim, ...deeper] = objects(path).map(({ key }) => text(key) ?? "");
    if (filter !== "envoy.filters.http.jwt_authn" || payload !== "payload" || deeper.length > 0) {
        throw new Error(`unknown metadata ${String(filter)} ${JSON.stringify(path)}`);
    }
    const matches = valueMatcher(value);
    return ({ token }) => matches(token?.[claim ?? ""]) !== (invert === true);
}
