import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { type Registered, recordRegistrations, settled } from "../support/mocks";

const root = join(__dirname, "..", "..");

/** The program under mocks, with the dev stack file and what an upgrade changes of it. */
async function run(more: Readonly<Record<string, unknown>> = {}): Promise<readonly Registered[]> {
    const { config } = parse(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8")) as {
        config: Record<string, unknown>;
    };
    const texts = Object.entries({ ...config, ...more }).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const registered = recordRegistrations("dev", Object.fromEntries(texts));
    process.chdir(root);
    const program = require.resolve("../../index");
    delete require.cache[program];
    require(program);
    await settled();
    return registered;
}

const shown = ({ type, name }: Registered) => `${type.split(":").at(-1)} ${name}`;

/** Half way: the new revision stands, its tag is there, and the way in tries it. */
const halfWay = {
    "meshwright:revisions": { "1-30-5": { version: "1.30.5" }, "1-31-1": { version: "1.31.1" } },
    "meshwright:tags": { default: "1-30-5", stable: "1-30-5", gateways: "1-30-5", canary: "1-31-1" },
    "meshwright:retired": ["1-31-3"],
    "meshwright:cni": { version: "1.30.5" },
    "meshwright:gateways": {
        "istio-egressgateway": { kind: "egress" },
        "istio-ingressgateway": { kind: "ingress", canary: { tag: "canary", replicas: 2 } },
    },
};

describe("the program half way through an upgrade", () => {
    let declared: readonly Registered[];
    let during: readonly Registered[];
    const chart = (name: string) =>
        during.find((each) => each.type === "kubernetes:helm.sh/v4:Chart" && each.name === name)?.inputs;
    const placeOf = (named: string) => during.findIndex((each) => shown(each) === named);

    before(async () => {
        declared = await run();
        during = await run(halfWay);
    });

    it("adds the old revision beside the new, the tag, istio-cni and the canary, and takes nothing away", () => {
        const [known, now] = [new Set(declared.map(shown)), new Set(during.map(shown))];
        expect([...known].filter((each) => !now.has(each))).to.deep.equal([]);
        expect([...now].filter((each) => !known.has(each)).sort()).to.deep.equal([
            "Chart istio-cni",
            "Chart istio-ingressgateway-canary",
            "Chart istiod-1-30-5",
            "ConfigMap istio-system/meshwright-revision-1-30-5",
            "ConfigMap istio-system/meshwright-tag-canary",
            "IstioCni istio-cni",
            "MeshRevision 1-30-5",
            "MutatingWebhookConfiguration istio-revision-tag-canary",
            "Namespace istio-cni",
            "RevisionTag canary",
            "Service istio-system/istiod-revision-tag-canary",
        ]);
    });

    it("takes every chart in the version that belongs to it", () => {
        const versions = [
            "istio-base",
            "istiod-1-30-5",
            "istiod-1-31-1",
            "istio-cni",
            "istio-egressgateway",
            "istio-ingressgateway",
            "istio-ingressgateway-canary",
        ].map((name) => `${name} ${chart(name)?.["version"]}`);
        expect(versions).to.deep.equal([
            "istio-base 1.31.3",
            "istiod-1-30-5 1.30.5",
            "istiod-1-31-1 1.31.1",
            "istio-cni 1.30.5",
            "istio-egressgateway 1.30.5",
            "istio-ingressgateway 1.30.5",
            "istio-ingressgateway-canary 1.31.1",
        ]);
    });

    it("tells both injectors that istio-cni redirects", () => {
        for (const name of ["istiod-1-30-5", "istiod-1-31-1"]) {
            expect(chart(name)?.["values"], name).to.deep.include({
                cni: { enabled: true, provider: "default" },
            });
        }
    });

    it("registers istio-cni after every control plane, and before anything that starts a pod", () => {
        const cni = placeOf("Chart istio-cni");
        expect(cni).to.be.greaterThan(placeOf("Chart istiod-1-30-5"));
        expect(cni).to.be.greaterThan(placeOf("Chart istiod-1-31-1"));
        const starting = during.filter(({ type }) => /:(Deployment|StatefulSet|Job|CronJob)$/.test(type));
        expect(starting).to.have.length.greaterThan(10);
        for (const each of starting) {
            expect(placeOf(shown(each)), shown(each)).to.be.greaterThan(cni);
        }
        expect(placeOf("Chart istio-egressgateway")).to.be.greaterThan(cni);
    });

    it("registers the canary after the gateway whose account it runs as", () => {
        const gateway = placeOf("Chart istio-ingressgateway");
        expect(placeOf("Chart istio-ingressgateway-canary")).to.be.greaterThan(gateway);
    });

    it("restarts only what rolls with the tag that moves", async () => {
        const file = parse(readFileSync(join(root, "Pulumi.dev.yaml"), "utf8")) as {
            config: Record<string, Record<string, Record<string, unknown>>>;
        };
        const stages = file.config["meshwright:namespaces"] ?? {};
        const rolling = {
            ...halfWay,
            "meshwright:namespaces": {
                ...stages,
                users: { ...stages["users"], tag: "canary", rollWithTag: true },
            },
        };
        const tags = { ...halfWay["meshwright:tags"], canary: "1-30-5" };
        const [there, back] = [await run(rolling), await run({ ...rolling, "meshwright:tags": tags })];
        const was = new Map(there.map((each) => [shown(each), JSON.stringify(each.inputs)]));
        const changed = back
            .filter((each) => each.type.startsWith("kubernetes:apps/"))
            .filter((each) => was.get(shown(each)) !== JSON.stringify(each.inputs));
        expect(changed.map(shown).sort()).to.deep.equal([
            "Deployment users/notifications",
            "Deployment users/user-service",
            "Deployment users/user-service-v2",
        ]);
    });
});
