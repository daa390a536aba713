import { type Catalogue, servicesOf } from "../catalogue";
import type { Report } from "../report";
import { hashKeys } from "../sections/loadBalancer";
import type { RawService } from "../sections/service";
import type { RawTraffic } from "../sections/traffic";
import type { Steps } from "../shape/location";
import { carriesHttp } from "./operations";

/** Balancers that have something to choose from, and something to choose by. */
export function checkLoadBalancers({ namespaces }: Catalogue, report: Report): void {
    for (const namespace of namespaces.values()) {
        for (const [name, service] of servicesOf(namespace)) {
            const { loadBalancer, locality } = service.traffic ?? {};
            const at = (...steps: Steps) => namespace.at("services", name, "traffic", ...steps);
            if (service.headless === true) {
                checkHeadless(service.traffic ?? {}, at, report);
                continue;
            }
            if (locality !== undefined && typeof locality !== "string") {
                checkLabels(locality.failover, at, report);
            }
            if (loadBalancer !== undefined && typeof loadBalancer !== "string") {
                checkHash(loadBalancer.hash, service, at, report);
            }
        }
    }
}

type At = (...steps: Steps) => string;
type RawHash = Exclude<NonNullable<RawTraffic["loadBalancer"]>, string>["hash"];

/** Istio makes an ORIGINAL_DST cluster of a headless service: each request goes to the address it was sent to. */
function checkHeadless(traffic: RawTraffic, at: At, report: Report): void {
    for (const key of ["loadBalancer", "locality"] as const) {
        if (traffic[key] !== undefined) {
            const message =
                "nothing is chosen for a headless service: its callers connect to a pod themselves; remove it";
            report.error("balancer-on-headless", at(key), message);
        }
    }
}

function checkHash(hash: RawHash, { ports }: RawService, at: At, report: Report): void {
    const keys = hashKeys.filter((key) => hash[key] !== undefined && hash[key] !== false);
    const key = keys[0];
    if (keys.length !== 1 || key === undefined) {
        const what = keys.length === 0 ? "names nothing to hash" : `names ${keys.join(" and ")}`;
        const message = `${what}; write exactly one of header, cookie, sourceIp: true or query`;
        report.error("hash-key", at("loadBalancer", "hash"), message);
        return;
    }
    const protocols = Object.values(ports).map(({ protocol }) => protocol);
    if (key !== "sourceIp" && protocols.length > 0 && !protocols.some(carriesHttp)) {
        const what = key === "query" ? "query parameter" : key;
        const message = `hashing by ${what} needs an HTTP port, and this service has none; remove it`;
        report.error("hash-on-tcp", at("loadBalancer", "hash"), message);
    }
}

function checkLabels(labels: readonly string[], at: At, report: Report): void {
    for (const [index, label] of labels.entries()) {
        if (labels.indexOf(label) < index) {
            const message = `"${label}" is there twice, and the first decides; remove one`;
            report.error("duplicate-label", at("locality", "failover", index), message);
        }
    }
}
