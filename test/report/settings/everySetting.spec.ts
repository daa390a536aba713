import { join } from "node:path";
import { expect } from "chai";
import { derive } from "../../../components/derive";
import { type Mesh, readMesh } from "../../../mesh";
import { factsOf } from "../../../report/factsOf";
import { settingChanges } from "../../../report/settings/settingChanges";
import { shellSettings } from "../../../report/settings/shellSettings";
import type { Side } from "../../../report/side";
import { buildSettings } from "../../../settings/build";
import type { StackContent } from "../../../settings/stackSchema";
import { readStackFile } from "../../../stackFile";
import { stackFolder } from "../pairs/applyEdits";
import { stackFile } from "../pairs/pair";
import { heldByObjects } from "./heldByObjects";
import { schemaLeaves } from "./schemaLeaves";

type Config = Readonly<Record<string, unknown>>;

const door = "gateways.istio-ingressgateway";
const until = "2027-03-31";
const exception = { rule: "revision-skew", reason: "one", until };

/** What the small stack has besides, so that every setting that no object holds has another value to become. */
const also: Config = {
    experimentsAllowed: true,
    cluster: { kubeconfig: "one", context: "one", kubernetes: "1.31" },
    cni: { version: "1.31.1" },
    removals: { "1-30-0": { reason: "unused", until } },
    exceptions: [exception],
    rollback: { to: "observed", reason: "one", until },
    certManager: { install: true },
    authorizers: { door: { protocol: "http", host: "cart.shop.svc.cluster.local", port: 80 } },
    [door]: { kind: "ingress", canary: { tag: "stable" } },
    "namespaces.shop.experiments": {
        slow: { service: "cart", delay: { fixed: "1s", percent: 10 }, until: "2026-12-31" },
    },
};

interface How {
    /** What is written, where that is not the setting by itself. */
    readonly at?: string;
    /** What a report calls it, where not by its path. */
    readonly called?: string;
}

const extensionProviders = { called: "meshConfig.extensionProviders[authorizer-door]" };

/** Each setting that no object holds, as an author changes it. */
const changed: readonly (readonly [path: string, value: unknown, how?: How])[] = [
    ["environment", "other"],
    ["scope", "platform"],
    ["cluster.kubeconfig", "other"],
    ["cluster.context", "other"],
    ["cluster.client.qps", 20],
    ["cluster.client.burst", 200],
    ["cluster.kubernetes", "1.32"],
    ["charts.repository", "oci://charts.example.com"],
    ["charts.folder", "charts"],
    ["controlPlane.replicas", 3],
    ["controlPlane.maxReplicas", 9],
    ["controlPlane.hub", "registry.example.com/istio"],
    ["controlPlane.resources.cpu", "750m"],
    ["controlPlane.resources.memory", "3Gi"],
    ["retired", ["1-29-9"]],
    ["removals.1-30-0.reason", "other"],
    ["removals.1-30-0.until", "2027-01-31"],
    ["cni.version", "1.31.0"],
    ["cni.namespace", "other"],
    ["exceptions.rule", [{ ...exception, rule: "revision-count" }], exceptions("revision-count")],
    ["exceptions.reason", [{ ...exception, reason: "other" }], exceptions("revision-skew")],
    ["exceptions.until", [{ ...exception, until: "2027-01-31" }], exceptions("revision-skew")],
    ["rollback.to", "permissive"],
    ["rollback.reason", "other"],
    ["rollback.until", "2026-12-10"],
    ["namespaces.shop.experiments.slow.until", "2027-01-31"],
    [`${door}.replicas`, 3],
    [`${door}.maxReplicas`, 9],
    [`${door}.canary.replicas`, 2],
    [`${door}.resources.cpu`, "750m"],
    [`${door}.resources.memory`, "750Mi"],
    [`${door}.resources.cpuLimit`, "3"],
    [`${door}.resources.memoryLimit`, "3Gi"],
    [`${door}.service.type`, "NodePort"],
    [`${door}.service.annotations.a`, "other"],
    [`${door}.service.sourceRanges`, ["10.0.0.0/8"], { called: "may be reached from 10.0.0.0/8" }],
    [`${door}.trustedProxies`, 2],
    ["certManager.install", false],
    ["certManager.namespace", "other"],
    ["callBudget.warnAbove", 13],
    ["callBudget.refuseAbove", 49],
    ["experimentsAllowed", false],
    ["authorizers.door.protocol", "grpc", extensionProviders],
    ["authorizers.door.host", "front.shop.svc.cluster.local", extensionProviders],
    ["authorizers.door.port", 81, extensionProviders],
    ["authorizers.door.timeout", "7s", extensionProviders],
    ["authorizers.door.includeHeaders", ["x-other"], extensionProviders],
    ["authorizers.door.forwardHeaders", ["x-other"], extensionProviders],
];

const small = smallStack();

function smallStack(): { readonly config: Config; readonly mesh: Mesh; readonly side: Side } {
    const stack = readStackFile(join(stackFolder, stackFile));
    const config = "config" in stack ? stack.config : {};
    const mesh = readMesh({ config, folder: stackFolder, today: "2026-11-28" });
    if (!mesh.ok) {
        throw new Error("the small stack is refused");
    }
    return { config, mesh: mesh.value, side: { name: "stack", objects: [], ...factsOf(mesh.value) } };
}

describe("of a stack file", () => {
    for (const [path, value, { at = path, called = path } = {}] of changed) {
        it(`a report tells that ${path} changes, which no object holds`, () => {
            const before = sideWith(also);
            const after = sideWith({ ...also, [at]: value });
            const sentences = settingChanges(before, after).map(({ sentence }) => sentence);
            expect(sentences.filter((each) => each.includes(called))).to.have.length.above(0);
        });
    }

    it("no key is forgotten: its value stands in objects, or a report tells of it as a setting", () => {
        const told = changed.map(([path]) =>
            path
                .replace("istio-ingressgateway", "*")
                .replace("shop.experiments.slow", "*.experiments.*")
                .replace(/^(removals|authorizers)\.[^.]+/, "$1.*")
                .replace(/annotations\.a$/, "annotations.*"),
        );
        expect([...told, ...heldByObjects].sort()).to.deep.equal([...schemaLeaves()].sort());
    });
});

function exceptions(rule: string): How {
    return { at: "exceptions", called: `exceptions.${rule}` };
}

/** Whether all of it may stand together is for others to say. */
function sideWith(values: Config): Side {
    const config = structuredClone({ ...small.config }) as Record<string, unknown>;
    for (const [path, value] of Object.entries(values)) {
        put(config, path.split("."), value);
    }
    const settings = buildSettings(config as StackContent);
    const graph = { ...small.mesh.graph, platform: settings.rollout.platform };
    const derived = derive(graph, small.mesh.target);
    return { ...small.side, settings: shellSettings({ settings, graph, derived }) };
}

function put(into: Record<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
    if (rest.length === 0) {
        into[key] = structuredClone(value);
        return;
    }
    into[key] ??= {};
    put(into[key] as Record<string, unknown>, rest, value);
}
