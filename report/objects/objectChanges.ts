import type { Manifest } from "../../components/istio/types";
import type { CallChange } from "../calls/callChanges";
import { alertChanges, isWatching } from "../observability/alertChanges";
import type { Side } from "../side";
import type { Statement } from "../statement";
import { withoutRateLimits } from "../traffic/rateLimits/withoutRateLimits";
import type { ChangedObject } from "./changedObjects";
import { comings } from "./comings";
import { alike, type Difference, differences } from "./differences";
import { goesWith } from "./goesWith";
import { idOf, titleOf } from "./names";
import { networkPolicyChanges } from "./networkPolicies";
import { withoutRenamed } from "./renamedAlike";
import { isRequestAuthentication, tokenChanges } from "./requestAuthentications";
import { isOfCalls, isServiceEntry, sharedHost, toldByCalls, withoutPortNames } from "./serviceEntries";
import { groupAndKind, isCarrier, type Telling, tellingIn } from "./tellings";

/** What the rest of a report tells of already. */
export interface ToldElsewhere {
    readonly calls: readonly CallChange[];
    /** Titles of objects of whose going is told. */
    readonly gone: ReadonlySet<string>;
}

/** What no other part tells the meaning of, field by field; of objects that came or went, how many of each kind. */
export function objectChanges(
    changed: readonly ChangedObject[],
    before: Side,
    after: Side,
    { calls, gone }: ToldElsewhere,
): readonly Statement[] {
    const tellingOf = tellingIn(after.watchers ?? before.watchers);
    const isTold = toldByCalls(calls);
    const read = withoutRateLimits(withoutRenamed(changed), before, after).filter(
        (change) => ![change.before, change.after].some(isPictures),
    );
    const leaving = goesWith(read, "before", before, after);
    const shared = read.flatMap((change) => {
        const object = onlyOne(change);
        return object === undefined || !isServiceEntry(object) || leaving(object)
            ? []
            : (sharedHost(object, before, after) ?? []);
    });
    const isShared = (object: Manifest): boolean =>
        isServiceEntry(object) && (isTold(object) || sharedHost(object, before, after) !== undefined);
    return [
        ...alike(read.flatMap((change) => differencesOf(change, tellingOf, isTold))),
        ...tokenChanges(read, before, calls, leaving),
        ...networkPolicyChanges(read, before, after, calls, leaving),
        ...shared,
        ...comings(
            read.filter((each) => each.before === undefined || !gone.has(titleOf(each.before))),
            before,
            after,
            tellingOf,
            (object) => isRequestAuthentication(object) || isShared(object),
        ),
        ...alertChanges(changed, isMoving(changed, before, after)),
    ];
}

function isPictures(object: Manifest | undefined): boolean {
    return object !== undefined && isWatching(object);
}

function differencesOf(
    { before, after }: ChangedObject,
    tellingOf: (object: Manifest) => Telling,
    isTold: (object: Manifest) => boolean,
): readonly Difference[] {
    if (before === undefined || after === undefined) {
        return [];
    }
    if (!isServiceEntry(after)) {
        return differences(before, after, tellingOf(after));
    }
    const isToldHere = isTold(before) || isTold(after);
    return differences(
        withoutPortNames(before),
        withoutPortNames(after),
        tellingOf(after),
        (path) => isToldHere && isOfCalls(path),
    );
}

/** What came or went. */
function onlyOne({ before, after }: ChangedObject): Manifest | undefined {
    return before === undefined ? after : after === undefined ? before : undefined;
}

/** What comes or goes, as alerts speak of it: workloads, Services, namespaces and revisions. */
function isMoving(
    changed: readonly ChangedObject[],
    { revisions: were }: Side,
    { revisions: are }: Side,
): (subject: string) => boolean {
    const objects = changed.flatMap((change) => onlyOne(change) ?? []);
    const isSubject = (each: Manifest): boolean =>
        isCarrier(each) || ["core/Service", "core/Namespace"].includes(groupAndKind(each));
    const moving = new Set(objects.filter(isSubject).map(({ metadata }) => idOf(metadata)));
    const revisions = [...Object.keys(were), ...Object.keys(are)].filter(
        (each) => !(each in were) || !(each in are),
    );
    return (subject) => moving.has(subject) || revisions.some((each) => subject === `revision ${each}`);
}
