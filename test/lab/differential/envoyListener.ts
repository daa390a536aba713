import { type Json, object, objects, text, texts } from "./envoyJson";
import { rbacOf } from "./envoyRbac";
import type { EnvoyRequest } from "./envoyRequest";

/** What a proxy does with a request, as its own configuration says. */
export type Outcome =
    /** `http`: request by request; `tcp`: as a connection, whatever it carries. */
    | { readonly passed: boolean; readonly as: "http" | "tcp" }
    | { readonly passed: false; readonly as: "refused" };

/** What a sidecar offers with a request in Istio's own protocol names; the last one also for what is not HTTP. */
const meshHttp = ["istio-http/1.1", "istio-h2", "istio"];
/** What the HTTP inspector finds where there is no TLS. */
const plainHttp = ["http/1.1"];

/**
 * The fate of HTTP requests at a listener: the filter chain Envoy would choose, then every RBAC filter in it. Chains
 * are chosen by what a connection is, so each is read once for all requests that share it.
 */
export function outcomesAt(listener: Json): (request: EnvoyRequest) => Outcome {
    const chains = objects(listener["filterChains"]);
    const read = new Map<Json, (request: EnvoyRequest) => Outcome>();
    const chosen = new Map<string, Json | undefined>();
    return (request) => {
        const connection = `${request.port} ${request.isTls} ${request.sni}`;
        if (!chosen.has(connection)) {
            chosen.set(connection, chainFor(chains, request));
        }
        const chain = chosen.get(connection);
        if (chain === undefined) {
            return { passed: false, as: "refused" };
        }
        const judge = read.get(chain) ?? judgeOf(chain);
        read.set(chain, judge);
        return judge(request);
    };
}

function judgeOf(chain: Json): (request: EnvoyRequest) => Outcome {
    const configs = objects(chain["filters"]).map((filter) => object(filter["typedConfig"]));
    const ofType = (all: readonly Json[], type: string) =>
        all.filter((config) => text(config["@type"])?.endsWith(type));
    const managers = ofType(configs, "HttpConnectionManager");
    const inHttp = managers.flatMap((manager) =>
        objects(manager["httpFilters"]).map((filter) => object(filter["typedConfig"])),
    );
    const judges = [...ofType(configs, "network.rbac.v3.RBAC"), ...ofType(inHttp, "http.rbac.v3.RBAC")].map(
        (config) => rbacOf(config["rules"]),
    );
    const as = managers.length > 0 ? "http" : "tcp";
    return (request) => ({ passed: judges.every((judge) => judge(request)), as });
}

/** Envoy narrows the chains down by port, then server name, then transport, then ALPN, and never goes back. */
function chainFor(all: readonly Json[], request: EnvoyRequest): Json | undefined {
    const matchOf = (chain: Json) => object(chain["filterChainMatch"]);
    const narrowed = (
        chains: readonly Json[],
        isWanted: (match: Json) => boolean,
        isSilent: (match: Json) => boolean,
    ) => {
        const wanted = chains.filter((chain) => isWanted(matchOf(chain)));
        return wanted.length > 0 ? wanted : chains.filter((chain) => isSilent(matchOf(chain)));
    };
    const byPort = narrowed(
        all,
        ({ destinationPort }) => destinationPort === request.port,
        ({ destinationPort }) => destinationPort === undefined,
    );
    const byName = narrowed(
        byPort,
        ({ serverNames }) => request.sni !== undefined && texts(serverNames).includes(request.sni),
        ({ serverNames }) => texts(serverNames).length === 0,
    );
    const transport = request.isTls ? "tls" : "raw_buffer";
    const byTransport = narrowed(
        byName,
        ({ transportProtocol }) => transportProtocol === transport,
        ({ transportProtocol }) => transportProtocol === undefined,
    );
    const offered = request.isTls ? meshHttp : plainHttp;
    // The client's first protocol that any chain asks for decides.
    const agreed = offered.find((each) => byTransport.some((chain) => protocolsOf(chain).includes(each)));
    const byProtocol = byTransport.filter((chain) =>
        agreed === undefined ? protocolsOf(chain).length === 0 : protocolsOf(chain).includes(agreed),
    );
    const [chosen, second] = byProtocol;
    if (second !== undefined) {
        throw new Error(`two filter chains match: ${String(chosen?.["name"])}, ${String(second["name"])}`);
    }
    return chosen;
}

function protocolsOf(chain: Json): readonly string[] {
    return texts(object(chain["filterChainMatch"])["applicationProtocols"]);
}
