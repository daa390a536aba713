import { expect } from "chai";
import { deletedAtOnce } from "../../components/istio/deletedAtOnce";

describe("metadata of a registered object", () => {
    const metadata = {
        name: "orders",
        namespace: "shop",
        annotations: { "meshwright.io/until": "2027-01-31" },
    };

    for (const apiVersion of [
        "security.istio.io/v1",
        "networking.istio.io/v1",
        "networking.istio.io/v1alpha3",
    ]) {
        it(`lets ${apiVersion} be deleted without an update that a validator would have to judge`, () => {
            expect(deletedAtOnce({ apiVersion, kind: "Any", metadata })).to.deep.equal({
                ...metadata,
                annotations: {
                    "meshwright.io/until": "2027-01-31",
                    "pulumi.com/deletionPropagationPolicy": "background",
                },
            });
        });
    }

    for (const apiVersion of ["v1", "apps/v1", "networking.k8s.io/v1", "cert-manager.io/v1"]) {
        it(`leaves ${apiVersion} alone: its deletion waits for what depends on it`, () => {
            expect(deletedAtOnce({ apiVersion, kind: "Any", metadata })).to.equal(metadata);
        });
    }
});
