import type { WorkloadRef } from "../../../components/access";
import type { Token } from "../../../components/access/token";
import type { EnvoyRequest } from "./envoyRequest";

/** Who asks, apart from what is asked: everything of a request but port, method and path. */
export type Visitor = Omit<EnvoyRequest, "port" | "method" | "path" | "token"> & {
    readonly token?: Token;
};

/** Tokens on both sides of what policies ask of one: another subject, the claim asked for, and its neighbours. */
const issuer = "https://auth.example.com";
const tokens: readonly (Token | undefined)[] = [
    undefined,
    { issuer, subject: "ann" },
    { issuer, subject: "ann", claims: { role: ["reader", "admin"] } },
    { issuer, subject: "ann", claims: { role: ["adminx", "Owner"] } },
];

/**
 * Callers within the mesh and plain text, without a token; those that tokens matter for, gateways and the first
 * caller beside them, with every kind of token as well.
 */
export function meshVisitors(
    callers: readonly WorkloadRef[],
    gateways: readonly WorkloadRef[],
    trustDomain: string,
): readonly Visitor[] {
    const peersOf = (all: readonly WorkloadRef[]) =>
        all
            .filter(({ injected }) => injected)
            .map((each) => `spiffe://${trustDomain}/ns/${each.namespace}/sa/${each.serviceAccount}`);
    const first = gateways.length > 0 ? callers.slice(0, 1) : [];
    const bearing = new Set([...peersOf(gateways), ...peersOf(first)]);
    return [...new Set([undefined, ...peersOf(callers), ...bearing])].flatMap((peer) =>
        (peer !== undefined && bearing.has(peer) ? tokens : [undefined]).map((token) => ({
            host: "test",
            headers: {},
            isTls: peer !== undefined,
            ...(peer === undefined ? {} : { peer }),
            ...(token === undefined ? {} : { token }),
        })),
    );
}

const app = "https://app.example.com";
const questions: readonly Readonly<Record<string, string>>[] = [
    {},
    { origin: app, "access-control-request-method": "GET" },
    { origin: app, "access-control-request-method": "PUT" },
    { origin: `${app}.evil`, "access-control-request-method": "GET" },
    { origin: app },
];

/** Clients outside, for each hostname and one nobody lends; with and without a preflight's headers. */
export function outsideVisitors(hostnames: readonly string[]): readonly Visitor[] {
    return [...hostnames, "other.example.com"].flatMap((hostname) =>
        [hostname, `${hostname}:8443`].flatMap((host) =>
            (host === hostname ? questions : questions.slice(0, 1)).flatMap((headers) =>
                tokens.map((token) => ({
                    host,
                    headers,
                    sni: hostname,
                    isTls: true,
                    ...(token === undefined ? {} : { token }),
                })),
            ),
        ),
    );
}
