import type { Platform, RateLimitService } from "../../graph/platform";
import type { ArrangedGraph } from "../arrangedGraph";
import { byCodeUnits } from "../order";
import { httpPorts } from "../ports";
import { type Limited, limitedAtGateway, limitedAtPort } from "./limited";

/** Every limit that the rate-limit service counts, once, sorted by name. */
export function meshLimits(arranged: ArrangedGraph): Limited[] {
    const all = new Map<string, Limited>();
    for (const part of arranged.parts) {
        if (part.namespace.stage === "off") {
            continue;
        }
        for (const service of part.services) {
            for (const port of httpPorts(service)) {
                for (const limited of limitedAtPort(service, port.name)) {
                    all.set(limited.name, limited);
                }
            }
        }
    }
    for (const edges of arranged.routesOn.values()) {
        for (const edge of edges) {
            for (const limited of limitedAtGateway(edge, arranged)) {
                all.set(limited.name, limited);
            }
        }
    }
    return [...all.values()]
        .filter(({ limit }) => limit.scope === "mesh")
        .sort((left, right) => byCodeUnits(left.name, right.name));
}

/** Without a service such a limit would hold for nobody; the parser has refused that. */
export function declaredService({ rateLimitService }: Platform): RateLimitService {
    if (rateLimitService === undefined) {
        throw new Error(
            "internal error: a limit of scope mesh needs a rate-limit service, and none is declared",
        );
    }
    return rateLimitService;
}
