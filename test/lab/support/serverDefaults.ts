/** What the API server fills in where an object says nothing (admissionregistration.k8s.io/v1, core/v1). */
type Plain = Readonly<Record<string, unknown>>;

/** A webhook configuration as it reads once it is stored. `reinvocationPolicy` exists for mutating ones only. */
export function storedWebhooks(configuration: object): Plain {
    const { apiVersion: _version, kind, ...content } = configuration as Plain;
    const mutating = kind === undefined || kind === "MutatingWebhookConfiguration";
    const webhooks = (content["webhooks"] as readonly Plain[]).map((webhook) => ({
        matchPolicy: "Equivalent",
        timeoutSeconds: 10,
        ...(mutating ? { reinvocationPolicy: "Never" } : {}),
        ...webhook,
        clientConfig: { service: { port: 443, ...serviceOf(webhook) } },
        rules: (webhook["rules"] as readonly Plain[]).map((rule) => ({ scope: "*", ...rule })),
    }));
    return { ...content, webhooks };
}

/** A Service as it reads once it is stored, as far as charts and we write it. */
export function storedService(service: object): Plain {
    const { apiVersion: _version, kind: _kind, ...content } = service as Plain;
    const spec = content["spec"] as { readonly ports: readonly Plain[] };
    const ports = spec.ports.map((port) => ({ targetPort: port["port"], protocol: "TCP", ...port }));
    return { ...content, spec: { ...spec, ports } };
}

function serviceOf(webhook: Plain): Plain {
    return (webhook["clientConfig"] as { readonly service: Plain }).service;
}
