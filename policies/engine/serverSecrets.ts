import { certificateValidity } from "./certificate";
import type { PolicyObject } from "./object";

/** What keeps istiod from handing a Secret to a gateway; nothing it holds is ever part of the answer. */
export interface SecretProblem {
    readonly message: string;
    readonly fix: string;
}

/** Names of the pair, as `kubectl create secret tls` writes them and in the older form that istiod reads first. */
const pairs = [
    ["cert", "key"],
    ["tls.crt", "tls.key"],
] as const;

export function secretProblem(
    secret: PolicyObject,
    today: string,
    needsRoot: boolean,
): SecretProblem | undefined {
    const maps = [secret.root.at("data"), secret.root.at("stringData")];
    if (maps.some((each) => each.isUnknown)) {
        return undefined;
    }
    const keys = new Set(maps.flatMap((each) => each.entries().map(([key]) => key)));
    const pair = pairs.find((names) => names.every((each) => keys.has(each)));
    if (pair === undefined) {
        return { message: "a Secret without tls.crt and tls.key", fix: "give it both" };
    }
    const problem = certificateProblem(textOf(secret, pair[0]), today);
    if (problem !== undefined || !needsRoot || keys.has("ca.crt") || keys.has("cacert")) {
        return problem;
    }
    return { message: "a Secret without ca.crt, which MUTUAL checks clients by", fix: "add ca.crt" };
}

/** Whether a Secret holds what a server needs, and so is one for gateways. */
export function isServerSecret({ root }: PolicyObject): boolean {
    return pairs.some((names) =>
        names.every((each) => !root.at("data", each).isAbsent || !root.at("stringData", each).isAbsent),
    );
}

/** The text of a key; undefined where another tool fills in or decrypts what stands there: that is no base64. */
function textOf({ root }: PolicyObject, key: string): string | undefined {
    const plain = root.at("stringData", key).text;
    if (plain !== undefined) {
        return plain.includes("-----BEGIN") ? plain : undefined;
    }
    const encoded = root.at("data", key).text?.replaceAll(/\s/g, "") ?? "";
    const isEncoded =
        encoded.length >= 16 &&
        /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded);
    return isEncoded ? Buffer.from(encoded, "base64").toString("latin1") : undefined;
}

function certificateProblem(text: string | undefined, today: string): SecretProblem | undefined {
    if (text === undefined) {
        return undefined;
    }
    const validity = certificateValidity(text);
    if (validity === undefined) {
        return { message: "a Secret whose certificate cannot be read", fix: "put a PEM certificate there" };
    }
    const day = Date.parse(today);
    if (validity.to < day) {
        return { message: "a Secret whose certificate has expired", fix: "renew it" };
    }
    // Whoever runs a check in the morning may use it in the evening.
    return validity.from >= day + 86_400_000
        ? { message: "a Secret whose certificate is not valid yet", fix: "issue it anew" }
        : undefined;
}
