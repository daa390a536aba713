import { createRequire } from "node:module";
import type { SecretValue } from "../engine/secrets";
import { secretValues } from "./secretValues";

type Properties = Record<string, unknown>;
type Deserialize = (message: object, proxySecrets: boolean) => Properties;

const ours = new WeakSet<Deserialize>();
const shared = new WeakMap<object, readonly SecretValue[]>();

/**
 * The SDK reads the properties of a resource, and those of its provider, out of the engine's message anew for each
 * policy: with a hundred and fifty that is most of what a preview of many resources costs. From here on it reads a
 * message once. Nothing that judges changes what it is given; remediation, which does, still gets its own.
 *
 * The function belongs to no interface of the SDK, whose version is therefore pinned. Where it is not found,
 * everything is judged all the same, and later.
 */
export function shareProperties(): void {
    const sdk = createRequire(__filename)("@pulumi/policy/deserialize") as {
        deserializeProperties?: Deserialize;
    };
    const read = sdk.deserializeProperties;
    if (read === undefined || ours.has(read)) {
        return;
    }
    const known = new WeakMap<object, Properties>();
    const readOnce: Deserialize = (message, proxySecrets) => {
        if (proxySecrets) {
            return read(message, proxySecrets);
        }
        const before = known.get(message);
        if (before !== undefined) {
            return before;
        }
        const content = (message as { toJavaScript(): unknown }).toJavaScript();
        const properties = read({ toJavaScript: () => content }, proxySecrets);
        known.set(message, properties);
        shared.set(properties, [...secretValues(content)]);
        return properties;
    };
    ours.add(readOnce);
    sdk.deserializeProperties = readOnce;
}

/** What all policies are given of one resource, behind the proxy that each gets of its own; nothing for other data. */
export function sharedProperties(proxied: Properties): object | undefined {
    const target = proxied["__getSpecialProxyTarget"];
    return typeof target === "object" && target !== null && shared.has(target) ? target : undefined;
}

/** What the engine was told to keep secret of them. The SDK hands it out unwrapped, as if it were anything. */
export function secretsOf(properties: object | undefined): readonly SecretValue[] {
    return properties === undefined ? [] : (shared.get(properties) ?? []);
}
