import {
    type CertificateIssuer,
    type CertManager,
    emptyPlatform,
    type Gateway,
    type Platform,
    type PublicHost,
} from "../components/graph";
import { buildAuthorizer, buildToken } from "./buildAccess";
import { buildObservability } from "./buildObservability";
import { buildRateLimitService } from "./buildResilience";
import type { RawGateway } from "./gatewaySchema";
import type { RawIssuer } from "./issuerSchema";
import type { RawPublicHost } from "./publicHostSchema";
import { sortedMap } from "./sortedMap";
import type { StackContent } from "./stackSchema";

/** What the platform owns in this environment, every default filled in; each section has its own line. */
export function buildPlatform(content: StackContent): Platform {
    return {
        ...emptyPlatform,
        gateways: sortedMap(content.gateways, (raw, name) => buildGateway(name, raw, content.tags)),
        publicHosts: sortedMap(content.publicHosts, (raw, name) =>
            buildPublicHost(name, raw, onlyIngressGateway(content.gateways)),
        ),
        issuers: sortedMap(content.issuers, (raw, name) => buildIssuer(name, raw)),
        ...buildCertManager(content),
        tokens: sortedMap(content.tokens, (raw, name) => buildToken(name, raw)),
        authorizers: sortedMap(content.authorizers, (raw, name) => buildAuthorizer(name, raw)),
        experimentsAllowed: content.experimentsAllowed ?? false,
        ...buildRateLimitService(content),
        ...buildObservability(content),
        callBudget: { ...emptyPlatform.callBudget, ...content.callBudget },
    };
}

/** `istio-ingress` or `istio-egress`, when nothing is written. */
export function gatewayNamespace({ kind, namespace = `istio-${kind}` }: RawGateway): string {
    return namespace;
}

/**
 * The tag that is meant when a gateway names none: the gateways' own where there is one, so that they move at another
 * time than the workloads behind them and a fault of either is told apart.
 */
export function gatewayTag({ tag }: RawGateway, tags: StackContent["tags"]): string {
    return tag ?? ["gateways", "stable"].find((each) => tags?.[each] !== undefined) ?? "default";
}

/** The gateway that is meant when a public host names none. */
export function onlyIngressGateway(gateways: StackContent["gateways"]): string | undefined {
    const [only, ...more] = Object.entries(gateways ?? {}).filter(([, { kind }]) => kind === "ingress");
    return more.length === 0 ? only?.[0] : undefined;
}

function buildGateway(name: string, raw: RawGateway, tags: StackContent["tags"]): Gateway {
    const { kind, replicas = 1, maxReplicas = Math.max(5, replicas), service = {} } = raw;
    return {
        name,
        kind,
        namespace: gatewayNamespace(raw),
        tag: gatewayTag(raw, tags),
        ...(raw.canary === undefined
            ? {}
            : { canary: { tag: raw.canary.tag, replicas: raw.canary.replicas ?? 1 } }),
        // What the official chart makes of its release's name.
        selector: { istio: name.replace(/^istio-/, "") },
        serviceAccount: name,
        replicas,
        maxReplicas,
        resources: { ...defaultGatewayResources, ...raw.resources },
        ...(kind === "egress"
            ? { egress: { port: raw.port ?? 15444 } }
            : {
                  ingress: {
                      serviceType: service.type ?? "LoadBalancer",
                      serviceAnnotations: { ...service.annotations },
                      sourceRanges: sortedSet(service.sourceRanges),
                      redirectToHttps: raw.redirectToHttps ?? true,
                      trustedProxies: raw.trustedProxies ?? 0,
                  },
              }),
    };
}

export const defaultGatewayResources = {
    cpu: "100m",
    memory: "128Mi",
    cpuLimit: "1",
    memoryLimit: "512Mi",
} as const;

function buildPublicHost(name: string, raw: RawPublicHost, gateway: string | undefined): PublicHost {
    const { issuer, secret } = raw.certificate ?? {};
    return {
        name,
        hostname: raw.hostname,
        gateway: raw.gateway ?? gateway ?? "",
        servers: sortedSet(raw.servers ?? ["https"]),
        ...(issuer === undefined ? {} : { certificate: { issuer } }),
        ...(secret === undefined ? {} : { certificate: { secret } }),
        ...(raw.passthrough === undefined ? {} : { passthrough: { ...raw.passthrough } }),
        sourceRanges: sortedSet(raw.sourceRanges),
    };
}

function buildIssuer(name: string, raw: RawIssuer): CertificateIssuer {
    const { secret = "", server = "", path = "", role = "", email = "" } = raw;
    switch (raw.kind) {
        case "selfSigned":
            return { name, kind: "selfSigned" };
        case "ca":
            return { name, kind: "ca", secret };
        case "acme":
            return { name, kind: "acme", server, email };
        case "vault":
            return {
                name,
                kind: "vault",
                server,
                path,
                role,
                mount: raw.mount ?? "/v1/auth/kubernetes",
                serviceAccount: raw.serviceAccount ?? "cert-issuer",
                ...(raw.caSecret === undefined ? {} : { caSecret: raw.caSecret }),
            };
    }
}

function buildCertManager({ certManager, issuers }: StackContent): { certManager?: CertManager } {
    if (certManager === undefined && Object.keys(issuers ?? {}).length === 0) {
        return {};
    }
    const { install = true, namespace = "cert-manager", serviceAccount = "cert-manager" } = certManager ?? {};
    return { certManager: { install, namespace, serviceAccount } };
}

function sortedSet<Text extends string>(texts: readonly Text[] = []): readonly Text[] {
    return [...new Set(texts)].sort();
}
