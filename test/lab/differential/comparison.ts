import {
    type Bounds,
    contains,
    type Enforcement,
    enforcementOf,
    type WorkloadRef,
} from "../../../components/access";
import { accessOfIdentity } from "../../../components/access/access";
import { authorizedAt } from "../../../components/access/authorizedAt";
import type { Manifest } from "../../../components/istio/types";
import type { Json } from "./envoyJson";
import { type Outcome, outcomesAt } from "./envoyListener";
import type { EnvoyRequest } from "./envoyRequest";
import { type Boundaries, type Question, randomQuestions } from "./requests";
import type { Visitor } from "./visitors";

export interface Compared {
    readonly requests: number;
    readonly passed: number;
    readonly overTcp: number;
    readonly withToken: number;
    /** Requests of which `access` says that objects do not decide them. */
    readonly open: number;
    readonly differences: readonly string[];
}

export interface Site {
    readonly server: WorkloadRef;
    readonly kind: "sidecar" | "gateway";
    /** Everything that stands in the mesh, policies of other namespaces included. */
    readonly objects: readonly Manifest[];
    /** What the policies of its namespace ask of requests. */
    readonly boundaries: Boundaries;
    readonly visitors: readonly Visitor[];
    readonly trustDomain: string;
    /** Of the random questions beside those at boundaries. */
    readonly seed: number;
}

/** Judges every boundary request of every visitor at a server twice: by `access`, and by what istiod sent. */
export function compare(listeners: ReadonlyMap<number | "any", Json>, site: Site): Compared {
    const { server, objects, trustDomain, kind, boundaries } = site;
    const enforcement = enforcementOf(objects, { rootNamespace: "istio-system", trustDomain });
    const outcomesOn = new Map([...listeners].map(([port, listener]) => [port, outcomesAt(listener)]));
    const ports = kind === "sidecar" ? boundaries.ports : [...listeners.keys()].filter(isNumber);
    const questions = [
        ...questionsOf({ ...boundaries, ports }),
        ...(ports.length === 0
            ? []
            : randomQuestions(25, { ports, anywhere: kind === "sidecar", seed: site.seed })),
    ];
    const all = site.visitors.flatMap((visitor) => {
        const bounds = boundsOf(enforcement, site, visitor);
        return questions.map((question): JudgedTwice => {
            const request = requestOf(question, visitor);
            const outcome = (outcomesOn.get(request.port) ?? outcomesOn.get("any"))?.(request);
            return {
                request,
                outcome: outcome ?? { passed: false, as: "refused" },
                access: wordOf(bounds, request),
            };
        });
    });
    const count = (which: (each: JudgedTwice) => boolean) => all.filter(which).length;
    return {
        requests: all.length,
        passed: count(({ outcome }) => outcome.passed),
        overTcp: count(({ outcome }) => outcome.as === "tcp"),
        withToken: count(({ request }) => request.token !== undefined),
        open: count(({ access }) => access === "undecided"),
        differences: all
            .filter(isDifferent)
            .map((each) => `${inWords(each)} (at ${kind} ${server.namespace}/${server.serviceAccount})`),
    };
}

interface JudgedTwice {
    readonly request: EnvoyRequest;
    readonly outcome: Outcome;
    readonly access: "allowed" | "denied" | "undecided";
}

/** At a gateway the authorization alone: what a client must prove to connect is no PeerAuthentication's to say. */
function boundsOf(enforcement: Enforcement, { server, kind }: Site, visitor: Visitor): Bounds {
    const { peer, sni = "", headers, host, token = "none" as const } = visitor;
    const given = { sni, headers, host, token };
    const { mesh } = enforcement;
    const identity = peer === undefined ? undefined : { principal: peer.slice("spiffe://".length), mesh };
    return kind === "sidecar"
        ? accessOfIdentity(enforcement, server, given)(identity)
        : authorizedAt(enforcement, server, given, new Map())(identity).calls;
}

function wordOf({ certain, possible }: Bounds, request: EnvoyRequest): JudgedTwice["access"] {
    return contains(certain, request) ? "allowed" : contains(possible, request) ? "undecided" : "denied";
}

function isDifferent({ outcome, access }: JudgedTwice): boolean {
    return outcome.passed ? access === "denied" : access === "allowed";
}

function* questionsOf({ ports, methods, paths }: Boundaries): Generator<Question> {
    for (const port of ports) {
        for (const method of methods) {
            for (const path of paths) {
                yield { port, method, path };
            }
        }
    }
}

function requestOf(question: Question, { token, ...rest }: Visitor): EnvoyRequest {
    const claims =
        token === undefined ? undefined : { iss: token.issuer, sub: token.subject, ...token.claims };
    return {
        ...rest,
        ...question,
        ...(claims === undefined ? {} : { token: claims as EnvoyRequest["token"] & object }),
    };
}

function isNumber(port: number | "any"): port is number {
    return port !== "any";
}

function inWords({ request, outcome, access }: JudgedTwice): string {
    const {
        peer = request.isTls ? "no peer" : "plain text",
        method,
        path,
        port,
        host,
        token,
        headers,
    } = request;
    const envoy = `${outcome.passed ? "passed" : "refused"} by Envoy (${outcome.as})`;
    const more = JSON.stringify({ host, token, headers });
    return `${method} ${path} on ${port} from ${peer} ${more}: ${envoy}, ${access} by access`;
}
