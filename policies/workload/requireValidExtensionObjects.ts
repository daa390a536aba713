import { validityRule } from "../schema/validity";

export const requireValidExtensionObjects = validityRule({
    id: "V-04",
    name: "meshwright-workload-require-valid-extension-objects",
    displayName: "Require valid objects of extensions.istio.io",
    objects: "Objects of extensions.istio.io",
    groups: ["extensions.istio.io"],
});
