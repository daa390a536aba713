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
        const namespaces = {
            shop: { stage: "strict" },
            hall: { stage: "enforced", tag: "stabel" },
            bank: { stage: "audit" },
            till: { stage: "enforced", until: "2099-01-01" },
            yard: { stage: "off", tag: "gone" },
            lane: null,
            desk: { stage: "observed", until: "2099-02-30", deploy: "yes" },
        };
        expect(problemsOf({ namespaces })).to.deep.equal([
            'namespaces.desk.until: "2099-02-30" is not a date; write YYYY-MM-DD, in quotes',
            'namespaces.desk.deploy: must be true or false, got "yes"',
            "namespaces.lane: must be a map such as { stage: enforced }, got nothing",
            'namespaces.shop.stage: must be one of off, observed, audit, enforced, got "strict"',
            'namespaces.bank.until: missing; the stage audit lets calls through that enforced would refuse, so say until when: "YYYY-MM-DD"',
            'namespaces.hall.tag: unknown tag "stabel" (did you mean "stable"?); known: default, stable',
            "namespaces.till.until: only the stages observed and audit end on a date, this is enforced; remove it",
        ]);
    });

    it("are refused where a tag leads nowhere or a version is none, whatever else is wrong", () => {
        const wrong = {
            revisions: { "1-31-1": { version: "latest" }, "1-30-5": null },
            tags: { default: "1-31-1", old: "1-30-5", stable: "1-30-0", none: 1 },
            trustDomain: "a b*",
            rootNamespace: "Istio",
            stores: { cache: "redis.example.com" },
        };
        expect(problemsOf(wrong)).to.deep.equal([
            'stores.cache: must be a map such as { host: redis.example.com }, got "redis.example.com"',
            "revisions.1-30-5: must be a map such as { version: 1.31.1 }, got nothing",
            'revisions.1-31-1.version: "latest" is not an exact release; write major.minor.patch, such as "1.31.1"',
            "tags.none: must be the name of a revision, got the number 1; put it in quotes if it is meant as text",
            'rootNamespace: "Istio" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit',
            'trustDomain: "a b*" is not a trust domain; write lower-case letters, digits, "-" and ".", as in "cluster.local"',
            'tags.stable: unknown revision "1-30-0" (did you mean "1-30-5"?); known: 1-30-5, 1-31-1',
        ]);
    });

    it("are refused for what is wrong beside the catalogue and in it at once", () => {
        const catalog = { shop: { ...shop, owners: [] } };
        for (const trustDomain of ["a b*", 7]) {
            const told = problemsOf({ catalog, trustDomain }).map((each) => each.split(" ")[0]);
            expect(told).to.deep.equal(["trustDomain:", "shop:"]);
        }
    });

    it("are refused where the catalogue is none, with what else is wrong", () => {
        const told = (catalog: unknown) => problemsOf({ catalog, trustDomain: 7 });
        const [none, list] = [told(null), told([shop])];
        const must = "catalog: must be a map from the names of files to what they hold, got ";
        expect(none[0]).to.equal(`${must}nothing`);
        expect(list[0]).to.equal(`${must}a list`);
        expect([none, list].map((each) => each[1]?.split(" ")[0])).to.deep.equal([
            "trustDomain:",
            "trustDomain:",
        ]);
    });

    it("need a control plane, whose versions say what may be used", () => {
        expect(problemsOf({ revisions: {} })).to.deep.equal([
            'revisions: no control plane is named; write a map such as { "1-31-1": { version: "1.31.1" } }',
        ]);
    });

    it("are the same where a program of another language hands over what it left out", () => {
        const left = { stores: undefined, trustDomain: undefined, rootNamespace: undefined };
        const namespaces = { shop: { stage: "enforced", until: undefined } };
        const mesh = declaredMesh({ ...args, ...left, namespaces } as unknown as DeclaredMeshArgs);
        expect(mesh).to.deep.equal(declaredMesh(args));
    });

    /** What is told of arguments that no compiler has seen, without its numbers. */
    function problemsOf(wrong: Readonly<Record<string, unknown>>): readonly string[] {
        try {
            declaredMesh({ ...args, ...wrong } as unknown as DeclaredMeshArgs);
        } catch (error) {
            const [heading, ...lines] = (error as Error).message.split("\n");
            expect(heading).to.equal("the catalogue cannot be deployed:");
            return lines.map((line) => line.replace(/^ +\d+\. /, ""));
        }
        return [];
    }
});
