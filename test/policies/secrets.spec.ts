import { expect } from "chai";
import fc from "fast-check";
import { secretValues } from "../../policies/crossguard/secretValues";
import { contextAt } from "../../policies/crossguard/settings";
import { judge } from "../../policies/engine/evaluate";
import type { Path } from "../../policies/engine/field";
import { policyObjects } from "../../policies/engine/object";
import { StackView } from "../../policies/engine/stackView";
import { rules } from "../../policies/rules";
import type { Props } from "./crossguard";
import { mutate, mutations } from "./mutations";
import { upgradeStack } from "./upgradeStack";

const context = contextAt({ now: "2026-11-20" }, "2026-11-20");
const marked = (value: unknown) => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});

function textsIn(value: unknown, path: Path = []): { readonly path: Path; readonly text: string }[] {
    if (typeof value === "string") {
        return [{ path, text: value }];
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key]))
        : [];
}

describe("secret values", () => {
    it("are found wherever the engine marks them, and all that is in them", () => {
        const message = { a: marked("one"), b: [{ c: marked({ d: ["two"], e: 3 }) }], f: "open" };
        expect([...secretValues(message)]).to.deep.equal([
            { path: ["a"] },
            { path: ["a"], text: "one" },
            { path: ["b", 0, "c"] },
            { path: ["b", 0, "c", "d", "0"], text: "two" },
        ]);
    });

    it("are shown by no rule, in whatever field it objects to", () => {
        const wrong = mutations.map((each) => mutate(upgradeStack(), each));
        fc.assert(
            fc.property(fc.constantFrom(...wrong), fc.nat(), (stack, pick) => {
                const words = new Set<string>();
                const objects = stack.flatMap((content, index) => {
                    const texts = textsIn(content["spec"] ?? content["data"], [
                        content["spec"] === undefined ? "data" : "spec",
                    ]).filter(({ text }) => text.length >= 4);
                    const secret = texts[pick % Math.max(texts.length, 1)];
                    // What stands anywhere else in the open is no secret.
                    const isAlone =
                        secret !== undefined &&
                        JSON.stringify(stack).split(JSON.stringify(secret.text).slice(1, -1)).length === 2;
                    if (isAlone) {
                        words.add(secret.text);
                    }
                    return policyObjects({
                        apiVersion: String(content["apiVersion"]),
                        kind: String(content["kind"]),
                        content,
                        origin: `${index}`,
                        secrets: isAlone ? [{ path: secret.path }, secret] : [],
                    });
                });
                const view = new StackView(objects);
                for (const { object, message } of rules.flatMap((rule) => judge(rule, view, context))) {
                    for (const word of words) {
                        const own = object.secrets?.some(({ text }) => text === word);
                        expect(own && message.includes(word), `${word} in ${message}`).to.not.equal(true);
                    }
                }
            }),
            { numRuns: 60 },
        );
    });

    it("leave the rest of a value to be seen", () => {
        const content: Props = {
            apiVersion: "security.istio.io/v1",
            kind: "RequestAuthentication",
            metadata: { name: "token", namespace: "core" },
            spec: { jwtRules: [{ issuer: "a", jwksUri: "http://user:hunter2@keys.example" }] },
        };
        const objects = policyObjects({
            apiVersion: "security.istio.io/v1",
            kind: "RequestAuthentication",
            content,
            origin: "0",
            secrets: [{ path: ["spec", "jwtRules", "0", "jwksUri"] }],
        });
        const said = rules
            .filter(({ id }) => id === "B-03")
            .flatMap((rule) => judge(rule, new StackView(objects), context));
        expect(said.map(({ message }) => message.split(", so ")[0])).to.deep.equal([
            'RequestAuthentication core/token: spec.jwtRules[0].jwksUri is "(secret)"',
        ]);
    });
});
