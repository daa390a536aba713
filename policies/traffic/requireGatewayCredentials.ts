import { type Field, isEmpty } from "../engine/field";
import { describeObject, type PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { type Finding, type StackRule, violation, warning } from "../engine/rule";
import { gatewayKind, type Server, selectorKey, serversOf } from "../engine/servers";
import type { StackView } from "../engine/stackView";
import { selectedAnywhere } from "../engine/targets";

const secret = "core/Secret";
const certificate = "cert-manager.io/Certificate";
const terminating = ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"];

export const requireGatewayCredentials: StackRule = {
    scope: "stack",
    id: "C-08",
    ids: ["IST0101", "IST0138", "IST0161", "TIS0303", "TIS0304"],
    name: "meshwright-traffic-require-gateway-credentials",
    displayName: "Require credentials of gateways that are there",
    description: "A certificate a Gateway names must be declared, hold a key and be used by one Gateway.",
    severity: "medium",
    remediationSteps:
        "Create the Secret (kubernetes.io/tls) beside the gateway's pods, and merge Gateways that share a certificate: a client " +
        "reuses its connection for all names in it and gets 404 from the other Gateway. Namespaces without any Secret or " +
        "Certificate in the stack are not judged.",
    settings: [],
    kinds: [...new Set([gatewayKind, secret, certificate, ...podCarriers])],

    *check(_, __, view) {
        const users = new Map<string, PolicyObject>();
        for (const server of view.kind(gatewayKind).flatMap(serversOf)) {
            for (const finding of judge(server, view, users)) {
                yield { object: server.object, finding };
            }
        }
    },
};

function* judge(server: Server, view: StackView, users: Map<string, PolicyObject>): Iterable<Finding> {
    const tls = server.field.at("tls");
    for (const field of [tls.at("serverCertificate"), tls.at("privateKey")]) {
        if (!field.isAbsent && !field.isUnknown && field.text !== "") {
            yield warning(field, "a file of the pod, which nothing renews or checks", "use credentialName");
            break;
        }
    }
    const { object, mode } = server;
    for (const field of [tls.at("credentialName"), ...tls.at("credentialNames").items()]) {
        const name = field.text ?? "";
        if (name === "" || /^(kubernetes|kubernetes-gateway|configmap|builtin|file):\/\//.test(name)) {
            continue;
        }
        for (const namespace of homesOf(object, view)) {
            yield* judgeSecret(field, namespace, mode.text ?? "SIMPLE", view);
        }
        const key = `${selectorKey(object.root.at("spec", "selector"))} ${name}`;
        const other = users.get(key) ?? object;
        users.set(key, other);
        if (other !== object && terminating.includes(mode.text ?? "SIMPLE")) {
            const message = `which ${describeObject(other)} uses too, so clients that reuse a connection get 404`;
            yield warning(field, message, "put the servers of one certificate into one Gateway");
        }
    }
}

/** Where the pods of a Gateway read Secrets: their own namespaces, else, when the stack has no pods, the Gateway's. */
function homesOf({ root, namespace = "default" }: PolicyObject, view: StackView): readonly string[] {
    const selector = root.at("spec", "selector");
    const pods = selectedAnywhere(selector, view);
    return isEmpty(selector) || pods.length === 0
        ? [namespace]
        : [...new Set(pods.map((each) => each.namespace))];
}

function* judgeSecret(field: Field, namespace: string, mode: string, view: StackView): Iterable<Finding> {
    const issued = view.in(certificate, namespace).map((each) => each.root.at("spec", "secretName"));
    const secrets = view.in(secret, namespace);
    if (
        issued.length + secrets.length === 0 ||
        issued.some((each) => each.isUnknown || each.text === field.text)
    ) {
        return;
    }
    const found = view.find(secret, field.text ?? "", namespace);
    if (found === undefined) {
        yield violation(
            field,
            `and ${namespace} has no such Secret, so the server is not opened at all`,
            "create it, or correct the name",
        );
        return;
    }
    const [keys, isKnown] = keysOf(found);
    const isServer = hasPair(keys, "tls.crt", "tls.key") || hasPair(keys, "cert", "key");
    const needsRoot = mode === "MUTUAL" && !keys.has("ca.crt") && !keys.has("cacert");
    if (isKnown && !isServer) {
        yield violation(field, "a Secret without tls.crt and tls.key", "give it both");
    } else if (isKnown && needsRoot && view.find(secret, `${field.text}-cacert`, namespace) === undefined) {
        yield violation(field, "a Secret without ca.crt, which MUTUAL checks clients by", "add ca.crt");
    }
}

function hasPair(keys: ReadonlySet<string>, first: string, second: string): boolean {
    return keys.has(first) && keys.has(second);
}

/** Names only: what they hold is nobody's business here. */
function keysOf({ root }: PolicyObject): readonly [ReadonlySet<string>, boolean] {
    const maps = [root.at("data"), root.at("stringData")];
    const keys = maps.flatMap((each) => (each.isUnknown ? [] : each.entries().map(([key]) => key)));
    return [new Set(keys), !maps.some((each) => each.isUnknown)];
}
