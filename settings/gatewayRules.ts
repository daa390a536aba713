import { badServiceName } from "../components/graph/formats";
import { cpuMillicores, memoryBytes } from "../components/graph/quantity";
import { isReservedNamespace, reservedNamespaceMessage } from "../components/graph/rules/namespaces";
import { inStack, type Steps, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { didYouMean } from "../components/suggestion";
import { defaultGatewayResources, gatewayNamespace } from "./buildPlatform";
import { checkCanary } from "./gatewayCanaryRules";
import type { RawGateway } from "./gatewaySchema";
import { isProduction } from "./production";
import type { StackContent } from "./stackSchema";

type Say = (code: string, message: string, ...steps: Steps) => void;

const ingressOnly = ["service", "redirectToHttps", "trustedProxies"] as const;

/** Gateways that can run where they say, by a tag that exists; `tags` is absent when the tags could not be read. */
export function checkGateways(
    content: StackContent,
    tags: ReadonlySet<string> | undefined,
): readonly Problem[] {
    const { gateways, namespaces, certManager, environment = "" } = content;
    const problems: Problem[] = [];
    const taken = new Map(Object.keys(namespaces ?? {}).map((name) => [name, `namespaces.${name}`]));
    taken.set(certManager?.namespace ?? "cert-manager", "certManager");
    let egress: string | undefined;
    for (const [name, raw] of Object.entries(gateways ?? {})) {
        const error: Say = (code, message, ...steps) => {
            problems.push(problem(code, inStack(["gateways", name, ...steps]), message));
        };
        const warning: Say = (code, message, ...steps) => {
            problems.push({
                ...problem(code, inStack(["gateways", name, ...steps]), message),
                severity: "warning",
            });
        };
        const trouble = badServiceName(name) ?? unlikeItsKind(name, raw);
        if (trouble !== undefined) {
            error(trouble.code, trouble.message);
        }
        checkNamespace(name, raw, taken, error);
        checkKeys(raw, error);
        checkSize(raw, error);
        if (raw.redirectToHttps === false && isProduction(environment)) {
            const message = `in production nothing is served in plain text (GWY-03); remove it, so that port 80 only redirects`;
            error("plaintext-in-production", message, "redirectToHttps");
        }
        if (raw.tag !== undefined && tags?.has(raw.tag) === false) {
            const known = `declared in meshwright:tags: ${[...tags].join(", ")}`;
            const suggestion = didYouMean(raw.tag.slice(0, 80), tags);
            error("unknown-tag", `unknown tag ${shown(raw.tag)}${suggestion}; ${known}`, "tag");
        }
        checkCanary(name, raw, { content, tags, error, warning });
        if (raw.kind === "egress") {
            if (egress !== undefined) {
                const message = `calls to hosts outside leave by one gateway, and that is "${egress}"; remove one`;
                error("second-egress-gateway", message, "kind");
            }
            egress ??= name;
        }
    }
    return problems;
}

/**
 * Whoever judges an object alone, the policy packs among them, knows a way in by the label that the chart makes of
 * the name: only there may callers come without an identity of the mesh.
 */
function unlikeItsKind(name: string, { kind }: RawGateway): { code: string; message: string } | undefined {
    const leadsOut = name.includes("egress");
    const good = kind === "egress" ? leadsOut : !leadsOut && /ingress|gateway$/.test(name);
    const wanted = kind === "egress" ? `contain "egress"` : `contain "ingress" or end in "gateway"`;
    return good
        ? undefined
        : {
              code: "gateway-name",
              message: `the name of an ${kind} gateway must ${wanted}, for that is how policies know one; name it istio-${kind}gateway`,
          };
}

/** A namespace of its own: whatever else ran there would stand behind the gateway's policies, and its owner twice. */
function checkNamespace(name: string, raw: RawGateway, taken: Map<string, string>, error: Say): void {
    const namespace = gatewayNamespace(raw);
    const other = taken.get(namespace);
    if (isReservedNamespace(namespace)) {
        error("reserved-namespace", reservedNamespaceMessage(namespace), "namespace");
    } else if (other !== undefined) {
        const message = `the namespace "${namespace}" is already that of meshwright:${other}; write one of its own, such as { namespace: ${name.slice(0, 40)} }`;
        error("namespace-taken", message, "namespace");
    }
    taken.set(namespace, `gateways.${name}`);
}

function checkKeys(raw: RawGateway, error: Say): void {
    const foreign = raw.kind === "egress" ? ingressOnly : (["port"] as const);
    for (const key of foreign) {
        if (raw[key] !== undefined) {
            const other = raw.kind === "egress" ? "an ingress" : "an egress";
            error("gateway-key-elsewhere", `only ${other} gateway has "${key}"; remove it`, key);
        }
    }
    if (raw.port !== undefined && raw.port >= 15_000 && raw.port < 15_100) {
        const message = `${raw.port} is among the proxy's own ports (15000 to 15099); write another, such as 15444`;
        error("reserved-port", message, "port");
    }
}

function checkSize(raw: RawGateway, error: Say): void {
    const { replicas = 1, maxReplicas = Math.max(5, replicas) } = raw;
    if (maxReplicas < replicas) {
        const message = `${maxReplicas} is below replicas (${replicas}); raise it`;
        error("replicas-above-maximum", message, "maxReplicas");
    }
    const merged = { ...defaultGatewayResources, ...raw.resources };
    const pairs = [
        ["cpuLimit", merged.cpuLimit, merged.cpu, cpuMillicores],
        ["memoryLimit", merged.memoryLimit, merged.memory, memoryBytes],
    ] as const;
    for (const [key, limit, request, amount] of pairs) {
        if ((amount(limit) ?? Number.NaN) < (amount(request) ?? Number.NaN)) {
            const message = `the limit ${limit} is below the request of ${request}; raise the limit or lower the request`;
            error("limit-below-request", message, "resources", key);
        }
    }
}
