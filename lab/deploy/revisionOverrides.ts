import type { IstioRelease } from "../tools";
import { type LabRevision, labRevisions, releaseFor } from "./labNames";
import { asMap, type StackConfig } from "./stackConfig";

/** The releases of Istio that a stack needs: those it runs, and those whose CRDs stay when their revision is gone. */
export function releasesOf(config: StackConfig): readonly IstioRelease[] {
    const names = namesOf(config);
    const needed = [...revisionsIn(config).keys(), ...retiredIn(config)];
    return [...new Set(needed.flatMap((name) => names.get(name)?.release ?? []))];
}

/** The keys of a stack file that name revisions or versions of Istio, as the lab can run them. */
export function overrideRevisions(config: StackConfig): StackConfig {
    const names = namesOf(config);
    const labName = (name: string) => names.get(name)?.name ?? name;
    const running = [...revisionsIn(config).keys()].flatMap((name) => names.get(name) ?? []);
    const tags = Object.entries(asMap(config["meshwright:tags"]));
    const removals = Object.entries(asMap(config["meshwright:removals"]));
    const cni = asMap(config["meshwright:cni"]);
    return {
        "meshwright:revisions": Object.fromEntries(
            running.map(({ name, release }) => [name, { version: release.version }]),
        ),
        "meshwright:tags": Object.fromEntries(
            tags.map(([tag, revision]) => [tag, typeof revision === "string" ? labName(revision) : revision]),
        ),
        ...("meshwright:retired" in config ? { "meshwright:retired": retiredIn(config).map(labName) } : {}),
        ...("meshwright:removals" in config
            ? {
                  "meshwright:removals": Object.fromEntries(
                      removals.map(([name, why]) => [labName(name), why]),
                  ),
              }
            : {}),
        ...(typeof cni["version"] === "string"
            ? { "meshwright:cni": { ...cni, version: releaseFor(cni["version"]).version } }
            : {}),
    };
}

function namesOf(config: StackConfig): ReadonlyMap<string, LabRevision> {
    const tags = asMap(config["meshwright:tags"]);
    const removals = Object.keys(asMap(config["meshwright:removals"])).filter((name) => !(name in tags));
    return labRevisions({ revisions: revisionsIn(config), past: [...retiredIn(config), ...removals] });
}

function revisionsIn(config: StackConfig): ReadonlyMap<string, string> {
    return new Map(
        Object.entries(asMap(config["meshwright:revisions"])).map(([name, revision]) => [
            name,
            String(asMap(revision)["version"]),
        ]),
    );
}

function retiredIn(config: StackConfig): readonly string[] {
    const retired = config["meshwright:retired"];
    return Array.isArray(retired) ? retired.filter((name) => typeof name === "string") : [];
}
