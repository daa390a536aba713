import { expect } from "chai";
import { contextAt } from "../../policies/crossguard/settings";
import { judge, type Verdict } from "../../policies/engine/evaluate";
import { unknownValue } from "../../policies/engine/field";
import { policyObjects } from "../../policies/engine/object";
import type { Rule } from "../../policies/engine/rule";
import { StackView } from "../../policies/engine/stackView";
import { rules } from "../../policies/rules";
import type { Props } from "./crossguard";
import { mutate, mutations } from "./mutations";
import { upgradeStack } from "./upgradeStack";

type Path = readonly string[];

const context = contextAt({ now: "2026-11-20" }, "2026-11-20");
/** The mesh-wide pair would hide what a namespace lacks. */
const bare = upgradeStack().filter(
    (each) =>
        !["PeerAuthentication", "AuthorizationPolicy"].includes(String(each["kind"])) ||
        (each["metadata"] as Props)["namespace"] !== "istio-system",
);
const byId = new Map(rules.map((rule) => [rule.id, rule]));

/**
 * What may become unknown without a word, in the object that was refused: rule or *, kind, and path.
 *
 * Names the engine knows, of namespaces too, because the provider makes them up before policies run. A value that is there, whatever
 * it is, is all that some rules ask for. What has a form, an API server looks at once it has it.
 */
const fine: readonly RegExp[] = [
    /^\S+ \w+ metadata(\.(name|namespace))?$/,
    /^(G-03 VirtualService spec\.http\.#\.(delegate|timeout)|G-04 DestinationRule spec\.trafficPolicy\.outlierDetection)$/,
    /^(D-23 ServiceEntry spec\.addresses|E-21 Namespace metadata\.labels\.meshwright\.io\/stage)$/,
    // Made by istiod itself, and then no program's.
    /^G-09 Service metadata\.labels$/,
    // Any ConfigMap may be known in a while; of one key of it the rule speaks.
    /^F-14 ConfigMap data$/,
    // Whether a Service selects a pod is nothing that the pod has to say.
    /^G-20 \w+ spec\.template\.metadata\.labels\.[\w./-]+$/,
    // Written by controllers.
    / status$/,
    /^V-0\d /,
];

/**
 * What is refused in spite of an unknown beside it: whatever is not seen to be a part of Istio, or a gateway, is judged
 * as an application; and of members that exclude each other one is given, whatever it says.
 */
const certain: readonly RegExp[] = [
    /^(A-08|E-01|E-0[2-6]) (Deployment|DaemonSet) spec\.template\.(metadata\.labels|spec)\b/,
    /^V-0\d /,
];

/** Notes every place that is looked at, whether something is there or not. */
function recorded(value: unknown, seen: Set<string>, path: Path = []): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const note = (key: string | symbol) => {
        // What lists can do is no field of theirs.
        if (typeof key === "string" && !(Array.isArray(value) && !/^\d+$/.test(key)) && key !== "toJSON") {
            seen.add(JSON.stringify([...path, key]));
        }
    };
    return new Proxy(value, {
        get(target, key) {
            note(key);
            const read: unknown = Reflect.get(target, key);
            return typeof key === "string" ? recorded(read, seen, [...path, key]) : read;
        },
        getOwnPropertyDescriptor(target, key) {
            note(key);
            return Reflect.getOwnPropertyDescriptor(target, key);
        },
    });
}

function replaced(value: unknown, [key, ...rest]: Path): unknown {
    if (key === undefined) {
        return unknownValue;
    }
    if (Array.isArray(value)) {
        return value.map((each, index) => (String(index) === key ? replaced(each, rest) : each));
    }
    const map = (value ?? {}) as Props;
    return { ...map, [key]: replaced(map[key], rest) };
}

function viewOf(stack: readonly Props[], contents: readonly unknown[] = stack): StackView {
    const objects = stack.flatMap((manifest, index) =>
        policyObjects({
            apiVersion: String(manifest["apiVersion"]),
            kind: String(manifest["kind"]),
            content: contents[index],
            origin: String(index),
            ours: true,
        }),
    );
    return new StackView(objects, false, (later, earlier) => Number(later) > Number(earlier));
}

