import { expect } from "chai";
import fc from "fast-check";
import { derive } from "../../../components/derive";
import type { ServiceGraph } from "../../../components/graph/model";
import type { Manifest } from "../../../components/istio/types";
import { labels } from "../../../components/labels";
import { ApiClient, Refused } from "../../../lab/dataplane/apiClient";
import { withExternals } from "../../support/arbitraryExternals";
import { serviceGraphs } from "../../support/arbitraryGraphs";
import { withRoutes } from "../../support/arbitraryRoutes";
import { runs } from "../../support/runs";
import { seed } from "../../support/seed";
import { testTarget } from "../../support/target";
import { versionedGraphs } from "../../support/versionedGraphs";
import type { TestLab } from "../support/testLab";

/** Requests at once; more only wait for each other in the API server. */
const atOnce = 24;

/** What is derived from any graph, judged by who will judge it: schemas, defaulting and istiod's own webhook. */
export function describeAcceptance(lab: TestLab): void {
    const kinds: Readonly<Record<string, fc.Arbitrary<ServiceGraph>>> = {
        "of any shape": serviceGraphs(),
        "with versions, mirrors and experiments": versionedGraphs(),
        "with public hosts and routes": serviceGraphs().chain((graph) => withRoutes(graph)),
        "with hosts outside and a gateway that leads there": serviceGraphs().chain((graph) =>
            withExternals(graph),
        ),
    };
    const created: Manifest[] = [];

    after(async () => {
        const api = new ApiClient(lab.kubeconfig);
        await Promise.all(created.map((each) => api.remove(each)));
    });

    for (const [title, graphs] of Object.entries(kinds)) {
        it(`accepts every object of any graph ${title}`, async () => {
            const api = new ApiClient(lab.kubeconfig);
            const drawn = fc.sample(graphs, { seed, ...runs(30) });
            const objects = distinct(drawn.flatMap(everyObject));
            created.push(...(await createNamespaces(api, objects)));
            const refusals: string[] = [];
            await inParallel(objects, async (object) => {
                const refusal = await refusalOf(api, object);
                if (refusal !== undefined) {
                    refusals.push(`${refusal}\n${JSON.stringify(object, undefined, 2)}`);
                }
            });
            expect(refusals, `of ${objects.length} objects, seed ${seed}:\n${refusals[0]}`).to.deep.equal([]);
            // A run that drew nothing would prove nothing.
            expect(objects.length).to.be.greaterThan(drawn.length);
        });
    }

    it("refuses an object that was spoilt on the way, so that acceptance means something", async () => {
        const api = new ApiClient(lab.kubeconfig);
        const [graph] = fc
            .sample(graphs(), { seed: 1, numRuns: 20 })
            .filter((each) => each.services.size > 0);
        const rule = everyObject(graph as ServiceGraph).find(
            ({ kind }) => kind === "DestinationRule",
        ) as Manifest;
        created.push(...(await createNamespaces(api, [rule])));
        expect(await refusalOf(api, rule)).to.equal(undefined);
        const spoilt = { ...rule, spec: { ...(rule.spec as object), host: "" } };
        expect(await refusalOf(api, spoilt)).to.match(/validation\.istio\.io|spec\.host/);
    });
}

function graphs(): fc.Arbitrary<ServiceGraph> {
    return serviceGraphs({ stage: "enforced" });
}

function everyObject(graph: ServiceGraph): Manifest[] {
    const { platform, namespaces, gateways } = derive(graph, testTarget);
    return [...platform, ...[...namespaces.values()].flat(), ...[...gateways.values()].flat()];
}

/** The same object is judged once, however many graphs it comes from. */
function distinct(objects: readonly Manifest[]): Manifest[] {
    return [...new Map(objects.map((each) => [JSON.stringify(each), each])).values()];
}

/** An object of a namespace that does not exist is refused for that alone. */
async function createNamespaces(api: ApiClient, objects: readonly Manifest[]): Promise<Manifest[]> {
    const existing = await api.list<{ readonly metadata: { readonly name: string } }>("/api/v1/namespaces");
    const known = new Set(existing.map(({ metadata }) => metadata.name));
    const missing = new Set(objects.map(({ metadata }) => metadata.namespace ?? ""));
    const namespaces = [...missing]
        .filter((name) => name !== "" && !known.has(name))
        .map(
            (name): Manifest => ({
                apiVersion: "v1",
                kind: "Namespace",
                metadata: { name, labels: { [labels.managedBy]: "acceptance" } },
            }),
        );
    await Promise.all(namespaces.map((each) => api.apply(each)));
    return namespaces;
}

/** Goes through schema and admission and is not kept. */
async function refusalOf(api: ApiClient, object: Manifest): Promise<string | undefined> {
    try {
        const path = await api.pathOf(object);
        const query = "fieldManager=acceptance&force=true&dryRun=All&fieldValidation=Strict";
        await api.send("PATCH", `${path}?${query}`, object, "application/apply-patch+yaml");
        return undefined;
    } catch (error) {
        if (error instanceof Refused) {
            return error.message;
        }
        throw error;
    }
}

async function inParallel(
    objects: readonly Manifest[],
    judge: (object: Manifest) => Promise<void>,
): Promise<void> {
    const waiting = [...objects];
    const worker = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
            await judge(next);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
}
