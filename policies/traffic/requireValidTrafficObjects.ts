import { validityRule } from "../schema/validity";

export const requireValidTrafficObjects = validityRule({
    id: "V-02",
    name: "meshwright-traffic-require-valid-traffic-objects",
    displayName: "Require valid objects of networking.istio.io",
    objects: "Objects of networking.istio.io",
    groups: ["networking.istio.io"],
});
