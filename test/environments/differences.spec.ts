import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";

const root = join(__dirname, "..", "..");
const configOf = (stack: string) =>
    (parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as { readonly config: object }).config;

/** In what environments may differ, and why; `*` is one name. Everything else is the mesh's, and the same everywhere. */
const allowed: Readonly<Record<string, RegExp>> = {
    "the name of the environment, and with it the presets": /^environment$/,
    "size of the control plane": /^controlPlane\.(replicas|maxReplicas|resources)/,
    "size of gateways": /^gateways\.[^.]+\.(replicas|maxReplicas|resources|minReplicas)/,
    "whether plain text from outside is redirected": /^gateways\.[^.]+\.redirectToHttps$/,
    "hosts, and who certifies them": /^publicHosts\.[^.]+\.(hostname|certificate)/,
    authorities: /^issuers\./,
    "whether experiments may run": /^experimentsAllowed$/,
    "replicas of the rate-limit service": /^rateLimitService\.replicas$/,
    "the cluster's name in spans": /^observability\.cluster$/,
    "how many requests are traced": /^observability\.sampling/,
    "which requests are logged": /^observability\.accessLog$/,
    "where user interfaces are reached": /^observability\.links\./,
    "sizes, retention and storage of what watches":
        /^observability\.(collector|jaeger|prometheus|loki|grafana|kiali|alertmanager)\.(replicas|tailSampling|retention|size|storage|resources)/,
    "who is called at night": /^observability\.alertmanager\.(receivers|routes)\./,
    "credentials of what is measured, by the name of their Secret":
        /^observability\.exporters\.[^.]+\.[^.]+\.secret$/,
    "stage of a namespace, and its date": /^namespaces\.[^.]+\.(stage|until|tag)$/,
    "replicas, sizes and versions of workloads":
        /^namespaces\.[^.]+\.workloads\.[^.]+\.(replicas|resources|versions|image|version)/,
    "weights between versions": /^namespaces\.[^.]+\.services\.[^.]+\.(weights|mirror)/,
    experiments: /^namespaces\.[^.]+\.experiments\./,
    "where stores are": /^stores\.[^.]+\.host$/,
};

/** Paths of all leaves that are not the same; what one side lacks counts leaf by leaf. */
function differing(left: unknown, right: unknown, path: string): readonly string[] {
    if (!isTree(left) && !isTree(right)) {
        return left === right ? [] : [path];
    }
    const [ours, theirs] = [isTree(left) ? left : {}, isTree(right) ? right : {}];
    const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
    return [...keys].flatMap((key) =>
        differing(ours[key], theirs[key], path === "" ? key : `${path}.${key}`),
    );
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null;
}

describe("the stack files of the environments", () => {
    const paths = differing(configOf("dev"), configOf("prod"), "").map((path) =>
        path.replaceAll("meshwright:", ""),
    );

    it("differ in nothing but what makes an environment", () => {
        const reasons = Object.values(allowed);
        expect(paths.filter((path) => !reasons.some((each) => each.test(path)))).to.deep.equal([]);
        expect(paths).to.have.length.above(50);
    });

    it("differ where the requirements say so: sampling, logs, sizes, hosts, authorities, stages", () => {
        const [dev, prod] = ["dev", "prod"].map((stack) => configOf(stack) as Record<string, never>);
        expect(dev?.["meshwright:observability"]).to.include({ sampling: 100, cluster: "vertice-dev" });
        const sampling = prod?.["meshwright:observability"]?.["sampling"] as unknown as {
            readonly percent: number;
        };
        expect(sampling.percent).to.be.within(1, 10);
        for (const path of ["publicHosts.api.hostname", "controlPlane.replicas", "observability.accessLog"]) {
            expect(paths).to.include(path);
        }
    });

    it("have the same namespaces, revisions and tags to begin with, and no word about edges", () => {
        for (const key of ["namespaces", "publicHosts", "stores", "gateways", "tags"]) {
            const [dev, prod] = ["dev", "prod"].map((stack) =>
                Object.keys((configOf(stack) as Record<string, object>)[`meshwright:${key}`] ?? {}).sort(),
            );
            expect(prod, key).to.deep.equal(dev);
        }
    });
});
