import { expect } from "chai";
import { parse } from "yaml";
import { withoutIstiod } from "../../lab/cluster/kwokStages";

const stage = (kind: string) => `apiVersion: kwok.x-k8s.io/v1alpha1
kind: Stage
spec:
  resourceRef: { apiGroup: v1, kind: ${kind} }
  selector:
    matchExpressions:
    - key: '.metadata.deletionTimestamp'
      operator: 'Exists'
  next:
    delete: true
`;

describe("kwok's stages", () => {
    it("leave istiod's pods to the lab, in addition to what each stage selects", () => {
        expect(parse(withoutIstiod(stage("Pod"))).spec.selector.matchExpressions).to.deep.equal([
            { key: ".metadata.deletionTimestamp", operator: "Exists" },
            { key: ".metadata.labels.app", operator: "NotIn", values: ["istiod"] },
        ]);
    });

    it("play nodes unchanged", () => {
        expect(parse(withoutIstiod(stage("Node")))).to.deep.equal(parse(stage("Node")));
    });
});
