import type { Field } from "../engine/field";
import type { PolicyObject } from "../engine/object";
import { type StackRule, unproven, violation } from "../engine/rule";
import { gatewayKind, hostOf, isInternal, type Server, serversOf, takesIn } from "../engine/servers";
import type { StackView } from "../engine/stackView";

const route = "networking.istio.io/VirtualService";

export const requireHttpsRedirects: StackRule = {
    scope: "stack",
    id: "C-03",
    name: "meshwright-traffic-require-https-redirects",
    displayName: "Require redirects from plain HTTP",
    description: "A plain HTTP port of a public gateway must do nothing but redirect to HTTPS.",
    severity: "high",
    remediationSteps:
        "Set tls.httpsRedirect to true on the HTTP server, or redirect in every route of the VirtualService bound to it.",
    settings: [],
    kinds: [gatewayKind, route],

    *check(_, __, view) {
        for (const object of view.kind(gatewayKind).filter((each) => !isInternal(each))) {
            for (const server of serversOf(object).filter((each) => isPlain(each))) {
                const redirect = server.field.at("tls", "httpsRedirect");
                if (server.field.isUnknown || redirect.isUnknown) {
                    yield { object, finding: unproven(server.field.isUnknown ? server.field : redirect) };
                } else if (
                    redirect.value !== true &&
                    redirect.text !== "true" &&
                    !isRedirected(server, view)
                ) {
                    const field = server.field.at("port", "protocol");
                    const message =
                        "so what is asked for here, and every token with it, crosses the network readable";
                    yield { object, finding: violation(field, message, "set tls.httpsRedirect to true") };
                }
            }
        }
    },
};

function isPlain({ field, protocol }: Server): boolean {
    return field.isUnknown || ["HTTP", "HTTP2", "GRPC"].includes(protocol);
}

/** By a VirtualService for every host of the server, whose every route redirects to https. */
function isRedirected(server: Server, view: StackView): boolean {
    const redirecting = view.kind(route).filter((each) => isBound(each, server.object) && redirectsAll(each));
    const hosts = redirecting.flatMap((each) =>
        each.root
            .at("spec", "hosts")
            .items()
            .map((host) => host.text ?? ""),
    );
    return (
        server.hosts.length > 0 &&
        server.hosts.every((field) => {
            const { host } = hostOf(field);
            return hosts.some((each) => each === host || takesIn(each, host));
        })
    );
}

function isBound({ root, namespace }: PolicyObject, gateway: PolicyObject): boolean {
    const names = root.at("spec", "gateways").items();
    return names.some(
        ({ text }) =>
            text === `${gateway.namespace}/${gateway.name}` ||
            (text === gateway.name && namespace === gateway.namespace),
    );
}

function redirectsAll({ root }: PolicyObject): boolean {
    const routes = root.at("spec", "http").items();
    return routes.length > 0 && routes.every((each) => isHttps(each.at("redirect", "scheme")));
}

function isHttps(scheme: Field): boolean {
    return scheme.text?.toLowerCase() === "https" || scheme.isUnknown;
}
