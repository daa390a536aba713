import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { labRevision } from "../../../lab/deploy/overrides";
import { istioVersion } from "../../../lab/tools";
import { expectGolden, goldenLines } from "../../support/golden";
import { program } from "../support/command";
import { type StackResource, stackResources, withoutRevision } from "../support/stackState";
import type { TestLab } from "../support/testLab";

/** Default providers are made by the engine for itself; it does not count them either. */
const enginesOwn = /::(pulumi:providers:[^:]+)::default(_|$)/;

/** What `npm run up` says and what then stands in the stack's state. `first` is what the first run printed. */
export function describeDeployment(lab: TestLab, first: () => string): void {
    const golden = `urns.${lab.stack}.txt`;
    let resources: readonly StackResource[];

    before(async () => {
        resources = await stackResources(await lab.pulumi());
    });

    it("ends with a summary that names revision, tags, namespaces and who may call whom", () => {
        const printed = first();
        expect(printed).to.contain(`The ${lab.stack} mesh is up and healthy.`);
        expect(printed).to.contain(
            `Istio ${istioVersion} as revision ${labRevision}; tags default → ${labRevision}, gateways → ${labRevision}, stable → ${labRevision}`,
        );
        const namespaces = readdirSync(join(program, "catalog")).map((file) => file.replace(/\.yaml$/, ""));
        expect(namespaces).to.have.length.greaterThan(5);
        for (const namespace of namespaces) {
            expect(printed).to.match(new RegExp(`^ {2}${namespace} +(off|audit until|enforced) `, "m"));
        }
        expect(printed).to.contain("Who may call whom; everything else is refused\n");
        expect(printed).to.contain(
            "\n  orders/orders may POST /charges and /refunds on orders/payments:8080\n",
        );
        expect(printed).to.match(/npm run down.* {2}destroy the stack and stop everything/);
    });

    it("prints the exception that lets the lab run an Istio below the security floor, with reason and end", () => {
        expect(first()).to.match(
            new RegExp(
                `^Exceptions in force\n {2}istio-security-floor until \\d{4}-\\d{2}-\\d{2}: Istio ${istioVersion} is the newest`,
                "m",
            ),
        );
    });

    it("finds nothing to report with istioctl analyze before it ends", () => {
        expect(first()).to.contain("istioctl analyze: nothing to report");
    });

    it("creates exactly the golden resources, those of the charts included", () => {
        const own = resources.flatMap(({ urn }) => enginesOwn.exec(urn)?.[1] ?? []);
        expect(own, "what the engine adds by itself").to.have.members([
            "pulumi:providers:pulumi",
            "pulumi:providers:kubernetes-cert-manager",
            "pulumi:providers:random",
        ]);
        expectGolden(
            golden,
            resources.filter(({ urn }) => !enginesOwn.test(urn)).map(({ urn }) => withoutRevision(urn)),
        );
        expect(first()).to.contain(`Resources: ${goldenLines(golden).length} created\n`);
    });

    it("gives every webhook of every configuration the failure policy Fail", () => {
        const webhooks = resources
            .filter(({ type }) => /:(Mutating|Validating)WebhookConfiguration$/.test(type))
            .flatMap(webhooksOf);
        expect(webhooks.sort()).to.deep.equal(
            [
                "istio-revision-tag-default/namespace.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-default/object.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-default/rev.namespace.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-default/rev.object.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-gateways/rev.namespace.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-gateways/rev.object.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-stable/rev.namespace.sidecar-injector.istio.io: Fail",
                "istio-revision-tag-stable/rev.object.sidecar-injector.istio.io: Fail",
                "istio-sidecar-injector-{revision}/rev.namespace.sidecar-injector.istio.io: Fail",
                "istio-sidecar-injector-{revision}/rev.object.sidecar-injector.istio.io: Fail",
                "istio-validator-{revision}-istio-system/rev.validation.istio.io: Fail",
                "istiod-default-validator/validation.istio.io: Fail",
            ].sort(),
        );
    });

    it("attaches to the running lab when run again, and every golden resource is unchanged", async () => {
        const again = await lab.up();
        expect(again).to.match(/✓ already runs at https:\/\/127\.0\.0\.1:\d+/);
        expect(again).to.contain(`Resources: ${goldenLines(golden).length} unchanged\n`);
    });
}

function webhooksOf({ inputs }: StackResource): string[] {
    const { metadata, webhooks } = inputs as {
        metadata: { name: string };
        webhooks: readonly { name: string; failurePolicy?: string }[];
    };
    return webhooks.map(
        ({ name, failurePolicy }) => `${withoutRevision(metadata.name)}/${name}: ${failurePolicy}`,
    );
}
