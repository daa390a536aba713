import { expect } from "chai";
import fc from "fast-check";
import { stackReason, withoutTwin } from "../../../policies/admission/missing";
import { twinsOf } from "../../../policies/admission/twins";
import { contextAt } from "../../../policies/crossguard/settings";
import type { Rule } from "../../../policies/engine/rule";
import { rules } from "../../../policies/rules";
import type { Props } from "../crossguard";
import { mutate, mutations } from "../mutations";
import { compared, expectTwinToAgree } from "../twin";
import { upgradeStack } from "../upgradeStack";
import { furtherObjects } from "./objects";

const context = contextAt({ now: "2026-11-20" }, "2026-11-20");
const refusing = contextAt({ now: "2026-11-20", datedStages: "refuse" }, "2026-11-20");
const twinned = rules.filter((each) => twinsOf(each).length > 0);
const stack = upgradeStack();
const mutated = mutations.flatMap((mutation) => mutate(stack, mutation));
/** Every object there is, each once. */
const objects = [
    ...new Map(
        [...stack, ...mutated, ...furtherObjects].map((each) => [JSON.stringify(each), each]),
    ).values(),
];

describe("the admission twins", () => {
    it("are there for every mandatory rule of single objects, or it is said why not", () => {
        const mandatory = rules.filter((each) => each.scope === "object" && each.advisory !== true);
        const missing = mandatory.filter((each) => !twinned.includes(each)).map(({ id }) => id);
        expect(missing.sort()).to.deep.equal(Object.keys(withoutTwin).sort());
        expect(twinned.length).to.be.at.least(35);
        expect(stackReason).to.contain("other objects");
    });

    it("name kinds of their rule, and say why they leave some out", () => {
        for (const rule of twinned) {
            const kinds = twinsOf(rule).flatMap((each) => each.kinds);
            expect(rule.kinds, rule.id).to.include.members(kinds);
            expect(new Set(kinds).size, rule.id).to.equal(kinds.length);
            const leaves = twinsOf(rule).some(({ admission }) => admission.leaves !== undefined);
            expect(leaves || kinds.length === rule.kinds.length, rule.id).to.equal(true);
        }
    });

    it("have names of their own", () => {
        const names = twinned.flatMap((rule) => twinsOf(rule).map(({ name }) => name));
        expect(new Set(names).size).to.equal(names.length);
    });

    it("say of everything in the kill matrix what their rules say, and each refuses something", () => {
        compared.clear();
        for (const rule of twinned) {
            for (const each of objects) {
                expectTwinToAgree(rule, each, context);
            }
        }
        for (const { id } of twinned) {
            expect(compared.get(id)?.refused, id).to.be.greaterThan(0);
            expect(compared.get(id)?.taken, id).to.be.greaterThan(0);
        }
    });

    it("say of anything else what their rules say", () => {
        compared.clear();
        fc.assert(
            fc.property(changedObject, fc.constantFrom(context, refusing), (object, setting) => {
                for (const rule of twinned) {
                    expectTwinToAgree(rule, object, setting);
                }
            }),
            { numRuns: process.env["TEST_DEPTH"] === "full" ? 100_000 : 5_000 },
        );
        const refused = [...compared.values()].filter((each) => each.refused > 0);
        expect(refused.length).to.be.greaterThan(twinned.length / 2);
    });
});

const judged = objects.filter((each) => twinned.some((rule) => concerns(rule, each)));

function concerns(rule: Rule, { kind }: Props): boolean {
    return rule.kinds.some((each) => each.endsWith(`/${String(kind)}`));
}

const telling = fc.constantFrom<unknown>(
    "*",
    "*.com",
    "*/*",
    "a/*",
    "",
    "ALLOW",
    "DENY",
    "CUSTOM",
    "PERMISSIVE",
    "STRICT",
    "MUTUAL",
    "SIMPLE",
    "AUTO_PASSTHROUGH",
    "NONE",
    "STATIC",
    "DNS",
    "*/ns/core/sa/*",
    "cluster.local/ns/co*",
    "10.0.0.1",
    "8080",
    "true",
    "FALSE",
    "host",
    ":path",
    "%REQ(cookie?x)%",
    "2026-12-01",
    "ALLOW_ANY",
    "NET_ADMIN",
    [],
    {},
    ["*"],
    [{}],
    0,
    80,
    421,
    1337,
    true,
    false,
);

/** One that somebody wrote, with a few places changed, emptied, doubled or taken out. */
const changedObject: fc.Arbitrary<Props> = fc.constantFrom(...judged).chain((object) =>
    fc
        .array(fc.tuple(fc.nat(), fc.constantFrom("set", "remove", "double"), telling), {
            minLength: 1,
            maxLength: 3,
        })
        .map((edits) => {
            const copy = structuredClone(object);
            for (const [index, way, value] of edits) {
                edit(copy, index, way, value);
            }
            return copy;
        }),
);

function edit(object: Props, index: number, way: string, value: unknown): void {
    const places = placesIn(object);
    const [parent, key] = places[index % places.length] ?? [];
    if (parent === undefined || key === undefined) {
        return;
    }
    const here = parent as Record<string | number, unknown>;
    if (way === "double" && Array.isArray(parent)) {
        parent.push(structuredClone(here[key]));
    } else if (way === "remove" && Array.isArray(parent)) {
        parent.splice(Number(key), 1);
    } else if (way === "remove") {
        delete here[key];
    } else {
        here[key] = structuredClone(value);
    }
}

/** Every place below metadata's maps and everything else but name and kind. */
function placesIn(object: Props): readonly (readonly [object, string | number])[] {
    const inside = (value: unknown): (readonly [object, string | number])[] =>
        typeof value !== "object" || value === null
            ? []
            : Object.entries(value).flatMap(([key, each]) => [[value, key] as const, ...inside(each)]);
    const metadata = (object["metadata"] ?? {}) as Props;
    const rest = Object.entries(object).filter(([key]) => !["apiVersion", "kind", "metadata"].includes(key));
    return [
        ...inside(metadata["labels"]),
        ...inside(metadata["annotations"]),
        ...rest.flatMap(([, value]) => inside(value)),
    ];
}
