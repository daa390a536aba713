import { expect } from "chai";
import fc from "fast-check";
import { asPolicy } from "../../policies/crossguard/policy";
import { contextAt } from "../../policies/crossguard/settings";
import { judge } from "../../policies/engine/evaluate";
import { unknownValue } from "../../policies/engine/field";
import { policyObjects } from "../../policies/engine/object";
import type { ObjectRule } from "../../policies/engine/rule";
import { StackView } from "../../policies/engine/stackView";
import { rules } from "../../policies/rules";
import { cleanStack } from "./cleanStack";
import { env, istiodWith, validatorOf } from "./controlPlane";
import { type Props, registered, unknown } from "./crossguard";
import { derivedStack } from "./derivedStack";
import { message, remediate } from "./engineServer";
import { mutate, mutations } from "./mutations";
import { chart, deployment, namespace, podTemplate, telemetry } from "./objects";
import { upgradeStack } from "./upgradeStack";

const context = contextAt({ now: "2026-11-20" }, "2026-11-20");
const repairing = rules.filter(
    (rule): rule is ObjectRule => rule.scope === "object" && rule.remediation !== undefined,
);
const policies = repairing.map(asPolicy);
/** Nothing of these is anybody's to decide but the program's. */
const untouchable =
    /^(PeerAuthentication|AuthorizationPolicy|RequestAuthentication|VirtualService|DestinationRule|Gateway|Sidecar|ServiceEntry|NetworkPolicy|EnvoyFilter|ClusterRole|Secret)$/;

const repaired = async (object: Props) => (await remediate(policies, message(registered(object)))) as Props;
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const secret = (value: unknown) => ({ [signature]: secretMark, value });
/** As rules see it: they are shown secrets like anything else, and marks of what is not known yet. */
const seen = (object: Props): unknown =>
    JSON.parse(JSON.stringify(object), (_, each) =>
        each === unknown ? unknownValue : each?.[signature] === secretMark ? each.value : each,
    );
const objectsOf = (stack: readonly Props[]) =>
    stack.flatMap((content, index) =>
        policyObjects({
            apiVersion: String(content["apiVersion"]),
            kind: String(content["kind"]),
            content: seen(content),
            origin: `stack.yaml#${index}`,
        }),
    );
const firing = (stack: readonly Props[]) => {
    const view = new StackView(objectsOf(stack), false, (later, earlier) => later > earlier);
    return rules.filter((rule) => judge(rule, view, context).length > 0).map(({ id }) => id);
};

describe("remediations of whole stacks", () => {
    it("find nothing to repair where nothing is wrong", async () => {
        for (const stack of [
            cleanStack(),
            upgradeStack(),
            derivedStack("dev").objects,
            derivedStack("prod").objects,
        ]) {
            for (const each of stack) {
                expect(await repaired(each)).to.equal(undefined);
            }
        }
    });

    it("leave whatever decides about traffic and callers as it is, and have nobody object who did not", async () => {
        const done: string[] = [];
        const clean = firing(upgradeStack());
        for (const mutation of mutations) {
            const before = mutate(upgradeStack(), mutation);
            const results = await Promise.all(before.map(repaired));
            if (results.every((each) => each === undefined)) {
                continue;
            }
            const after = before.map((each, index) => results[index] ?? each);
            const changed = before.filter((_, index) => results[index] !== undefined);
            expect(changed.filter(({ kind }) => untouchable.test(String(kind)))).to.deep.equal([]);
            expect(firing(after), mutation.title).to.deep.equal(clean);
            expect(await Promise.all(after.map(repaired))).to.deep.equal(after.map(() => undefined));
            done.push(`${mutation.rule} ${mutation.title}`);
        }
        expect(done.sort()).to.deep.equal([
            "F-01 proxies that nobody identifies",
            "F-02 debug endpoints in plaintext",
            "F-03 configuration that nobody checks",
            "F-07 identities for a month",
            "H-02 both labels of injection",
        ]);
    });
});

const off = (names: readonly string[]) => names.map((name) => ({ name, value: "false" }));

