import { isNamespaceWide } from "../engine/authorization";
import type { Context } from "../engine/context";
import { describeObject, type PolicyObject } from "../engine/object";
import { called, type StackFinding, violation } from "../engine/rule";
import type { StackView } from "../engine/stackView";
import { type WideRule, wideRuleFor, wideRules } from "../engine/wideRules";

const peer = "security.istio.io/PeerAuthentication";
const mutual = new Set(["ISTIO_MUTUAL", "MUTUAL"]);

/** Where callers send what servers refuse: plaintext to STRICT, or mutual TLS to DISABLE. */
export function* disagreements(view: StackView, context: Context): Iterable<StackFinding> {
    for (const rule of wideRules(view)) {
        const server = rule.mode.text === "DISABLE" ? demandedBy(rule, view, context) : undefined;
        if (server !== undefined && modeOf(server) === "STRICT") {
            const code = isForMesh(server, context) ? "KIA0208" : "KIA0207";
            const message = `and ${describeObject(server)} takes no plaintext, so every call is refused`;
            const finding = violation(rule.mode, message, "remove the tls block");
            yield { object: rule.object, finding: called(finding, code, "TIS") };
        }
    }
    for (const server of view.kind(peer).filter(isNamespaceWide)) {
        const isMesh = isForMesh(server, context);
        const rule = wideRuleFor(isMesh ? undefined : (server.namespace ?? "default"), view);
        if (modeOf(server) === "DISABLE" && rule !== undefined && mutual.has(rule.mode.text ?? "")) {
            const field = server.root.at("spec", "mtls", "mode");
            const message = `and ${describeObject(rule.object)} has callers use mutual TLS, so every call is refused`;
            const finding = violation(field, message, "set it to STRICT");
            yield { object: server, finding: called(finding, isMesh ? "KIA0506" : "KIA0505", "TIS") };
        }
    }
}

/** What servers that take mutual TLS only get, where callers do not use it by themselves. */
export function* unasked(view: StackView, context: Context): Iterable<StackFinding> {
    for (const server of view.kind(peer).filter(isNamespaceWide)) {
        const isMesh = isForMesh(server, context);
        const rule = wideRuleFor(isMesh ? undefined : (server.namespace ?? "default"), view);
        if (modeOf(server) === "STRICT" && rule === undefined) {
            const field = server.root.at("spec", "mtls", "mode");
            const message = "and without automatic mutual TLS no DestinationRule has callers use it";
            const host = isMesh ? "*.local" : `*.${server.namespace ?? "default"}.svc.cluster.local`;
            const fix = `remove enableAutoMtls, or ask for ISTIO_MUTUAL of ${host}`;
            const codes = isMesh ? ["KIA0401", "TIS0401"] : ["KIA0501", "TIS0503"];
            yield { object: server, finding: called(violation(field, message, fix), ...codes) };
        }
    }
}

/** The PeerAuthentication that the servers of a rule go by: of their namespace, else of the mesh. */
function demandedBy({ namespace }: WideRule, view: StackView, context: Context): PolicyObject | undefined {
    const demanding = view
        .kind(peer)
        .filter((each) => isNamespaceWide(each) && (modeOf(each) ?? "UNSET") !== "UNSET");
    const own = demanding.find(
        (each) => namespace !== undefined && (each.namespace ?? "default") === namespace,
    );
    return own ?? demanding.find((each) => isForMesh(each, context));
}

function isForMesh({ namespace = "default" }: PolicyObject, { rootNamespaces }: Context): boolean {
    return rootNamespaces.includes(namespace);
}

function modeOf(server: PolicyObject): string | undefined {
    return server.root.at("spec", "mtls", "mode").text;
}
