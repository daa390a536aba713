import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { contextOf } from "../../policies/crossguard/settings";
import { judge } from "../../policies/engine/evaluate";
import { policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import { policies } from "../../policies/pack";
import { rules } from "../../policies/rules";
import { cleanStack } from "./cleanStack";
import { type Props, registered, runPolicies } from "./crossguard";
import { derivedStack } from "./derivedStack";
import { mutate, mutations } from "./mutations";
import { envoyFilter, upgradeStack, upgrading } from "./upgradeStack";

const idOf = new Map(rules.map((rule) => [rule.name, rule.id]));

interface Setting {
    readonly today: string;
    readonly config: Readonly<Record<string, object>>;
}

interface Said {
    readonly id: string;
    readonly text: string;
}

/** Everything the pack says about a stack of our own, through the SDK: the rule's id and its words. */
function reported(stack: readonly Props[], { today, config }: Setting): Said[] {
    const resources = stack.map((each, index) => {
        const resource = registered(each, { parent: "meshwright:index:MeshNamespace" });
        return { ...resource, urn: `${resource.urn}-${index}` };
    });
    return policies.flatMap((policy) =>
        runPolicies([policy], resources, { ...config[policy.name], now: today }).map((each) => ({
            id: idOf.get(each.policy) ?? each.policy,
            text: each.text,
        })),
    );
}

/** The same without any engine, over one view of the stack: hundreds of stacks are judged here. */
function said(stack: readonly Props[], { today, config }: Setting): Said[] {
    const objects = stack.flatMap((content, index) =>
        policyObjects({
            apiVersion: String(content["apiVersion"]),
            kind: String(content["kind"]),
            content: JSON.parse(JSON.stringify(content)),
            origin: `stack.yaml#${index}`,
            ours: true,
        }),
    );
    const places = new Map(objects.map((each, index) => [each.origin, index]));
    const isAfter = (later: string, earlier: string) => (places.get(later) ?? 0) > (places.get(earlier) ?? 0);
    const view = new StackView(objects, false, isAfter);
    return rules.flatMap((rule) =>
        judge(rule, view, contextOf({ ...config[rule.name], now: today })).map((each) => ({
            id: rule.id,
            text: `${each.level === "warning" || rule.advisory ? "advisory" : "mandatory"}: ${each.message}`,
        })),
    );
}

const levelOf = new Map(rules.map(({ id, advisory }) => [id, advisory === true ? "advisory" : "mandatory"]));

/** Ids of the rules that object to something, each at its own level: a mandatory one may warn besides. */
function firing(stack: readonly Props[], setting: Setting): string[] {
    const refused = said(stack, setting).filter((each) => each.text.startsWith(`${levelOf.get(each.id)}: `));
    return [...new Set(refused.map((each) => each.id))];
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

interface Stack {
    readonly title: string;
    readonly objects: readonly Props[];
    readonly setting: Setting;
    /** Two revisions, of different minors. */
    readonly upgrading: boolean;
}

const plain: Setting = { today: "2026-11-20", config: {} };
const stacks: readonly Stack[] = [
    { title: "a small mesh", objects: cleanStack(), setting: plain, upgrading: false },
    { title: "a small mesh in an upgrade", objects: upgradeStack(), setting: plain, upgrading: true },
    ...(["dev", "prod"] as const).flatMap((environment) =>
        [false, true].map((isUpgrading) => {
            const { objects: derived, today } = derivedStack(
                environment,
                isUpgrading ? upgrading : undefined,
            );
            const objects = isUpgrading ? [...derived, envoyFilter(["1.30", "1.31"])] : derived;
            const title = isUpgrading ? `${environment} in an upgrade` : environment;
            return {
                title,
                objects,
                setting: { today, config: preset(environment) },
                upgrading: isUpgrading,
            };
        }),
    ),
];

for (const { title, objects, setting, upgrading: isUpgrading } of stacks) {
    describe(`the kill matrix over ${title}`, () => {
        const bare = withoutMeshWide(objects);

        it("starts from a stack nobody has anything to say about", () => {
            expect(objects.length).to.be.greaterThan(10);
            expect(said(objects, setting)).to.deep.equal([]);
            expect(said(bare, setting)).to.deep.equal([]);
        });

        const wrong = mutations.filter(
            ({ during, fineIn = "nowhere" }) =>
                (during === undefined || isUpgrading) && !title.startsWith(fineIn),
        );
        for (const mutation of wrong) {
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

    it("hears the same words through the SDK", () => {
        for (const mutation of mutations) {
            const stack = mutate(upgradeStack(), mutation);
            expect(said(stack, plain)).to.deep.equal(reported(stack, plain));
        }
    });
});
