import { load } from "js-yaml";
import type { Manifest } from "../../components/istio/types";
import type { ChangedObject } from "../objects/changedObjects";
import { enumerated } from "../objects/names";
import { changes, type Statement } from "../statement";

/** A rule that wakes somebody, and what about. */
interface Alert {
    readonly name: string;
    /** The service, namespace or revision that it watches; empty where it is the mesh. */
    readonly subject: string;
    /** Whether it watches a promise that somebody made: nothing else tells of its budget. */
    readonly isPromise: boolean;
    readonly text: string;
}

/**
 * Which alerts come, go and mean something else. Dashboards and recorded series follow the graph, and so do the
 * thresholds of alerts that watch a limit or a size; those are told of where the graph is. `isMoving` tells of a
 * service, namespace or revision that comes or goes itself: its alerts come and go with it.
 */
export function alertChanges(
    changed: readonly ChangedObject[],
    isMoving: (subject: string) => boolean,
): readonly Statement[] {
    const left = alertsIn(changed.map(({ before }) => before));
    const right = alertsIn(changed.map(({ after }) => after));
    const told = new Map<
        string,
        { readonly what: What; readonly subject: string; readonly names: Set<string> }
    >();
    for (const key of new Set([...left.keys(), ...right.keys()])) {
        const [was, is] = [left.get(key) ?? [], right.get(key) ?? []];
        const [first] = [...is, ...was];
        const what = whatBecame(was, is);
        if (first !== undefined && what !== undefined && !isMoving(first.subject)) {
            const place = `${what} ${first.subject}`;
            const known = told.get(place) ?? { what, subject: first.subject, names: new Set() };
            told.set(place, known);
            known.names.add(first.name);
        }
    }
    return [...told.values()].map(({ what, subject, names }) => {
        const [noun, verb] = names.size === 1 ? ["alert", what[0]] : ["alerts", what[1]];
        const of = subject === "" ? "" : ` of ${subject}`;
        return changes("observability", `${noun} ${enumerated([...names], 8)}${of} ${verb}`);
    });
}

/** In one word each for one and for several. */
type What = (typeof becoming)[keyof typeof becoming];

const becoming = {
    fresh: ["is new", "are new"],
    gone: ["is gone", "are gone"],
    other: ["asks for something else", "ask for something else"],
    budget: ["goes by another budget", "go by another budget"],
} as const;

/** Whether a ConfigMap holds nothing but alerts, pictures and where pictures are, which are not read field by field. */
export function isWatching({ kind, ...object }: Manifest): boolean {
    const texts = Object.values((object["data"] ?? {}) as Readonly<Record<string, unknown>>);
    return (
        kind === "ConfigMap" &&
        texts.length > 0 &&
        texts.every((each) => isDashboard(each) || groupsIn(each) !== undefined)
    );
}

function whatBecame(was: readonly Alert[], is: readonly Alert[]): What | undefined {
    const [left = "", right = ""] = [was, is].map((alerts) =>
        alerts
            .map(({ text }) => text)
            .sort()
            .join("\n"),
    );
    if (was.length === 0 || is.length === 0) {
        return was.length === 0 ? becoming.fresh : becoming.gone;
    }
    const isThreshold = withoutNumbers(left) === withoutNumbers(right);
    const isPromise = is.some((each) => each.isPromise);
    return left === right
        ? undefined
        : !isThreshold
          ? becoming.other
          : isPromise
            ? becoming.budget
            : undefined;
}

/** Revisions are numbers, too, and lists of them grow. */
function withoutNumbers(text: string): string {
    return text.replaceAll(/\d(?:[\d.\\[\]-]*\d)?/g, "0").replaceAll(/0(?:\|0)+/g, "0");
}

/** By name and subject: the same alert watches several windows, each with a severity. */
function alertsIn(objects: readonly (Manifest | undefined)[]): Map<string, readonly Alert[]> {
    const alerts = new Map<string, Alert[]>();
    for (const object of objects) {
        for (const text of object === undefined ? [] : textsOf(object)) {
            for (const alert of (groupsIn(text) ?? []).flatMap(({ rules = [] }) => rules.flatMap(alertOf))) {
                const key = `${alert.name} ${alert.subject}`;
                alerts.set(key, [...(alerts.get(key) ?? []), alert]);
            }
        }
    }
    return alerts;
}

function textsOf(object: Manifest): readonly unknown[] {
    return Object.values((object["data"] ?? {}) as object);
}

interface Rule {
    readonly alert?: string;
    readonly expr?: string;
    readonly for?: string;
    readonly labels?: Readonly<Record<string, string>>;
}

function alertOf({ alert, expr, for: held, labels = {} }: Rule): readonly Alert[] {
    const { service, service_namespace: home, namespace = home, revision, severity, window } = labels;
    const place = [namespace, service].filter((each) => each !== undefined).join("/");
    const subject = place === "" && revision !== undefined ? `revision ${revision}` : place;
    return alert === undefined
        ? []
        : [
              {
                  name: alert,
                  subject,
                  isPromise: window !== undefined,
                  text: JSON.stringify([expr, held, severity, window]),
              },
          ];
}

interface Group {
    readonly rules?: readonly Rule[];
}

function groupsIn(text: unknown): readonly Group[] | undefined {
    const isLikely = typeof text === "string" && /^\s*("?groups"?:|\{\s*"groups")/m.test(text);
    try {
        const document = isLikely ? (load(text) as { readonly groups?: unknown } | undefined) : undefined;
        return Array.isArray(document?.groups) ? (document.groups as Group[]) : undefined;
    } catch {
        return undefined;
    }
}

function isDashboard(text: unknown): boolean {
    return (
        typeof text === "string" &&
        ((text.startsWith("{") && text.includes('"panels"')) || /^providers:$/m.test(text))
    );
}
