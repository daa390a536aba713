import { changedLeaves, leavesInWords } from "../objects/leaves";
import { enumerated } from "../objects/names";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import { type DestinationRule, destinationRules, hostAt, ruleAt } from "./destinationRules";
import { knownHosts, staysKnown } from "./knownHosts";
import { seersMoved } from "./ruleSeers";
import { inWordsOf } from "./sameValue";

/** What callers do with a host: pools, ejection, balancing and versions; TLS is told of where encryption is. */
export function destinationChanges(before: Side, after: Side): readonly Statement[] {
    const [left, right] = [destinationRules(before), destinationRules(after)];
    const [knew, knows] = [knownHosts(before), knownHosts(after)];
    return [...new Set([...right.keys(), ...left.keys()])].flatMap((host) => {
        const [was, is] = [ruleAt(left, host), ruleAt(right, host)];
        // A host that comes or goes is told of where its calls are.
        const what =
            was !== undefined && is !== undefined
                ? leavesBetween(was, is)
                : staysKnown(hostAt(host), knew, knows)
                  ? defaultsInWords(was, is)
                  : "";
        const sentences = [
            ...(what === "" ? [] : [`calls to ${host}${what}`]),
            ...(is === undefined ? [] : seenOrNot(host, is, before, after)),
        ];
        return sentences.map((each) => changes("traffic", each));
    });
}

/** Of those callers alone whose proxies are no longer told of the rule, or are only now. */
function seenOrNot(host: string, rule: DestinationRule, before: Side, after: Side): readonly string[] {
    const { gained, lost } = seersMoved("DestinationRule", host, before, after);
    const said = (namespaces: readonly string[], what: string): readonly string[] =>
        namespaces.length === 0 || what === ""
            ? []
            : [`calls of ${enumerated(namespaces)} to ${host}${what}`];
    return [
        ...said(lost, defaultsInWords(rule, undefined)),
        ...said(gained, defaultsInWords(undefined, rule)),
    ];
}

function leavesBetween(was: DestinationRule, is: DestinationRule): string {
    const [old, now] = [settingsOf(was, is), settingsOf(is, was)];
    const leaves = changedLeaves(old, inWordsOf(old, now)).filter(({ path }) => !isAboutTls(path));
    return leaves.length === 0 ? "" : `: ${leavesInWords(leaves)}`;
}

export function isAboutTls(path: string): boolean {
    return /(^|\.)tls(\.|$)/.test(path);
}

function defaultsInWords(was: DestinationRule | undefined, is: DestinationRule | undefined): string {
    const { trafficPolicy = {} } = was ?? is ?? {};
    const fields = Object.keys(trafficPolicy).filter(
        (each) => each !== "tls" && each !== "portLevelSettings",
    );
    const ports = (trafficPolicy.portLevelSettings ?? []).flatMap(({ port: _port, ...rest }) =>
        Object.keys(rest),
    );
    const names = [...new Set([...fields, ...ports.filter((each) => each !== "tls")])].sort();
    const [are, defaults] = names.length === 1 ? ["is", "default"] : ["are", "defaults"];
    return names.length === 0
        ? ""
        : is === undefined
          ? ` go by no rule now: ${enumerated(names, 9)} ${are} Istio's ${defaults}`
          : ` go by a rule now: ${enumerated(names, 9)} ${are} no longer Istio's ${defaults}`;
}

/** A subset that comes or goes is told of by the share of requests it gets; settings by their names alone. */
export function settingsOf(
    { subsets = [], trafficPolicy, ...rest }: DestinationRule,
    other: DestinationRule,
): object {
    const shared = subsets.filter(({ name }) => other.subsets?.some((each) => each.name === name));
    return { ...rest, ...trafficPolicy, subsets: shared };
}
