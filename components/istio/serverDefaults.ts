/**
 * An object with what the API server would fill into its lists: the scope of a webhook's rules, the version of a
 * reference to a pod's own field. A list that is owned as a whole differs by such a default from what was sent, and so
 * a second apply by another field manager is a conflict. An engine that was killed before it wrote down what it had
 * created comes back as another manager, and could not create the object again.
 */
export function withServerDefaults(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(withServerDefaults);
    }
    if (!isPlain(value)) {
        return value;
    }
    const entries = Object.entries(value).map(([key, each]) => [key, withServerDefaults(each)] as const);
    return {
        ...(isWebhookRule(value) ? { scope: "*" } : {}),
        ...Object.fromEntries(
            entries.map(([key, each]) => [
                key,
                key === "fieldRef" && isPlain(each) ? { apiVersion: "v1", ...each } : each,
            ]),
        ),
    };
}

function isWebhookRule(value: object): boolean {
    return "operations" in value && "apiGroups" in value && "resources" in value;
}

/** Whatever is not known yet stays as it is. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