/** Everything there is to repair, for random edits to stand in its way. */
const broken: readonly Props[] = [
    namespace("core", { "istio-injection": "enabled", "istio.io/rev": "stable" }),
    istiodWith(off(["XDS_AUTH", "OTHER", "ENABLE_DEBUG_ENDPOINT_AUTH", "AUTO_RELOAD_PLUGIN_CERTS"])),
    env({
        XDS_AUTH: false,
        UNSAFE_ENABLE_ADMIN_ENDPOINTS: true,
        SECRET_TTL: "999h",
        ENABLE_DEBUG_ON_HTTP: "true",
    }),
    chart("istiod", {
        global: { configValidation: false, proxy: { privileged: true } },
        base: { validationFailurePolicy: "Ignore" },
    }),
    { ...validatorOf("1-31-1"), webhooks: [{ failurePolicy: "Ignore" }, { failurePolicy: "Ignore" }] },
    telemetry({
        tracing: [{ customTags: { a: { header: { name: "cookie" } }, b: { header: { name: "x-a" } } } }],
        metrics: [{ overrides: [{ tagOverrides: { c: { value: "request.headers['cookie']" } } }] }],
    }),
    deployment(podTemplate({ labels: { app: "a" }, annotations: { "sidecar.istio.io/inject": "false" } })),
];

type Path = readonly string[];

/** A secret is one place, with nothing below it. */
function places(value: unknown, path: Path = []): Path[] {
    return typeof value === "object" && value !== null && Object.values(value)[0] !== secretMark
        ? Object.entries(value).flatMap(([key, each]) => [[...path, key], ...places(each, [...path, key])])
        : [];
}

function edited(object: Props, path: Path, edit: (value: unknown) => unknown): Props {
    const copy = JSON.parse(JSON.stringify(object)) as Props;
    let here: Props = copy;
    for (const key of path.slice(0, -1)) {
        here = here[key] as Props;
    }
    const last = path.at(-1) ?? "";
    here[last] = edit(here[last]);
    return JSON.parse(JSON.stringify(copy)) as Props;
}

const edits = fc.constantFrom<(value: unknown) => unknown>(
    () => unknown,
    (value) => secret(value ?? null),
    () => secret(unknown),
    () => null,
    () => undefined,
    () => "false",
    () => true,
    () => [],
    () => ({}),
    () => [unknown],
    (value) => [value, value],
    (value) => ({ a: value }),
);

/** One or two places of an object that are not as they should be; what is in the metadata that names it stays. */
const oddity = fc
    .tuple(fc.constantFrom(...broken), fc.array(fc.tuple(fc.nat(), edits), { maxLength: 2 }))
    .map(([object, some]) =>
        some.reduce((before, [at, edit]) => {
            const all = places(before).filter(([first, second]) =>
                first === "metadata"
                    ? ["labels", "annotations"].includes(second ?? "")
                    : !/^(api|kind)/.test(first ?? ""),
            );
            return all.length === 0 ? before : edited(before, all[at % all.length] ?? [], edit);
        }, object),
    );

/** How often a mark stands in an object. */
const count = (object: Props, mark: string) => JSON.stringify(object).split(mark).length;
const findings = (rule: ObjectRule, object: Props) =>
    objectsOf([object])
        .filter(({ groupKind }) => rule.kinds.includes(groupKind))
        .flatMap((each) => [...rule.check(each, context)]);

describe("remediations of random objects", () => {
    it("come to the same a second time, take nothing that is unknown or secret, and give nobody more to say", async () => {
        let changes = 0;
        await fc.assert(
            fc.asyncProperty(oddity, fc.constantFrom(...repairing), async (object, rule) => {
                const once = await remediate([asPolicy(rule)], message(registered(object)));
                if (once === undefined) {
                    return;
                }
                changes++;
                expect(await remediate([asPolicy(rule)], message(registered(once)))).to.equal(undefined);
                expect(count(once, unknown)).to.equal(count(object, unknown));
                expect(count(once, secretMark)).to.equal(count(object, secretMark));
                expect(findings(rule, once).length).to.be.below(findings(rule, object).length);
                const before = firing([object]);
                expect(firing([once]).filter((each) => !before.includes(each))).to.deep.equal([]);
            }),
            { numRuns: process.env["TEST_DEPTH"] === "full" ? 5_000 : 500 },
        );
        expect(changes).to.be.greaterThan(25);
    });
});
