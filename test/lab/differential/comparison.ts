import {
    type Access,
    accessAt,
    anonymous,
    contains,
    enforcementOf,
    type WorkloadRef,
} from "../../../components/access";
import type { Manifest } from "../../../components/istio/types";
import type { Json } from "./envoyJson";
import { type Outcome, outcomesAt } from "./envoyListener";
import type { EnvoyRequest } from "./envoyRequest";
import { boundariesOf } from "./requests";

export interface Compared {
    readonly requests: number;
    readonly passed: number;
    readonly overTcp: number;
    /** Requests of which `access` says that objects do not decide them. */
    readonly open: number;
    readonly differences: readonly string[];
}

interface Site {
    readonly server: WorkloadRef;
    /** Everything that stands in the mesh, policies of other namespaces included. */
    readonly objects: readonly Manifest[];
    readonly clients: readonly (WorkloadRef | typeof anonymous)[];
    readonly trustDomain: string;
}

/** Judges every boundary request of every client at a server twice: by `access`, and by the listener istiod sent. */
export function compare(listener: Json, { server, objects, clients, trustDomain }: Site): Compared {
    const accessOf = accessAt(enforcementOf(objects, { rootNamespace: "istio-system", trustDomain }), server);
    const own = objects.filter(({ metadata }) => metadata.namespace === server.namespace);
    const boundaries = boundariesOf(own);
    const outcomeOf = outcomesAt(listener);
    const all = clients.flatMap((client) => {
        const access = accessOf(client);
        return [...requestsOf(boundaries, peerOf(client, trustDomain))].map((request) =>
            judgedTwice(outcomeOf(request), access, request),
        );
    });
    const at = `${server.namespace}/${server.serviceAccount}`;
    const count = (which: (each: JudgedTwice) => boolean) => all.filter(which).length;
    return {
        requests: all.length,
        passed: count(({ outcome }) => outcome.passed),
        overTcp: count(({ outcome }) => outcome.as === "tcp"),
        open: count(({ access }) => access === "undecided"),
        differences: all.filter(isDifferent).map((each) => `${inWords(each)} (at ${at})`),
    };
}

interface JudgedTwice {
    readonly request: EnvoyRequest;
    readonly outcome: Outcome;
    readonly access: "allowed" | "denied" | "undecided";
}

function judgedTwice(outcome: Outcome, { certain, possible }: Access, request: EnvoyRequest): JudgedTwice {
    const atMost = contains(possible, request);
    const access = contains(certain, request) ? "allowed" : atMost ? "undecided" : "denied";
    return { request, outcome, access };
}

function isDifferent({ outcome, access }: JudgedTwice): boolean {
    return outcome.passed ? access === "denied" : access === "allowed";
}

function* requestsOf(
    { ports, methods, paths }: ReturnType<typeof boundariesOf>,
    peer: string | undefined,
): Generator<EnvoyRequest> {
    for (const port of ports) {
        for (const method of methods) {
            for (const path of paths) {
                yield { port, method, path, host: "test", ...(peer === undefined ? {} : { peer }) };
            }
        }
    }
}

function peerOf(client: WorkloadRef | typeof anonymous, trustDomain: string): string | undefined {
    return client === anonymous || !client.injected
        ? undefined
        : `spiffe://${trustDomain}/ns/${client.namespace}/sa/${client.serviceAccount}`;
}

function inWords({ request, outcome, access }: JudgedTwice): string {
    const { peer = "plain text", method, path, port } = request;
    const envoy = `${outcome.passed ? "passed" : "refused"} by Envoy (${outcome.as})`;
    return `${method} ${path} on ${port} from ${peer}: ${envoy}, ${access} by access`;
}
