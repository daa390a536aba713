import { badPath } from "../httpPath";
import { type Content, list, section, text } from "../shape/leaves";

const method = text(
    "the name of a method",
    "An HTTP method such as GET, or with `grpc` a method of that service.",
);

export const operation = section(
    {
        methods: list(
            method,
            "a list such as [GET, POST]",
            "Methods that may be used. With `grpc`: defaults to all.",
        ).optional(),
        paths: list(
            text(
                `a path such as "/orders" or "/orders/*"`,
                "Exact, or a prefix when it ends in `/*`.",
                badPath,
                /^\/[^*?#{}%]*\*?$/,
            ),
            `a list such as [/orders, "/orders/*"]`,
            "Paths that may be asked for.",
        ).optional(),
        grpc: text(
            "a gRPC service such as ml.v1.Predictor",
            "Full name of the gRPC service, package first.",
        ).optional(),
        ports: list(
            text("the name of a port of this service", "Name of a port of this service."),
            "a list of port names",
            "Ports it is served on. Defaults to every HTTP port; with `grpc` to every gRPC port.",
        ).optional(),
    },
    "an operation such as { methods: [GET], paths: [/orders] }",
    "Something that can be asked of the service; callers refer to its name, never to paths.",
);
export type RawOperation = Content<typeof operation>;
