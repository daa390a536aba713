import { isMap } from "./shape/plainCopy";
import { shown } from "./shape/shown";

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] as const;
/** Members that make up each kind of public key the proxies can verify with. */
const publicMembers: Readonly<Record<string, readonly string[]>> = {
    RSA: ["n", "e"],
    EC: ["crv", "x", "y"],
    OKP: ["crv", "x"],
};
const curves: Readonly<Record<string, readonly string[]>> = {
    EC: ["P-256", "P-384", "P-521"],
    OKP: ["Ed25519"],
};
const base64url = /^[A-Za-z0-9_-]+$/;
const longest = 65_536;
/** Characters of a base64url modulus of 2048 bits. */
const shortestModulus = 342;

/**
 * What is wrong with a JSON Web Key Set (RFC 7517) that is meant for everyone to read, without its place; nothing
 * when it is sound. A key is never shown: one that is private must not be repeated in a log.
 */
export function badKeySet(text: string): string | undefined {
    if (text.length > longest) {
        return `has ${text.length} characters; shorten it to ${longest} or fewer: keep the keys in use`;
    }
    const keys = keysOf(text);
    if (keys === undefined || keys.length === 0) {
        return `is not a JSON Web Key Set; write {"keys":[...]} with at least one public key, as the issuer publishes it`;
    }
    const ids = new Set<unknown>();
    for (const [index, key] of keys.entries()) {
        const wrong = badKey(key);
        if (wrong !== undefined) {
            return `keys[${index}] ${wrong}`;
        }
        const id = isMap(key) ? key["kid"] : undefined;
        if (id !== undefined && ids.has(id)) {
            return `keys[${index}] has the kid of a key before it; give each key its own, or a token may be judged by the wrong one`;
        }
        ids.add(id);
    }
    return undefined;
}

function keysOf(text: string): readonly unknown[] | undefined {
    try {
        const set: unknown = JSON.parse(text);
        const keys = isMap(set) ? set["keys"] : undefined;
        return Array.isArray(keys) ? keys : undefined;
    } catch {
        return undefined;
    }
}

function badKey(key: unknown): string | undefined {
    if (!isMap(key)) {
        return "is not a key; write a map with kty and the members of a public key";
    }
    const secret = privateMembers.find((member) => member in key);
    if (secret !== undefined) {
        return `has the private member "${secret}"; whoever reads it can sign tokens, so replace that key at the issuer and write its public half`;
    }
    const kind = typeof key["kty"] === "string" ? key["kty"] : "";
    const members = publicMembers[kind];
    if (members === undefined) {
        return `has the kty ${shown(kind)}; allowed: ${Object.keys(publicMembers).join(", ")}`;
    }
    const missing = members.find((member) => !base64url.test(memberText(key, member)));
    if (missing !== undefined) {
        return `has no usable "${missing}"; a public ${kind} key has ${members.join(", ")}`;
    }
    const curve = memberText(key, "crv");
    if (curves[kind]?.includes(curve) === false) {
        return `has the crv ${shown(curve)}; allowed: ${curves[kind].join(", ")}`;
    }
    if (kind === "RSA" && memberText(key, "n").length < shortestModulus) {
        return "is shorter than 2048 bits; use a longer key";
    }
    return "kid" in key && typeof key["kid"] !== "string" ? `has a "kid" that is not text` : undefined;
}

function memberText(key: Readonly<Record<string, unknown>>, member: string): string {
    const value = key[member];
    return typeof value === "string" ? value : "";
}
