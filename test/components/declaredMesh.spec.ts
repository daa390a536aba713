import { expect } from "chai";
import { type DeclaredMeshArgs, declaredMesh } from "../../components/declaredMesh";

const service = {
    workload: "prices",
    ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
    operations: { read: { methods: ["GET"], paths: ["/prices/*"] } },
    accepts: [{ from: "web", operations: ["read"] }],
};
const shop = {
    namespace: "shop",
    owners: ["team-shop"],
    workloads: { web: { selector: { app: "web" } }, prices: { selector: { app: "prices" } } },
    services: { prices: service },
    calls: [{ from: "web", service: "prices", operations: ["read"] }],
};
const args: DeclaredMeshArgs = {
    catalog: { shop },
    namespaces: { shop: { stage: "enforced" } },
    revisions: { "1-31-1": { version: "1.31.1" } },
    tags: { default: "1-31-1", stable: "1-31-1" },
};

describe("the objects of a catalogue in a program of one's own", () => {
    it("let in whom the catalogue names, and close the namespace to everybody else", () => {
        const policies = (declaredMesh(args).namespaces["shop"] ?? []).filter(
            ({ kind }) => kind === "AuthorizationPolicy",
        );
        expect(policies.map(({ metadata }) => metadata.name)).to.deep.equal(["prices", "default-deny"]);
        expect(JSON.stringify(policies[0]?.spec)).to.include("cluster.local/ns/shop/sa/web");
    });

    it("close the mesh only when every namespace is enforced", () => {
        const audited = { shop: { stage: "audit", until: "2099-01-01" } } as const;
        expect(declaredMesh({ ...args, namespaces: audited }).platform).to.deep.equal([]);
        expect(declaredMesh(args).platform.map(({ kind }) => kind)).to.include("PeerAuthentication");
    });

    it("name callers by the trust domain, and lie in the root namespace, that the mesh has", () => {
        const mesh = declaredMesh({ ...args, trustDomain: "corp.example", rootNamespace: "istio" });
        expect(JSON.stringify(mesh.namespaces)).to.include("corp.example/ns/shop/sa/web");
        expect(new Set(mesh.platform.map(({ metadata }) => metadata.namespace))).to.deep.equal(
            new Set(["istio"]),
        );
    });

    it("are refused with everything that is wrong, each with its path", () => {
        const wrong = {
            ...shop,
            owners: [],
            calls: [{ from: "web", service: "price", operations: ["read"] }],
        };
        expect(() => declaredMesh({ ...args, catalog: { shop: wrong } })).to.throw(
            /^the catalogue cannot be deployed:\n {2}1\. shop: owners.*\n {2}2\. shop: calls\[0\]\.service/,
        );
    });

    it("are refused where a namespace stands nowhere, passes without an end, or follows a tag that is not there", () => {
        const wrong = {
            shop: { stage: "strict", tag: "stabel" },
            bank: { stage: "audit" },
            till: { stage: "enforced", until: "2099-01-01" },
            yard: { stage: "off", tag: "gone" },
        } as unknown as DeclaredMeshArgs["namespaces"];
        const catalog = Object.fromEntries(
            Object.keys(wrong).map((namespace) => [
                namespace,
                { namespace, owners: ["us"], workloads: { web: { selector: { app: "web" } } } },
            ]),
        );
        expect(() => declaredMesh({ ...args, catalog, namespaces: wrong })).to.throw(
            [
                "the catalogue cannot be deployed:",
                '  1. namespaces.shop.stage: "strict" is no stage; write one of off, observed, audit, enforced',
                '  2. namespaces.shop.tag: unknown tag "stabel" (did you mean "stable"?); known: default, stable',
                '  3. namespaces.bank.until: missing; the stage audit lets calls through that enforced would refuse, so say until when: "YYYY-MM-DD"',
                "  4. namespaces.till.until: only the stages observed and audit end on a date, this is enforced; remove it",
            ].join("\n"),
        );
    });

    it("need a control plane, whose versions say what may be used", () => {
        expect(() => declaredMesh({ ...args, revisions: {} })).to.throw(
            'no control plane is named; write revisions: { "1-31-1": { version: "1.31.1" } }',
        );
    });
});
