import { type Content, oneOf, section, whole } from "../shape/leaves";

const protocols = ["http", "http2", "grpc", "tcp", "tls"] as const;

export const port = section(
    {
        port: whole("Port of the Kubernetes Service.", { min: 1, max: 65535, code: "bad-port" }),
        targetPort: whole("Port the program listens on, as a number. Defaults to `port`.", {
            min: 1,
            max: 65535,
            code: "bad-port",
        }).optional(),
        protocol: oneOf(
            protocols,
            "What the port carries: http, http2, grpc, tcp, or tls when the program encrypts by itself.",
            `one of ${protocols.join(", ")} (tls also for https)`,
        ),
    },
    "a port such as { port: 80, targetPort: 8080, protocol: http }",
    "A port of the service.",
);
export type RawPort = Content<typeof port>;
