import { istioVersion } from "../tools";

/** What the lab changes of a stack file, and nothing else: where things are and which Istio can be had. */
export interface LabFacts {
    readonly kubeconfig: string;
    readonly charts: string;
    /** ISO date until which the lab's exceptions hold. */
    readonly until: string;
}

type Config = Readonly<Record<string, unknown>>;

/** The revision that stands for every revision a stack file declares: the lab has one istiod to run. */
export const labRevision = istioVersion.replaceAll(".", "-");

/**
 * The lab's reasoned exceptions to the security floor, printed by `up`. They excuse the version of a throw-away
 * control plane that serves loopback; they are never written to the user's own stack file.
 */
export function labExceptions(until: string) {
    return [
        {
            rule: "istio-security-floor",
            reason: `Istio ${istioVersion} is the newest that can be built from Go modules; the lab serves this machine only`,
            until,
        },
    ];
}

/** The `config` section of a stack file as the lab runs it. */
export function overrideForLab(config: Config, facts: LabFacts): Config {
    const tags = Object.keys(asRecord(config["meshwright:tags"]));
    const exceptions = config["meshwright:exceptions"];
    const certManager = asRecord(config["meshwright:certManager"]);
    return {
        ...config,
        "meshwright:cluster": { kubeconfig: facts.kubeconfig, client: { qps: 2000, burst: 4000 } },
        "meshwright:charts": { folder: facts.charts },
        "meshwright:revisions": { [labRevision]: { version: istioVersion } },
        "meshwright:tags": Object.fromEntries(tags.map((tag) => [tag, labRevision])),
        "meshwright:exceptions": [
            ...(Array.isArray(exceptions) ? exceptions : []),
            ...labExceptions(facts.until),
        ],
        // What exists on the user's cluster does not exist in a lab.
        ...(certManager["install"] === false
            ? { "meshwright:certManager": { ...certManager, install: true } }
            : {}),
    };
}

function asRecord(value: unknown): Config {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Config) : {};
}
