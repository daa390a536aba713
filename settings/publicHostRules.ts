import { badName } from "../components/graph/formats";
import { inStack, type Steps, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import { didYouMean } from "../components/suggestion";
import { onlyIngressGateway } from "./buildPlatform";
import type { RawPublicHost } from "./publicHostSchema";
import type { StackContent } from "./stackSchema";

type Say = (code: string, message: string, ...steps: Steps) => void;

export interface PublicHostContext {
    /** Names that are written, also of entries that could not be read; `undefined` when the map could not be. */
    readonly gateways: ReadonlySet<string> | undefined;
    readonly issuers: ReadonlySet<string> | undefined;
    readonly position: (list: readonly unknown[], index: number) => number;
}

/** `<name>-tls` is its Secret, and names of objects are labels. */
const longest = 50;

/** Public hosts that have one name, one gateway and exactly what their servers need. */
export function checkPublicHosts(content: StackContent, context: PublicHostContext): readonly Problem[] {
    const problems: Problem[] = [];
    const named = new Map<string, string>();
    for (const [name, raw] of Object.entries(content.publicHosts ?? {})) {
        const error: Say = (code, message, ...steps) => {
            problems.push(problem(code, inStack(["publicHosts", name, ...steps]), message));
        };
        const trouble = badName(name, longest);
        if (trouble !== undefined) {
            error(trouble.code, trouble.message);
        }
        const first = named.get(raw.hostname);
        if (first === undefined) {
            named.set(raw.hostname, name);
        } else {
            const message = `"${raw.hostname}" is already the host of meshwright:publicHosts.${first}; namespaces share it by routes, remove one`;
            error("duplicate-public-host", message, "hostname");
        }
        checkGateway(raw, content, context, error);
        checkServers(raw, context, error);
        checkIssuer(raw, context, error);
    }
    return problems;
}

function checkGateway(
    { gateway }: RawPublicHost,
    { gateways }: StackContent,
    context: PublicHostContext,
    error: Say,
): void {
    const known = context.gateways ?? new Set();
    if (gateway === undefined) {
        const readable = Object.keys(gateways ?? {}).length === known.size;
        if (readable && onlyIngressGateway(gateways) === undefined) {
            const ingress = Object.entries(gateways ?? {}).filter(([, { kind }]) => kind === "ingress");
            const message =
                ingress.length === 0
                    ? "missing, and no ingress gateway is declared; declare one in meshwright:gateways"
                    : `missing, and there are several ingress gateways; write one of ${ingress.map(([each]) => each).join(", ")}`;
            error("gateway-missing", message, "gateway");
        }
    } else if (!known.has(gateway)) {
        error("unknown-gateway", unknown("gateway", gateway, known, "gateways"), "gateway");
    } else if (gateways?.[gateway]?.kind === "egress") {
        error("gateway-kind", `"${gateway}" leads out; write an ingress gateway`, "gateway");
    }
}

function checkServers(raw: RawPublicHost, { position }: PublicHostContext, error: Say): void {
    const servers = raw.servers ?? ["https"];
    for (const [index, server] of servers.entries()) {
        if (servers.indexOf(server) < index) {
            const at = raw.servers === undefined ? index : position(raw.servers, index);
            error("duplicate-item", `"${server}" is there twice; remove one`, "servers", at);
        }
    }
    const ends = servers.some((server) => server !== "passthrough");
    const { issuer, secret } = raw.certificate ?? {};
    if (raw.certificate === undefined && ends) {
        const message = "missing; TLS ends at the gateway, so write { issuer: … } or { secret: … }";
        error("certificate-missing", message, "certificate");
    } else if (raw.certificate !== undefined && !ends) {
        const message = "the connection is passed through with its TLS left alone; remove it";
        error("certificate-elsewhere", message, "certificate");
    } else if (raw.certificate !== undefined && (issuer === undefined) === (secret === undefined)) {
        const what = issuer === undefined ? "names neither" : "names both";
        error("certificate-source", `${what}; write one of issuer or secret`, "certificate");
    }
    const passes = servers.includes("passthrough");
    if (passes && raw.passthrough === undefined) {
        const message =
            "missing; write where the connection ends, such as { service: users/directory, port: 636 }";
        error("passthrough-missing", message, "passthrough");
    } else if (!passes && raw.passthrough !== undefined) {
        const message = `"passthrough" is not among its servers; add it there, or remove this`;
        error("passthrough-elsewhere", message, "passthrough");
    }
}

function checkIssuer({ certificate }: RawPublicHost, { issuers }: PublicHostContext, error: Say): void {
    const { issuer, secret } = certificate ?? {};
    const known = issuers ?? new Set();
    if (issuer !== undefined && !known.has(issuer)) {
        error("unknown-issuer", unknown("issuer", issuer, known, "issuers"), "certificate", "issuer");
    }
    const trouble = secret === undefined ? undefined : badName(secret);
    if (trouble !== undefined) {
        error(trouble.code, trouble.message, "certificate", "secret");
    } else if (secret?.endsWith("-tls") === true || secret?.endsWith("-ca") === true) {
        const message = `${shown(secret)} ends like the Secrets that cert-manager writes here (-tls, -ca); choose another name`;
        error("reserved-secret", message, "certificate", "secret");
    }
}

function unknown(kind: string, name: string, known: ReadonlySet<string>, key: string): string {
    const names = known.size === 0 ? "none is declared" : `declared: ${[...known].sort().join(", ")}`;
    return `unknown ${kind} ${shown(name)}${didYouMean(name.slice(0, 80), known)}; ${names} (meshwright:${key})`;
}
