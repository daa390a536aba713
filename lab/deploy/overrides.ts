import { istioVersion } from "../tools";
import { overrideRevisions } from "./revisionOverrides";
import { asMap, type StackConfig } from "./stackConfig";

/** What the lab changes of a stack file, and nothing else: where things are and which Istio can be had. */
export interface LabFacts {
    readonly kubeconfig: string;
    /** Folder of Istio's charts, with `{version}` in its path. */
    readonly charts: string;
    /** ISO date until which the lab's exceptions hold. */
    readonly until: string;
}

/** The revision that stands for the only one of a stack, unless that is of an older minor the lab has too. */
export const labRevision = istioVersion.replaceAll(".", "-");

/**
 * The lab's reasoned exceptions to the security floor, printed by `up`. They excuse the versions of a throw-away
 * control plane that serves loopback; they are never written to the user's own stack file.
 *
 * @param versions - what the lab runs, at least one
 */
function labExceptions(until: string, versions: readonly string[]) {
    const newest =
        versions.length > 1
            ? "are the newest of their minors"
            : versions[0] === istioVersion
              ? "is the newest"
              : "is the newest of its minor";
    return [
        {
            rule: "istio-security-floor",
            reason: `Istio ${versions.join(" and ")} ${newest} that can be built from Go modules; the lab serves this machine only`,
            until,
        },
    ];
}

/** The `config` section of a stack file as the lab runs it. */
export function overrideForLab(config: StackConfig, facts: LabFacts): StackConfig {
    const overridden = overrideRevisions(config);
    const versions = Object.values(asMap(overridden["meshwright:revisions"])).map((revision) =>
        String(asMap(revision)["version"]),
    );
    const exceptions = config["meshwright:exceptions"];
    const certManager = asMap(config["meshwright:certManager"]);
    return {
        ...config,
        ...overridden,
        "meshwright:cluster": { kubeconfig: facts.kubeconfig, client: { qps: 2000, burst: 4000 } },
        "meshwright:charts": { folder: facts.charts },
        "meshwright:exceptions": [
            ...(Array.isArray(exceptions) ? exceptions : []),
            // A stack without a revision breaks no rule about versions.
            ...(versions.length === 0 ? [] : labExceptions(facts.until, [...new Set(versions)].sort())),
        ],
        // What exists on the user's cluster does not exist in a lab.
        ...(certManager["install"] === false
            ? { "meshwright:certManager": { ...certManager, install: true } }
            : {}),
    };
}
