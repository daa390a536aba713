import { expect } from "chai";
import { defaultValidator } from "../../components/istio/defaultValidator";
import { tagService, tagWebhookConfiguration } from "../../components/istio/tagWebhooks";
import { type IstioRelease, istioReleases } from "../../lab/tools";
import { type Differences, differences } from "./support/differences";
import { type RenderedObject, renderedChart } from "./support/renderedChart";
import { storedService, storedWebhooks } from "./support/serverDefaults";

const rootNamespace = "istio-system";

/** Whom an object belongs to; nothing in Istio selects by these, and ours belong to no Helm release. */
function helmLabels({ version }: IstioRelease, releaseName: string, chart: string): Differences {
    const theirs: Readonly<Record<string, string>> = {
        "app.kubernetes.io/instance": releaseName,
        "app.kubernetes.io/name": "istiod",
        "app.kubernetes.io/part-of": "istio",
        "app.kubernetes.io/version": version,
        "helm.sh/chart": `${chart}-${version}`,
    };
    return {
        "metadata.labels[app.kubernetes.io/managed-by]": ["meshwright", "Helm"],
        ...Object.fromEntries(
            Object.entries(theirs).map(([key, value]) => [`metadata.labels[${key}]`, [undefined, value]]),
        ),
    };
}

/** What the installer marks beside: the release again, and the resource of an operator, which nobody has. */
const installerLabels = (releaseName: string): Differences => ({
    "metadata.labels.release": [undefined, releaseName],
    "metadata.labels[install.operator.istio.io/owning-resource]": [undefined, "unknown"],
});

for (const release of istioReleases) {
    const revision = release.version.replaceAll(".", "-");
    const releaseName = `istiod-${revision}`;

    describe(`typed objects of a tag beside the istiod chart of ${release.version}`, () => {
        let objects: readonly RenderedObject[];
        before(async () => {
            const values = { revision, revisionTags: ["canary", "default"] };
            objects = await renderedChart(release, "istiod", releaseName, values);
        });
        const expected = { ...helmLabels(release, releaseName, "istiod"), ...installerLabels(releaseName) };

        for (const tag of ["canary", "default"]) {
            it(`have the webhooks of the chart for the tag ${tag}, field by field, but for labels of its owner`, () => {
                const ours = tagWebhookConfiguration({ tag, revision, rootNamespace });
                const theirs = named(objects, "MutatingWebhookConfiguration", ours.metadata.name);
                expect(differences(storedWebhooks(ours), storedWebhooks(theirs))).to.deep.equal(expected);
            });

            it(`have the Service of the chart for the tag ${tag}, field by field, but for labels of its owner`, () => {
                const ours = tagService({ tag, revision, rootNamespace });
                const theirs = named(objects, "Service", ours.metadata.name);
                expect(differences(storedService(ours), storedService(theirs))).to.deep.equal(expected);
            });
        }

        it("are all that the chart makes for tags", () => {
            const tagged = objects.filter(({ metadata }) => metadata.name.includes("revision-tag"));
            expect(tagged.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).to.deep.equal([
                "MutatingWebhookConfiguration istio-revision-tag-canary",
                "MutatingWebhookConfiguration istio-revision-tag-default",
                "Service istiod-revision-tag-canary",
                "Service istiod-revision-tag-default",
            ]);
        });
    });

    describe(`the typed default validator beside the charts of ${release.version}`, () => {
        const ours = { kind: "ValidatingWebhookConfiguration", ...defaultValidator(revision, rootNamespace) };
        const beside = async (chart: string, values: object) => {
            const objects = await renderedChart(release, chart, `istio-${chart}`, values);
            const theirs = named(objects, ours.kind, ours.metadata.name);
            return differences(storedWebhooks(ours), storedWebhooks(theirs));
        };

        it("is that of the base chart that fails closed, but for labels of its owner", async () => {
            const values = { defaultRevision: revision, base: { validationFailurePolicy: "Fail" } };
            expect(await beside("base", values)).to.deep.equal({
                ...helmLabels(release, "istio-base", "base"),
                "metadata.labels.release": [undefined, "istio-base"],
            });
        });

        it("judges more than that of the default chart and never lets pass what nobody judged", async () => {
            expect(await beside("default", { revision })).to.deep.equal({
                ...helmLabels(release, "istio-default", "istio-default"),
                // For `istioctl tag remove default`; ours moves with the update of the tag.
                "metadata.labels[operator.istio.io/component]": [undefined, "Pilot"],
                "metadata.labels[istio.io/tag]": [undefined, "default"],
                // Theirs starts open until istiod closes it: ours comes when istiod answers, so it starts closed.
                "webhooks.0.failurePolicy": ["Fail", "Ignore"],
                // Theirs leaves objects with a revision label to that revision's own validator, and those of a revision
                // that is not there to nobody; ours is the base chart's, which judges them all.
                "webhooks.0.objectSelector": [
                    undefined,
                    { matchExpressions: [{ key: "istio.io/rev", operator: "DoesNotExist" }] },
                ],
            });
        });
    });
}

function named(objects: readonly RenderedObject[], kind: string, name: string): RenderedObject {
    const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
    if (found === undefined) {
        throw new Error(`the chart makes no ${kind} ${name}`);
    }
    return found;
}
