import { expect } from "chai";
import { resourceObjects } from "../../policies/crossguard/resource";
import { contextOf } from "../../policies/crossguard/settings";
import { judge } from "../../policies/engine/evaluate";
import { policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import { rules } from "../../policies/rules";
import { requireAutoMtls } from "../../policies/traffic/requireAutoMtls";
import { run } from "../policyCheck/support";
import { type Props, stackReports, unknown } from "./crossguard";
import { mutate, mutations } from "./mutations";
import { upgradeStack } from "./upgradeStack";

/** Versions that Istio's CRDs serve of a group, whichever is stored. */
const served: Readonly<Record<string, readonly string[]>> = {
    "networking.istio.io": ["v1", "v1beta1", "v1alpha3"],
    "security.istio.io": ["v1", "v1beta1"],
    "telemetry.istio.io": ["v1", "v1alpha1"],
};

/** The same stack, each object in the served version that is `turn` places further. */
function inOtherVersions(stack: readonly Props[], turn: number): readonly Props[] {
    return stack.map((each) => {
        const [group = "", version = ""] = String(each["apiVersion"]).split("/");
        const versions = served[group] ?? [version];
        const other = versions[(versions.indexOf(version) + turn) % versions.length];
        return version === "" ? each : { ...each, apiVersion: `${group}/${other}` };
    });
}

function words(id: string, stack: readonly Props[]): readonly string[] {
    const objects = stack.flatMap((content, index) =>
        policyObjects({
            apiVersion: String(content["apiVersion"]),
            kind: String(content["kind"]),
            content,
            origin: `${index}`,
        }),
    );
    const context = contextOf({ now: "2026-11-20" });
    const view = new StackView(objects);
    return rules
        .filter((rule) => rule.id === id)
        .flatMap((rule) => judge(rule, view, context).map(({ message }) => message));
}

describe("what gets past rules that go by one form of an object", () => {
    it("says the same of every version that is served", () => {
        // What a schema allows, and when a version goes, are matters of versions.
        const judged = mutations.filter(({ rule }) => !rule.startsWith("V-"));
        const first = judged.filter(
            ({ rule }, index) => judged.findIndex((each) => each.rule === rule) === index,
        );
        expect(first.length).to.be.greaterThan(100);
        for (const mutation of first) {
            const stack = mutate(upgradeStack(), mutation);
            const expected = words(mutation.rule, stack);
            for (const turn of [1, 2]) {
                expect(words(mutation.rule, inOtherVersions(stack, turn)), mutation.rule).to.deep.equal(
                    expected,
                );
            }
        }
    });

    it("sees the Patch twin of every kind that any rule is about", () => {
        for (const groupKind of new Set(rules.flatMap(({ kinds }) => kinds))) {
            const [group = "", kind = ""] = groupKind.split("/");
            const version = group === "core" ? "core/v1" : `${group}/v1`;
            const type = `kubernetes:${version}:${kind}Patch`;
            const props = { metadata: { name: "some", namespace: "core" } };
            const found = resourceObjects(
                { type, urn: `urn:pulumi:test::program::${type}::some`, name: "some", props },
                new Set([groupKind]),
            );
            expect(
                found.map((each) => [each.groupKind, each.partial]),
                groupKind,
            ).to.deep.equal([[groupKind, true]]);
        }
    });

    describe("a release of Istio's charts under another name", () => {
        const values = { meshConfig: { enableAutoMtls: false } };
        const releaseOf = (chart: unknown, given: unknown): Props => ({
            apiVersion: "helm.sh/v3",
            kind: "Release",
            name: "istiod",
            namespace: "istio-system",
            chart,
            version: "0.3.0",
            values: given,
        });
        const said = (path: string) => [
            `mandatory: Release istio-system/istiod: ${path}.meshConfig.enableAutoMtls is false, so callers send plaintext wherever no DestinationRule says otherwise; remove it`,
        ];
        const judged = (release: Props) => stackReports(requireAutoMtls, [release]);

        it("is judged, by the end of its name or by the values that only istiod takes", () => {
            for (const chart of [
                "oci://registry.example/mirror/corp-istiod",
                "acme.istio-discovery",
                "platform",
            ]) {
                expect(judged(releaseOf(chart, values)), chart).to.deep.equal(said("values"));
            }
        });

        it("is judged inside a chart that brings it along", () => {
            expect(judged(releaseOf("platform", { istiod: values }))).to.deep.equal(said("values.istiod"));
            expect(judged(releaseOf("platform", { istiod: { meshConfig: unknown } }))).to.have.length(1);
        });

        it("is not taken for an Istio of the other chart's version", () => {
            expect(words("F-09", [releaseOf("platform", values)])).to.deep.equal([]);
            expect(words("F-09", [releaseOf("istiod", values)])).to.have.length(1);
        });

        it("is no chart that only speaks of it", () => {
            for (const given of [{ istiod: "istiod.istio-system" }, { istio: values }, {}, unknown]) {
                expect(judged(releaseOf("platform", given))).to.deep.equal([]);
            }
            expect(judged(releaseOf("istiod-exporter", {}))).to.deep.equal([]);
        });
    });

    it("shows nothing of Secrets, environments and arguments in any form of policy:check's output", () => {
        const word = "correct-horse-battery";
        const encoded = Buffer.from(word).toString("base64");
        const files = [
            {
                apiVersion: "v1",
                kind: "Secret",
                metadata: { name: "edge", namespace: "istio-ingress" },
                data: { "tls.crt": encoded, "tls.key": 7, odd: { deep: [word] } },
                stringData: { "tls.key": word },
            },
            { apiVersion: "v1", kind: "Secret", metadata: { name: "all" }, data: word, stringData: [word] },
            {
                apiVersion: "networking.istio.io/v1",
                kind: "Gateway",
                metadata: { name: "edge", namespace: "istio-ingress" },
                spec: {
                    selector: { istio: "ingressgateway" },
                    servers: ["edge", "all"].map((credentialName) => ({
                        port: { number: 443, name: credentialName, protocol: "HTTPS" },
                        hosts: [`${credentialName}.example.com`],
                        tls: { mode: "SIMPLE", credentialName },
                    })),
                },
            },
            {
                apiVersion: "v1",
                kind: "Pod",
                metadata: { name: "job", namespace: "core", labels: { "sidecar.istio.io/inject": "false" } },
                spec: {
                    hostNetwork: true,
                    containers: [
                        {
                            name: "main",
                            image: "registry.example/main:1",
                            args: [word],
                            env: [
                                { name: "TOKEN", value: word },
                                { name: "ODD", value: { deep: word } },
                            ],
                            securityContext: { privileged: true },
                        },
                    ],
                },
            },
        ];
        const input = JSON.stringify({ apiVersion: "v1", kind: "List", items: files });
        for (const form of [[], ["--json"], ["--sarif"]]) {
            const { code, out, err } = run([...form, "--whole", "-"], input);
            expect(code).to.equal(1);
            expect(out).to.contain("credentialName").and.to.contain("privileged");
            expect(out + err).not.to.contain(word);
            expect(out + err).not.to.contain(encoded);
        }
    });
});
