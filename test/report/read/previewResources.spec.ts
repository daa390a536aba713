import { expect } from "chai";
import { readPreview } from "../../../report/read/preview";
import type { Facts } from "../../../report/side";
import { reportOf, resource, step, written } from "./previewed";

describe("a preview of more than objects that show what they are", () => {
    it("tells of what is no object of Kubernetes, which nothing else tells of, but not of names for others", () => {
        const password = "random:index/randomPassword:RandomPassword";
        const release = "kubernetes:helm.sh/v3:Release";
        const steps = [
            resource("create", password, "one", { length: 20 }),
            resource("create", password, "two", { length: 20 }),
            resource("delete", release, "loki", { chart: "loki" }),
            resource(
                "replace",
                password,
                "db",
                { length: 16 },
                { length: 20 },
                { replaceReasons: ["length"] },
            ),
            resource("update", release, "jaeger", { values: { a: 1 } }, { values: { a: 2 } }),
            resource(
                "update",
                release,
                "kiali",
                { v: "[secret]" },
                { v: "[secret]" },
                { diffReasons: ["v"] },
            ),
            resource(
                "update",
                "pulumi:providers:kubernetes",
                "k8s",
                { version: "4.24.0" },
                { version: "4.25.0" },
            ),
            resource("update", "pulumi:providers:kubernetes", "k8s", { context: "a" }, { context: "b" }),
            resource("same", password, "three", { length: 20 }),
            resource("create", "meshwright:index:Mesh", "mesh", {}, {}, { custom: false }),
        ];
        const { verdict, statements } = reportOf(written({ steps }));
        expect(verdict).to.equal("2 replacements and deletions, 4 other changes");
        expect(statements.map(({ sentence }) => sentence)).to.deep.equal([
            "RandomPassword db is replaced: length",
            "Release loki is deleted",
            "2 times RandomPassword is new: one and two",
            "Release jaeger: values.a 1 → 2",
            "Release kiali: v changes",
            "provider kubernetes k8s: context a → b",
        ]);
    });

    it("tells that a secret changes, which shows the same on both sides, and not what it is", () => {
        const secret = { data: "[secret]" };
        const container = { name: "c", env: [{ name: "TOKEN", value: "[secret]" }] };
        const template = {
            spec: { template: { metadata: { labels: { app: "a" } }, spec: { containers: [container] } } },
        };
        const env = "spec.template.spec.containers[0].env[0].value";
        const update = (kind: string, content: object, name: string, ...fields: string[]) => ({
            ...step("update", kind === "Secret" ? "v1" : "apps/v1", kind, content, name),
            detailedDiff: Object.fromEntries(fields.map((each) => [each, { kind: "update" }])),
        });
        const steps = [
            update("Secret", secret, "one", 'data["a.b"]', "data.c"),
            update("Secret", secret, "two"),
            update("ConfigMap", { data: { a: "b" } }, "plain", "data.a"),
            update("Deployment", template, "cart", env, "spec.paused"),
        ];
        const { statements } = reportOf(written({ steps }));
        expect(statements.map(({ sentence }) => sentence)).to.deep.equal([
            `Deployment shop/cart: ${env} changes; its pods restart`,
            'Secret shop/one: data.c and data["a.b"] change',
            "Secret shop/two: something secret changes",
        ]);
    });

    it("shows no secret that the engine wrote in the clear, and says what is not known yet", () => {
        const hidden = (plaintext: string) => ({
            "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
            plaintext,
        });
        const holding = (host: string, key: string) =>
            step("update", "v1", "ConfigMap", { data: { host, key: hidden(key) } });
        const steps = [
            {
                ...holding("a", "hunter2"),
                ...pickedFrom(holding("04da6b54-80e4-46f7-96ec-b56ff0331ba9", "hunter3"), "newState"),
            },
        ];
        const report = reportOf(written({ steps }));
        expect(report.statements.map(({ sentence }) => sentence)).to.deep.equal([
            "ConfigMap shop/thing: data.host is not known before the update, nor what changes by it",
        ]);
        expect(JSON.stringify(report)).not.to.match(/hunter/);
    });

    it("says of what is replaced with what it holds that this is gone", () => {
        const claim = {
            ...step("replace", "v1", "PersistentVolumeClaim", {}),
            replaceReasons: ["spec.storageClassName"],
        };
        expect(
            reportOf(written({ steps: [claim] })).statements.map(({ sentence }) => sentence),
        ).to.deep.equal([
            "PersistentVolumeClaim shop/thing is replaced, and what it holds is gone: spec.storageClassName",
        ]);
    });

    it("reads control planes and tags from what is there, and of a stack without any from its facts", () => {
        const labels = { "istio.io/rev": "1-31-2", "istio.io/tag": "stable" };
        const metadata = { namespace: "istio-system", name: "istiod-1-31-2", labels };
        const image = "registry.example.com:5000/pilot:1.31.2@sha256:abc";
        const spec = { template: { metadata: {}, spec: { containers: [{ image }] } } };
        const known: Facts = {
            brought: [],
            workloads: [],
            gatewayPods: [],
            mesh: { rootNamespace: "istio-system", trustDomain: "cluster.local" },
            revisions: { "1-31-1": "1.31.1" },
            tags: { stable: "1-31-1" },
            gatewayTags: {},
        };
        const sideAfter = (...steps: object[]) => {
            const change = readPreview(written({ steps }), known);
            return change.ok ? change.value.after : undefined;
        };
        const own = sideAfter(
            step("same", "apps/v1", "Deployment", { metadata, spec }),
            step("same", "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", { metadata }),
        );
        expect(own).to.deep.include({ revisions: { "1-31-2": "1.31.2" }, tags: { stable: "1-31-2" } });
        expect(sideAfter(step("same", "v1", "Namespace", {}))).to.deep.include({
            revisions: known.revisions,
            tags: known.tags,
        });
    });
});

function pickedFrom(one: object, key: string): object {
    return { [key]: (one as Readonly<Record<string, unknown>>)[key] };
}
