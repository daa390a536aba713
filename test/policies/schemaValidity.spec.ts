import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { cacheFolder, istioReleases } from "../../lab/tools";
import { rules } from "../../policies/rules";
import { istioMinors, istioPool } from "../../policies/schema/istioPool";
import { nearest } from "../../policies/schema/nearest";
import { compile } from "../../policies/schema/pool";
import { definitionsIn, textOf } from "../../schema/istio";
import { type Props, reports, unknown } from "./crossguard";
import { schemaCases } from "./schemaCases";

const schemaRules = rules.filter((each) => each.ids?.includes("IST0106") && each.id.startsWith("V-"));

const said = (object: Props, config = {}, placement = {}) =>
    schemaRules.flatMap((rule) => reports(rule, object, config, placement));

describe("the form of Istio's objects", () => {
    for (const { title, object, refusals } of schemaCases) {
        it(`${title} is ${refusals.length === 0 ? "taken" : "refused"}`, () => {
            const name = `${object["kind"]} core/it`;
            expect(said(object)).to.deep.equal(refusals.map((each) => `mandatory: ${name}: ${each}`));
        });
    }

    it("is judged field by field, and expressions only where the rest is in order", () => {
        const [found] = said({
            apiVersion: "networking.istio.io/v1",
            kind: "ServiceEntry",
            metadata: { name: "it", namespace: "core" },
            spec: { hosts: ["*"], ports: [{ number: "80", name: "http" }], resolution: "dns" },
        });
        expect(found?.split("\n").slice(1)).to.deep.equal([
            '  - spec.ports[0].number is "80", which is a text and not a whole number, so the API server refuses the object; ' +
                "give a whole number",
            '  - spec.resolution is "dns", which is none of its words, so the API server refuses the object; write NONE, ' +
                "STATIC, DNS, DNS_ROUND_ROBIN, DYNAMIC_DNS",
        ]);
    });

    it("of a patch is what it sets", () => {
        const patch = {
            apiVersion: "networking.istio.io/v1",
            kind: "DestinationRule",
            metadata: { name: "it" },
        };
        expect(said({ ...patch, spec: { trafficPolicy: {} } }, {}, { patch: true })).to.deep.equal([]);
        expect(said({ ...patch, spec: { host: 5 } }, {}, { patch: true })).to.have.length(1);
    });

    it("is left to the API server where a value is not known yet", () => {
        for (const spec of [
            unknown,
            { host: unknown },
            { host: "a", subsets: unknown, trafficPolicy: { tls: { mode: unknown } } },
            { host: "a", exportTo: [unknown], workloadSelector: { matchLabels: { app: unknown } } },
        ]) {
            const object = {
                apiVersion: "networking.istio.io/v1",
                kind: "DestinationRule",
                metadata: { name: "it" },
                spec,
            };
            expect(said(object, {}, { parent: "meshwright:index:Mesh" }), JSON.stringify(spec)).to.deep.equal(
                [],
            );
        }
    });

    it("is that of the Istio whose CRDs the cluster has", () => {
        const mine = {
            host: "a",
            trafficPolicy: { connectionPool: { http: { http2KeepAlive: { interval: "5s" } } } },
        };
        const object = {
            apiVersion: "networking.istio.io/v1",
            kind: "DestinationRule",
            metadata: { name: "it" },
            spec: mine,
        };
        expect(said(object)).to.deep.equal([]);
        expect(said(object, { crdMinor: "1.30" })[0]).to.contain("http2KeepAlive is ");
        expect(said(object, { crdMinor: "1.29" })[0]).to.contain(
            'kind is "DestinationRule", which Istio 1.29 does not have, so the API server refuses the object; remove the object',
        );
    });
});

describe("the CRDs that are kept", () => {
    it("are of every Istio that is pinned", () => {
        expect(istioMinors).to.deep.equal(istioReleases.map((each) => each.minor));
    });

    it("are those of the charts, where the charts have been fetched", function () {
        const tools = join(cacheFolder(), "tools");
        const found = existsSync(tools) ? readdirSync(tools) : [];
        const releases = istioReleases.map(({ minor, unit }) => {
            const folder = found.find((each) => new RegExp(`^${unit}-charts-[0-9a-f]+$`).test(each));
            return { minor, folder: folder === undefined ? undefined : join(tools, folder) };
        });
        if (releases.some((each) => each.folder === undefined)) {
            this.skip();
        }
        const pool = compile(
            new Map(releases.map(({ minor, folder = "" }) => [minor, definitionsIn(folder)])),
        );
        expect(pool).to.deep.equal(istioPool);
        const file = join(__dirname, "../../policies/schema/istioSchemas.generated.ts");
        expect(readFileSync(file, "utf8")).to.equal(textOf(pool));
    });

    it("are refused when they say what the pack does not understand", () => {
        const crd = (schema: object) => ({
            spec: {
                group: "a.istio.io",
                names: { kind: "A" },
                versions: [{ name: "v1", schema: { openAPIV3Schema: schema } }],
            },
        });
        expect(() => compile(new Map([["1.99", [crd({ type: "object", multipleOf: 2 })]]]))).to.throw(
            "not supported: multipleOf at spec.versions[0].schema.openAPIV3Schema",
        );
    });
});

describe("the word that was meant", () => {
    for (const [word, meant] of [
        ["portLevelMTLS", "portLevelMtls"],
        ["port_level_mtls", "portLevelMtls"],
        ["selectr", "selector"],
        ["targetRef", "targetRefs"],
        ["app", undefined],
        ["somethingElse", undefined],
    ] as const) {
        it(`${word}: ${meant}`, () => {
            expect(nearest(word, ["portLevelMtls", "selector", "targetRefs", "mtls"])).to.equal(meant);
        });
    }
});
