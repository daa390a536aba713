import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { markdown } from "../../../report/markdown/markdown";
import { readPreview } from "../../../report/read/preview";
import { sideOf } from "../traffic/sides";
import { reportOf, step, written } from "./previewed";

/** Recorded with the engine, its provider of Kubernetes and secrets in it; without what nobody here reads. */
const recorded = join(__dirname, "recorded", "preview.json");

describe("a preview as both sides of a report", () => {
    let folder: string;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-preview-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("says what the stack file says, and what is replaced for which fields", () => {
        const { verdict, statements, operations } = reportOf(recorded);
        expect(verdict).to.equal("1 pair may call more, 1 change of workloads, 2 replacements and deletions");
        expect(statements.map(({ sentence }) => sentence)).to.deep.equal([
            "reports/nightly may now GET /carts/* on shop/cart:8080",
            "Deployment shop/front: selector.matchLabels.tier web (was not set); selector.matchLabels.meshwright.io/deployment is no longer set (was front)",
            'Deployment shop/front is replaced: spec.selector.matchLabels.tier and spec.selector.matchLabels["meshwright.io/deployment"]',
            "Secret shop/credentials is replaced: data.password",
        ]);
        expect(operations).to.include({ update: 5, replace: 2 });
    });

    it("counts each replacement once, although the engine tells of it in three steps", () => {
        const { steps } = JSON.parse(readFileSync(recorded, "utf8")) as { steps: readonly { op: string }[] };
        expect(steps.filter(({ op }) => op.includes("replace"))).to.have.length(6);
        expect(reportOf(recorded).objects).to.deep.equal({ created: 0, changed: 6, deleted: 0 });
    });

    it("calls out what goes with what it holds, and prints no secret", () => {
        const steps = [
            step("delete", "v1", "PersistentVolumeClaim", { spec: { volumeName: "data" } }),
            step("delete", "v1", "ConfigMap", { data: { key: "value" } }),
            step("create", "v1", "Secret", { data: "[secret]" }),
        ];
        const report = reportOf(written({ steps, changeSummary: {} }));
        expect(report.statements.map(({ sentence }) => sentence)).to.deep.equal([
            "PersistentVolumeClaim shop/thing is deleted, with what it holds",
            "Secret shop/thing is new",
            "ConfigMap shop/thing is gone",
        ]);
        expect(markdown(report)).to.include(
            "1 objects created, 0 changed, 2 deleted (by the engine: 2 delete, 1 create)",
        );
    });

    it("tells once of a StatefulSet that goes, and of its volumes where they go with it", () => {
        const template = { metadata: { labels: { app: "db" } }, spec: {} };
        const volumeClaimTemplates = [{ metadata: { name: "data" }, spec: {} }];
        const gone = (policy: object) =>
            reportOf(
                written({
                    steps: [
                        step("delete", "apps/v1", "StatefulSet", {
                            spec: { template, volumeClaimTemplates, ...policy },
                        }),
                    ],
                }),
            ).statements.map(({ sentence }) => sentence);
        expect(gone({})).to.deep.equal(["shop/thing is gone: it called 1 other"]);
        expect(gone({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } })).to.deep.equal([
            "shop/thing is gone: it called 1 other",
            "StatefulSet shop/thing is deleted, with what it holds",
        ]);
    });

    it("reads the mesh, its gateways and its tags from what is there", () => {
        const gateway = { selector: { istio: "in" }, servers: [] };
        const template = { metadata: { labels: { istio: "in", "istio.io/rev": "stable" } }, spec: {} };
        const steps = [
            step(
                "same",
                "v1",
                "ConfigMap",
                { data: { mesh: "trustDomain: example.org\nrootNamespace: root\n" } },
                "istio-1-31-1",
            ),
            step("same", "networking.istio.io/v1", "Gateway", { spec: gateway }),
            step("same", "apps/v1", "Deployment", { spec: { template } }, "gateway"),
            step(
                "same",
                "apps/v1",
                "Deployment",
                { spec: { template: { metadata: { labels: {} } } } },
                "cart",
            ),
        ];
        const change = readPreview(written({ steps }));
        const side = change.ok ? change.value.after : undefined;
        expect(side?.mesh).to.deep.equal({
            rootNamespace: "root",
            trustDomain: "example.org",
            trustDomainAliases: [],
            outboundTrafficPolicy: "ALLOW_ANY",
        });
        expect(side?.gatewayPods.map(({ name }) => name)).to.deep.equal(["gateway"]);
        expect(side?.workloads.map(({ name }) => name)).to.deep.equal(["cart"]);
        expect(side?.gatewayTags).to.deep.equal({ "shop/gateway": "stable" });
    });

    it("says what the mesh's own configuration opens, and knows the cluster's domain from what was written down", () => {
        const mesh = (mode: string) => ({
            data: { mesh: `outboundTrafficPolicy: { mode: ${mode} }\n` },
        });
        const [was, is] = ["REGISTRY_ONLY", "ALLOW_ANY"].map((mode) =>
            step("same", "v1", "ConfigMap", mesh(mode), "istio"),
        ) as [{ oldState: object }, { newState: object }];
        const template = {
            metadata: { labels: { app: "cart", "sidecar.istio.io/inject": "true" } },
            spec: {},
        };
        const steps = [
            { op: "update", oldState: was.oldState, newState: is.newState },
            step("same", "apps/v1", "Deployment", { spec: { template } }, "cart"),
        ];
        expect(reportOf(written({ steps })).statements.map(({ sentence }) => sentence)).to.deep.equal([
            "shop/cart may now connect to any host outside",
            "ConfigMap shop/istio: data.mesh.outboundTrafficPolicy.mode REGISTRY_ONLY → ALLOW_ANY",
        ]);

        const facts = { ...sideOf(), mesh: { ...sideOf().mesh, clusterDomain: "east.example" } };
        const change = readPreview(written({ steps }), facts);
        expect(change.ok && change.value.after.mesh.clusterDomain).to.equal("east.example");
    });

    it("takes a field that is null for one that is not there, as Kubernetes does", () => {
        const destination = { destination: { host: "cart", subset: null }, weight: null };
        const rule = (more: object) =>
            step("same", "networking.istio.io/v1", "VirtualService", {
                spec: { hosts: ["cart"], http: [{ route: [{ destination: { host: "cart" } }] }], ...more },
            }) as { oldState: object; newState: object };
        const nulls = {
            gateways: null,
            exportTo: null,
            tls: null,
            http: [{ match: null, route: [destination] }],
        };
        const both = { op: "update", oldState: rule({}).oldState, newState: rule(nulls).newState };
        const others = [
            step("same", "networking.istio.io/v1", "DestinationRule", {
                spec: { host: "cart", trafficPolicy: null, subsets: null, exportTo: null },
            }),
            step("same", "v1", "Service", { spec: { ports: null, selector: null } }, "cart"),
        ];
        expect(reportOf(written({ steps: [both, ...others] })).verdict).to.equal(
            "nothing changes in meaning",
        );
    });

    it("tells of what has no name yet by that of its resource, and reads objects that are not in order", () => {
        const inputs = { apiVersion: "v1", kind: "Secret" };
        const urn = "urn:pulumi:dev::mesh::kubernetes:core/v1:Secret::shop/token";
        const unnamed = { op: "create", urn, newState: { type: "kubernetes:core/v1:Secret", inputs } };
        const steps = [
            unnamed,
            step("same", "networking.istio.io/v1", "Gateway", {}),
            step("same", "v1", "ConfigMap", { data: { mesh: "a: [" } }, "istio"),
        ];
        const { statements } = reportOf(written({ steps }));
        expect(statements.map(({ sentence }) => sentence)).to.deep.equal(["Secret shop/token is new"]);
    });

    const refusals: readonly [title: string, content: string, message: RegExp][] = [
        ["is no JSON", "Previewing update", /^cannot be read as JSON: /],
        [
            "has no steps",
            "{}",
            /^has no steps, or ends before its summary; write it with pulumi preview --json --show-sames$/,
        ],
        ["is null", "null", /^has no steps, or ends before its summary; /],
        ["has steps that are none", '{"steps":[null],"changeSummary":{}}', /^has no steps, /],
        [
            "ends before its summary",
            '{"steps":[{"op":"create","urn":"x","newState":{}}]}',
            /^has no steps, or ends before its summary; /,
        ],
        [
            "lacks the states of a step",
            '{"steps":[{"op":"create","urn":"x"}],"changeSummary":{"create":1}}',
            /^lacks the states of x, without which nobody can tell what changes; write it with pulumi preview --json --show-sames$/,
        ],
        [
            "leaves out what stays the same",
            '{"steps":[],"changeSummary":{"same":3}}',
            /^leaves out what stays the same, without which nobody can tell who may call whom; write it with pulumi preview --json --show-sames$/,
        ],
    ];
    for (const [title, content, message] of refusals) {
        it(`is refused where it ${title}`, () => {
            const file = join(folder, "refused.json");
            writeFileSync(file, content);
            const change = readPreview(file);
            expect(change.ok ? "" : change.problems[0]?.message).to.match(message);
        });
    }
});
