/** A block that nothing here can run. */
export interface Elsewhere {
    readonly document: string;
    /** Its first line. */
    readonly begins: string;
    readonly because: string;
}

/** In the order of the documents. Each is a promise that somebody has to keep by hand: let there be few. */
export const elsewhere: readonly Elsewhere[] = [
    {
        document: "README.md",
        begins: "npm run up      # a real Istio control plane and the whole dev stack, on this machine",
        because: "they are what CI itself does: its lab begins with the first, and it runs the second",
    },
    {
        document: "docs/getting-started.md",
        begins: "npm run up",
        because: "the lab of the tests begins with the one and ends with the other",
    },
    {
        document: "docs/guides/packages.md",
        begins: "pulumi package add ../meshwright/components",
        because:
            "the lab's host for Node is older than its engine and cannot link what is generated; " +
            "test/lab/otherLanguages.spec.ts takes the components as the generated code does",
    },
    {
        document: "docs/guides/packages.md",
        begins: "cd dist/policies && npm install && pulumi policy publish acme",
        because: "only Pulumi Cloud takes it; test/lab/policyPublish.spec.ts publishes to a stand-in",
    },
    {
        document: "docs/guides/releases.md",
        begins: "PULUMI_K8S_ENABLE_PATCH_FORCE=true pulumi up --refresh",
        because: "test/lab/suites/describeForeignWeights.ts runs it on weights that a controller wrote",
    },
    {
        document: "docs/guides/security.md",
        begins: "kubectl logs -n consciousness -l app=thalamus -c istio-proxy --tail -1 |",
        because:
            "no container runs in the lab, so there is no log; the second half is in docs/guides/access.md",
    },
];