interface Read {
    readonly index: number;
    readonly path: Path;
}

/** Every field of a stack that a rule reads. */
function readsOf(rule: Rule, stack: readonly Props[]): readonly Read[] {
    const seen = stack.map(() => new Set<string>());
    const contents = stack.map((each, index) => recorded(each, seen[index] ?? new Set()));
    judge(rule, viewOf(stack, contents), context);
    return seen.flatMap((each, index) =>
        [...each]
            .map((path): Read => ({ index, path: JSON.parse(path) }))
            .filter(
                ({ path }) => !["apiVersion", "kind", "items"].includes(path[0] ?? "") || path.length > 1,
            ),
    );
}

const plain = (stack: readonly Props[]) => JSON.parse(JSON.stringify(stack)) as Props[];
const ofKinds = (rule: Rule, stack: readonly Props[]) =>
    stack.filter((each) => viewOf([each]).objects.some(({ groupKind }) => rule.kinds.includes(groupKind)));
const isNotKnown = ({ message }: Verdict) => message.includes("is not known at preview");

function withUnknown(stack: readonly Props[], { index, path }: Read): readonly Props[] {
    return stack.map((each, at) => (at === index ? (replaced(each, path) as Props) : each));
}

/** Whether any other rule says that it could not look into an object; it is enough to know one of them. */
const spokesmen = new Map<string, Rule>();
function anybodySays(stack: readonly Props[], read: Read, name: string): boolean {
    const view = viewOf(withUnknown(stack, read));
    const says = (rule: Rule) =>
        judge(rule, view, context).some((each) => isNotKnown(each) && each.object.origin === `${read.index}`);
    const known = spokesmen.get(name);
    const found = known !== undefined && says(known) ? known : rules.find(says);
    if (found !== undefined) {
        spokesmen.set(name, found);
    }
    return found !== undefined;
}

describe("every rule with every field it reads unknown", () => {
    for (const { id, displayName } of rules) {
        it(`${id} ${displayName.toLowerCase()}`, () => {
            const rule = byId.get(id) as Rule;
            let tried = 0;
            for (const mutation of mutations.filter((each) => each.rule === id)) {
                const whole = plain(mutate(bare, mutation));
                const stack = ofKinds(rule, whole);
                const refused = new Set(
                    judge(rule, viewOf(stack), context).map((each) => each.object.origin),
                );
                for (const read of readsOf(rule, stack)) {
                    const said = judge(rule, viewOf(withUnknown(stack, read)), context);
                    expect(new Set(said.map((each) => each.object.origin)).size).to.equal(said.length);
                    tried += 1;
                    const path = read.path.map((each) => (/^\d+$/.test(each) ? "#" : each)).join(".");
                    const name = `${id} ${stack[read.index]?.["kind"]} ${path}`;
                    if (
                        refused.has(`${read.index}`) &&
                        said.length === 0 &&
                        !fine.some((each) => each.test(name))
                    ) {
                        const index = whole.indexOf(stack[read.index] as Props);
                        expect(anybodySays(whole, { index, path: read.path }, name), name).to.equal(true);
                    }
                }
            }
            expect(tried).to.be.greaterThan(0);
        });
    }

    it("refuses nothing in a clean stack for another reason than that it cannot look", () => {
        const stack = plain(upgradeStack());
        const wrong = rules.flatMap((rule) => {
            const own = ofKinds(rule, stack);
            return readsOf(rule, own)
                .filter(({ path }) => ["spec", "data", "webhooks"].includes(path[0] ?? ""))
                .flatMap((read) => {
                    const said = judge(rule, viewOf(withUnknown(own, read)), context);
                    const refused = said.filter((each) => each.level === "violation" && !isNotKnown(each));
                    const path = read.path.join(".");
                    return refused.length === 0 ? [] : [`${rule.id} ${own[read.index]?.["kind"]} ${path}`];
                });
        });
        expect([...new Set(wrong)].filter((each) => !certain.some((one) => one.test(each)))).to.deep.equal(
            [],
        );
    });
});
