import { add } from "../engine/collect";
import type { Field } from "../engine/field";
import { certificateKind, credentialsOf, homesOf, isThere, secretKind } from "../engine/gatewayCredentials";
import { describeObject, type PolicyObject } from "../engine/object";
import { podCarriers } from "../engine/podTemplates";
import { called, type Finding, type StackRule, unseen, violation, warning } from "../engine/rule";
import { secretProblem } from "../engine/serverSecrets";
import { gatewayKind, type Server, serversOf } from "../engine/servers";
import type { StackView } from "../engine/stackView";

const terminating = ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"];

export const requireGatewayCredentials: StackRule = {
    scope: "stack",
    id: "C-08",
    ids: ["IST0101", "IST0138", "IST0161", "TIS0303", "TIS0304"],
    name: "meshwright-traffic-require-gateway-credentials",
    displayName: "Require credentials of gateways that are there",
    description:
        "A certificate a Gateway names must be declared, be valid, come with its key and be used by one Gateway.",
    severity: "medium",
    remediationSteps:
        "Create the Secret (kubernetes.io/tls) beside the gateway's pods, and merge Gateways that share a certificate: a client " +
        "reuses its connection for all names in it and gets 404 from the other Gateway. Namespaces without any Secret or " +
        "Certificate in the stack are not judged; where the gateway's pods are not in it, a missing Secret is only told.",
    settings: ["now"],
    kinds: [...new Set([gatewayKind, secretKind, certificateKind, ...podCarriers])],

    *check(_, { today }, view) {
        const uses = view.once(usesByCredential);
        for (const server of view.kind(gatewayKind).flatMap(serversOf)) {
            for (const finding of [...judgeHere(server, today, view), ...judgeSharing(server, uses)]) {
                yield { object: server.object, finding };
            }
        }
    },
};

function* judgeHere({ object, field, mode }: Server, today: string, view: StackView): Iterable<Finding> {
    const tls = field.at("tls");
    for (const file of [tls.at("serverCertificate"), tls.at("privateKey")]) {
        if (!file.isAbsent && !file.isUnknown && file.text !== "") {
            const message = "a file of the pod, which nothing renews or checks";
            yield called(warning(file, message, "use credentialName"), "IST", "TIS");
            break;
        }
    }
    const unknown = [tls.at("credentialName"), ...tls.at("credentialNames").items()].find(
        (each) => each.isUnknown,
    );
    if (unknown !== undefined) {
        yield unseen(unknown);
    }
    for (const credential of credentialsOf(tls)) {
        const { namespaces, isKnown } = homesOf(object, view);
        const holding = namespaces.filter((each) => isThere(credential.text ?? "", each, view));
        for (const namespace of isKnown || holding.length === 0 ? namespaces : holding) {
            yield* judgeSecret(credential, { namespace, isKnown, mode: mode.text ?? "SIMPLE", today }, view);
        }
    }
}

interface Place {
    readonly namespace: string;
    readonly isKnown: boolean;
    readonly mode: string;
    readonly today: string;
}

function* judgeSecret(field: Field, place: Place, view: StackView): Iterable<Finding> {
    const { namespace, isKnown, mode, today } = place;
    const name = field.text ?? "";
    if (!isThere(name, namespace, view)) {
        if (
            view.isWhole ||
            view.in(certificateKind, namespace).length + view.in(secretKind, namespace).length > 0
        ) {
            const message = `and ${namespace} has no such Secret, so the server is not opened at all`;
            const report = isKnown ? violation : warning;
            yield called(report(field, message, "create it, or correct the name"), "IST0101", "TIS0304");
        }
        return;
    }
    const found = view.find(secretKind, name, namespace);
    const needsRoot = mode === "MUTUAL" && view.find(secretKind, `${name}-cacert`, namespace) === undefined;
    const problem = found === undefined ? undefined : secretProblem(found, today, needsRoot);
    if (problem !== undefined) {
        yield called(violation(field, problem.message, problem.fix), "IST0161", "TIS");
    }
}

/** A server that ends TLS with a certificateKind, and what it names it by. */
interface Use {
    readonly object: PolicyObject;
    readonly field: Field;
    readonly key: string;
}

function usesOf({ object, field, mode }: Server): readonly Use[] {
    const tls = field.at("tls");
    const [file, key] = [tls.at("serverCertificate"), tls.at("privateKey")];
    const named = credentialsOf(tls).map((each) => ({ object, field: each, key: each.text ?? "" }));
    const hasFiles = named.length === 0 && (file.text ?? "") !== "" && (key.text ?? "") !== "";
    const files = hasFiles ? [{ object, field: file, key: `${file.text} ${key.text}` }] : [];
    return terminating.includes(mode.text ?? "SIMPLE") ? [...named, ...files] : [];
}

function usesByCredential(view: StackView): ReadonlyMap<string, readonly Use[]> {
    const found = new Map<string, Use[]>();
    for (const use of view.kind(gatewayKind).flatMap(serversOf).flatMap(usesOf)) {
        add(found, use.key, use);
    }
    return found;
}

/** Told on each Gateway whose pods all open the other's servers too. */
function* judgeSharing(server: Server, uses: ReadonlyMap<string, readonly Use[]>): Iterable<Finding> {
    for (const { object, field, key } of usesOf(server)) {
        const other = uses.get(key)?.find((each) => each.object !== object && takesIn(object, each.object));
        if (other !== undefined) {
            const message = `which ${describeObject(other.object)} uses too, so clients that reuse a connection get 404`;
            const finding = warning(field, message, "put the servers of one certificate into one Gateway");
            yield called(finding, "IST0138", "TIS0303");
        }
    }
}

/** Whether one Gateway selects every pod of another: each of its labels is one of the other's. */
function takesIn(one: PolicyObject, two: PolicyObject): boolean {
    const [wide, narrow] = [one, two].map(({ root }) => root.at("spec", "selector"));
    return (
        wide
            ?.entries()
            .every(([key, value]) => value.text !== undefined && narrow?.at(key).text === value.text) ?? false
    );
}
