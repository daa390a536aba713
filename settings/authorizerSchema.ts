import { badDuration, badHeader } from "../components/graph/formats";
import { anyList, type Content, oneOf, section, shown, text, whole } from "../components/graph/shape";

const header = text("the name of a header", "A header, in lower case.", badHeader);

export const authorizer = section(
    {
        protocol: oneOf(["http", "grpc"], "How it is asked. gRPC is Envoy's own Authorization service."),
        host: text(
            "a host such as authz.edge.svc.cluster.local",
            "Full host of a service of the catalogue.",
            (value) =>
                /^[a-z]([a-z0-9-]*[a-z0-9])?\.[a-z0-9]([a-z0-9-]*[a-z0-9])?\.svc(\.[a-z0-9-]+)+$/.test(value)
                    ? undefined
                    : {
                          code: "bad-authorizer-host",
                          message: `${shown(value)} is not the full host of a service; write it as in "authz.edge.svc.cluster.local"`,
                      },
        ),
        port: whole("Port of that service.", { min: 1, max: 65535, code: "bad-port" }),
        timeout: text(
            "a duration such as 500ms",
            "How long it may take to answer; then the request is refused. Defaults to 500ms.",
            badDuration,
        ).optional(),
        includeHeaders: anyList(
            header,
            "a list of headers such as [authorization]",
            "Headers of the request it is sent, on http. gRPC is sent all.",
        ).optional(),
        forwardHeaders: anyList(
            header,
            "a list of headers such as [x-user]",
            "Headers of its answer that the service gets, on http.",
        ).optional(),
    },
    "an authorizer such as { protocol: grpc, host: authz.edge.svc.cluster.local, port: 9000 }",
    "A service that is asked before a request passes.",
);
export type RawAuthorizer = Content<typeof authorizer>;
