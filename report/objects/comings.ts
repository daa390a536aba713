import type { Manifest } from "../../components/istio/types";
import type { Side } from "../side";
import { changes, type Statement } from "../statement";
import type { ChangedObject } from "./changedObjects";
import { hasDoor } from "./gatewayServers";
import { goesWith } from "./goesWith";
import { counted, enumerated, idOf } from "./names";
import { groupAndKind, isCarrier, kindInWords, type Telling, titleInWords } from "./tellings";

/** What became of an object, in words for one and for several. */
type Became = readonly [one: string, many: string];

const isNew: Became = ["is new", "are new"];
const isNewAndOpaque: Became = [
    "is new: what it does to requests stands in no other sentence",
    "are new, and what they do to requests stands in no other sentence",
];
const isGone: Became = ["is gone", "are gone"];
const isUndeployed: Became = [
    "is gone, and its pods with it; the workload stays declared",
    "are gone, and their pods with them; the workloads stay declared",
];

/** Objects that only one side has, of each kind in one sentence, but for those of which another part tells. */
export function comings(
    changed: readonly ChangedObject[],
    before: Side,
    after: Side,
    tellingOf: (object: Manifest) => Telling,
    isToldBesides: (object: Manifest) => boolean,
): readonly Statement[] {
    const fresh = changed.flatMap((each) => (each.before === undefined ? (each.after ?? []) : []));
    const gone = changed.flatMap((each) => (each.after === undefined ? (each.before ?? []) : []));
    const comesWith = goesWith(changed, "after", before, after);
    const leavesWith = goesWith(changed, "before", before, after);
    const [were, are] = [before, after].map(({ workloads }) => new Set(workloads.map(idOf)));
    const carried = new Set(after.objects.filter(isCarrier).map(({ metadata }) => idOf(metadata)));
    // That a workload is gone is told with the calls that go with it.
    const isOfGone = (object: Manifest): boolean => {
        const id = idOf(object.metadata);
        return isCarrier(object) && were?.has(id) === true && are?.has(id) !== true;
    };
    const becameOf = (object: Manifest): Became => {
        const id = idOf(object.metadata);
        return isCarrier(object) && are?.has(id) === true && !carried.has(id) ? isUndeployed : isGone;
    };
    const isSilent = (object: Manifest): boolean =>
        isByItsEffect(object, tellingOf(object)) || isToldBesides(object);
    return [
        ...counts(
            fresh.filter((each) => !isSilent(each) && !comesWith(each)),
            (object) => (tellingOf(object).isOpaque === true ? isNewAndOpaque : isNew),
            tellingOf,
        ),
        ...counts(
            gone.filter((each) => !isSilent(each) && !isOfGone(each) && !leavesWith(each)),
            becameOf,
            tellingOf,
        ),
    ];
}

/** Whether its coming and going is told by what it does. A Service that selects nobody does nothing that is told. */
function isByItsEffect(object: Manifest, { isTold }: Telling): boolean {
    switch (groupAndKind(object)) {
        case "networking.istio.io/Gateway":
            return !hasDoor(object);
        case "core/Service": {
            const { selector = {} } = (object["spec"] ?? {}) as { readonly selector?: object };
            return Object.keys(selector).length > 0;
        }
        default:
            return isTold === true;
    }
}

function counts(
    objects: readonly Manifest[],
    becameOf: (object: Manifest) => Became,
    tellingOf: (object: Manifest) => Telling,
): readonly Statement[] {
    const groups = new Map<string, Manifest[]>();
    for (const object of objects) {
        const key = [tellingOf(object).section, groupAndKind(object), ...becameOf(object)].join(" ");
        groups.set(key, [...(groups.get(key) ?? []), object]);
    }
    return [...groups.values()].flatMap((group) => {
        const [first] = group;
        if (first === undefined) {
            return [];
        }
        const [one, many] = becameOf(first);
        return [
            changes(
                tellingOf(first).section,
                group.length === 1
                    ? `${titleInWords(first)} ${one}`
                    : `${counted(group.length, kindInWords(first), pluralOf(first))} ${withNames(many, group)}`,
            ),
        ];
    });
}

/** The names stand before what else is to be said. */
function withNames(many: string, group: readonly Manifest[]): string {
    const [first = "", ...others] = many.split(", ");
    const names = enumerated(group.map(({ metadata }) => idOf(metadata)));
    return others.length === 0 ? `${first}: ${names}` : `${first} (${names}), ${others.join(", ")}`;
}

function pluralOf(object: Manifest): string {
    const [kind = "", ...group] = kindInWords(object).split(" ");
    const plural = /[^aeiou]y$/.test(kind)
        ? `${kind.slice(0, -1)}ies`
        : /(s|x|ch|sh)$/.test(kind)
          ? `${kind}es`
          : `${kind}s`;
    return [plural, ...group].join(" ");
}
