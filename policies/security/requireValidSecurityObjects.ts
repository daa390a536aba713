import { validityRule } from "../schema/validity";

export const requireValidSecurityObjects = validityRule({
    id: "V-01",
    name: "meshwright-security-require-valid-security-objects",
    displayName: "Require valid objects of security.istio.io",
    objects: "Objects of security.istio.io",
    groups: ["security.istio.io"],
});
