import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "@kubernetes/client-node";
import { expect } from "chai";
import { parse, parseAllDocuments } from "yaml";
import { labRevision } from "../../../lab/deploy/overrides";
import { silentReporter } from "../../../lab/reporter";
import { ensureTools, toolNames } from "../../../lab/tools";
import { at, type Block } from "../../docs/documents";
import { everythingIsInForce } from "../admission/lastWritten";
import { type Checkout, checkoutOf } from "../documents/checkout";
import { labBlocks } from "../documents/labBlocks";
import { runBlock } from "../documents/runBlock";
import { refusalOf } from "../support/objects";
import type { TestLab } from "../support/testLab";

/** Labels of the alert that a runbook is opened for, as its blocks take them. */
const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "docs/runbooks/certificates.md": { NAMESPACE: "istio-ingress", NAME: "api" },
    "docs/runbooks/control-plane.md": { REVISION: labRevision },
    "docs/runbooks/revisions.md": { REVISION: labRevision },
    "docs/runbooks/security.md": { NAMESPACE: "orders" },
};

/** Blocks of the documents that want a mesh, as they are written, in a checkout of which this is the mesh. */
export function describeDocuments(lab: TestLab, place: "dev" | "prod"): void {
    let checkout: Checkout;
    let kubectlProgram: string;
    before(async () => {
        const tools = await ensureTools([...toolNames, "kubectl"], silentReporter);
        const programOf = (name: "istioctl" | "kubectl") => tools.get(name)?.path ?? name;
        kubectlProgram = programOf("kubectl");
        const programs = [programOf("istioctl"), kubectlProgram];
        checkout = checkoutOf(join(lab.folder, `checkout-${place}`), await lab.pulumi(), programs);
    });
    const kubectl = (...words: readonly string[]) =>
        execFileSync(kubectlProgram, words, {
            cwd: checkout.folder,
            env: checkout.environment,
            encoding: "utf8",
        });

    for (const block of labBlocks(place)) {
        it(`runs as it is written: ${at(block)}`, async () => {
            const environment = { ...checkout.environment, ...labels[block.document] };
            try {
                expect(await runBlock(block, { ...checkout, environment })).to.not.equal("");
            } finally {
                if (block.text.includes("kubectl apply")) {
                    // What follows in this lab is not written for it.
                    const kinds = "validatingadmissionpolicies,validatingadmissionpolicybindings";
                    kubectl("delete", kinds, "-l", "meshwright.io/policy-pack=admission", "--wait=false");
                    await everythingIsInForce(lab.kubernetes);
                }
            }
        });
    }

    for (const block of labBlocks(place, "yaml")) {
        it(`is taken by an API server: ${at(block)}`, async () => {
            const objects = isKustomization(block)
                ? kustomized(block)
                : [parse(block.text) as KubernetesObject];
            for (const object of objects) {
                expect(await refusalOf(lab.kubernetes, object)).to.equal(undefined);
            }
        });
    }

    /** What Kustomize makes of the block beside the policies it speaks of, where it changes something of each binding. */
    function kustomized(block: Block): readonly KubernetesObject[] {
        const { folder, environment } = checkout;
        const script = "npm run -s policy:admission -- --env prod > policies.yaml";
        execFileSync("sh", ["-ec", script], { cwd: folder, env: environment });
        writeFileSync(join(folder, "kustomization.yaml"), block.text);
        const made = parseAllDocuments(kubectl("kustomize", ".")).map(
            (each) => each.toJS() as KubernetesObject,
        );
        const bindings = made.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
        expect(bindings).to.have.length.above(10);
        const selector = { matchLabels: { "meshwright.io/mesh": "enabled" } };
        for (const { spec } of bindings as readonly { readonly spec?: object }[]) {
            expect(spec)
                .to.have.nested.property("matchResources.namespaceSelector")
                .that.deep.equals(selector);
        }
        return bindings.slice(0, 1);
    }
}

function isKustomization({ text }: Block): boolean {
    return text.startsWith("# kustomization.yaml");
}
