import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { defaultContext } from "../../policies/engine/context";
import { evaluate } from "../../policies/engine/evaluate";
import { policyObjects } from "../../policies/engine/object";
import { policies } from "../../policies/pack";
import { rules } from "../../policies/rules";
import { cleanStack } from "./cleanStack";
import { type Props, registered, runPolicies } from "./crossguard";
import { derivedStack } from "./derivedStack";
import { type Mutation, mutations } from "./mutations";

const idOf = new Map(rules.map((rule) => [rule.name, rule.id]));

interface Setting {
    readonly today: string;
    readonly config: Readonly<Record<string, object>>;
}

/** Everything the pack says about a stack of our own: the rule's id and its words. */
function said(stack: readonly Props[], { today, config }: Setting): { id: string; text: string }[] {
    const resources = stack.map((each) => registered(each, { parent: "meshwright:index:MeshNamespace" }));
    return policies.flatMap((policy) =>
        runPolicies([policy], resources, { ...config[policy.name], now: today }).map((each) => ({
            id: idOf.get(each.policy) ?? each.policy,
            text: each.text,
        })),
    );
}

/** Ids of the rules that refuse something. */
function firing(stack: readonly Props[], setting: Setting): string[] {
    const refused = said(stack, setting).filter((each) => each.text.startsWith("mandatory: "));
    return [...new Set(refused.map((each) => each.id))];
}

function mutate(stack: readonly Props[], { kind, name, where, change }: Mutation): Props[] {
    const index = stack.findIndex(
        (each) =>
            each["kind"] === kind &&
            (name?.test(String((each["metadata"] as Props)["name"])) ?? true) &&
            (where?.(each) ?? true),
    );
    const found = stack[index];
    if (found === undefined) {
        throw new Error(`the stack has no ${kind} to change`);
    }
    const changed = change(found);
    return [...stack.slice(0, index), ...(changed === undefined ? [] : [changed]), ...stack.slice(index + 1)];
}

const preset = (environment: string): Record<string, object> =>
    JSON.parse(readFileSync(join(__dirname, `../../policies/config.${environment}.json`), "utf8"));

/** The mesh-wide pair covers every namespace, so without it each namespace must stand by itself. */
function withoutMeshWide(stack: readonly Props[]): Props[] {
    return stack.filter(
        (each) =>
            !["PeerAuthentication", "AuthorizationPolicy"].includes(String(each["kind"])) ||
            (each["metadata"] as Props)["namespace"] !== "istio-system",
    );
}

const stacks: { title: string; objects: readonly Props[]; setting: Setting }[] = [
    { title: "a small mesh", objects: cleanStack(), setting: { today: "2026-11-20", config: {} } },
    ...(["dev", "prod"] as const).map((environment) => {
        const { objects, today } = derivedStack(environment);
        return { title: environment, objects, setting: { today, config: preset(environment) } };
    }),
];

for (const { title, objects, setting } of stacks) {
    describe(`the kill matrix over ${title}`, () => {
        const bare = withoutMeshWide(objects);

        it("starts from a stack nobody has anything to say about", () => {
            expect(objects.length).to.be.greaterThan(10);
            expect(said(objects, setting)).to.deep.equal([]);
            expect(said(bare, setting)).to.deep.equal([]);
        });

        for (const mutation of mutations) {
            // The catalogue comes to no Telemetry and the like; whatever it does come to is changed.
            it(`has ${mutation.rule} alone object to ${mutation.title}`, () => {
                expect(firing(mutate(bare, mutation), setting)).to.deep.equal([mutation.rule]);
            });
        }
    });
}

describe("the kill matrix", () => {
    it("has a mutation for every rule", () => {
        const covered = new Set(mutations.map((each) => each.rule));
        expect([...covered].sort()).to.deep.equal(rules.map((each) => each.id).sort());
    });

    it("hears the same words about plain manifests, without any engine", () => {
        for (const mutation of mutations) {
            const stack = mutate(cleanStack(), mutation);
            const objects = stack.flatMap((content, index) =>
                policyObjects({
                    apiVersion: String(content["apiVersion"]),
                    kind: String(content["kind"]),
                    content,
                    origin: `stack.yaml#${index}`,
                }),
            );
            const plain = rules.flatMap((rule) =>
                evaluate(rule, objects, { ...defaultContext, today: "2026-11-20" }).map(
                    (each) => each.message,
                ),
            );
            const heard = said(stack, { today: "2026-11-20", config: {} }).map((each) => each.text);
            expect(heard).to.deep.equal(plain.map((message) => `mandatory: ${message}`));
        }
    });
});
