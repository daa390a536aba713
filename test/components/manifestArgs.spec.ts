import { expect } from "chai";
import { manifestsOf } from "../../components/manifestArgs";

const object = (apiVersion: string, kind: string, name: string, spec?: object) => ({
    apiVersion,
    kind,
    metadata: { name, namespace: "shop" },
    ...(spec === undefined ? {} : { spec }),
});

describe("the objects a component is given", () => {
    it("are refused where they are no list, or hold nothing, as a language without types can hand over", () => {
        for (const none of [undefined, null, "Namespace", { kind: "Namespace" }]) {
            expect(() => manifestsOf(none as unknown as readonly object[], "shop")).to.throw(
                "shop cannot register its manifests:\nmanifests is no list; pass the objects of its namespace, as declaredMesh returns them",
            );
        }
        expect(() => manifestsOf([null, undefined] as unknown as readonly object[], "shop")).to.throw(
            "manifests[0] is no Kubernetes object; it needs kind and metadata.name\nmanifests[1] is no",
        );
    });

    it("are put into the order of their phases, whatever the order of the files they come from", () => {
        const given = [
            object("apps/v1", "Deployment", "web"),
            object("security.istio.io/v1", "AuthorizationPolicy", "deny", {}),
            object("security.istio.io/v1", "AuthorizationPolicy", "web", { selector: {}, rules: [{}] }),
            object("v1", "ServiceAccount", "web"),
            { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
        ];
        expect(manifestsOf(given, "shop")).to.deep.equal([...given].reverse());
    });

    it("keep their order within a phase", () => {
        const given = [object("v1", "ServiceAccount", "b"), object("v1", "ConfigMap", "a")];
        expect(manifestsOf(given, "shop")).to.deep.equal(given);
    });

    it("are refused all at once, each with its place and what would do, before anything is registered", () => {
        const given = [
            object("v1", "ConfigMap", "fine"),
            { kind: "Service" },
            object("networking.istio.io/v1beta1", "Sidecar", "web"),
        ];
        expect(() => manifestsOf(given, "shop")).to.throw(
            [
                "shop cannot register its manifests:",
                "manifests[1] is no Kubernetes object; it needs kind and metadata.name",
                "manifests[2] (Sidecar shop/web) has apiVersion networking.istio.io/v1beta1; write networking.istio.io/v1",
            ].join("\n"),
        );
    });

    it("are refused when this package has no class for their kind, with those it has", () => {
        expect(() => manifestsOf([object("v1", "Endpoints", "web")], "shop")).to.throw(
            "manifests[0] (Endpoints shop/web) has a kind this package does not register; it knows AuthorizationPolicy, ",
        );
    });
});
