import { expect } from "chai";
import { packOf } from "../../policies/pack";
import { rules } from "../../policies/rules";
import { controlPlane } from "./controlPlane";
import { type Props, type Registered, registered, runPolicies, unknown } from "./crossguard";
import { derivedStack } from "./derivedStack";
import { analyze, analyzeStack, message } from "./engineServer";
import { namespace, peerAuthentication } from "./objects";

const pack = packOf(rules);
const objectPolicies = pack.filter((each) => "validateResource" in each);
const stackPolicies = pack.filter((each) => "validateStack" in each);
const mode = (value: string) => registered(peerAuthentication({ mtls: { mode: value } }));
const permissive = "meshwright-security-disallow-permissive-mtls";

/** The same where every policy is given properties of its own. */
const apart = (policies: typeof pack, resources: readonly Registered[]) =>
    runPolicies(policies, resources).map(({ policy, text }) => `${policy}: ${text.replace(/^\w+: /, "")}`);

const oneOfEachKind = (objects: readonly Props[]) => [
    ...new Map(objects.map((each) => [each["kind"], each])).values(),
];

describe("properties that all policies of a pack share", () => {
    it("are read once for all policies of a resource, and once for all of a stack", async () => {
        const one = message(mode("STRICT"));
        await analyze(pack, one);
        expect(one.reads()).to.equal(1);
        const stack = [message(mode("STRICT")), message(registered(namespace("core", {})))];
        await analyzeStack(pack, stack);
        expect(stack.map(({ reads }) => reads())).to.deep.equal([1, 1]);
    });

    it("lead to the same words as properties that each has for itself", async () => {
        const broken: Props[] = [
            peerAuthentication({ mtls: { mode: "PERMISSIVE" } }),
            peerAuthentication({ mtls: { mode: unknown } }),
            peerAuthentication(unknown),
            { apiVersion: "v1", kind: "PeerAuthenticationList", items: [peerAuthentication({}), unknown] },
            namespace("core", { "istio-injection": "enabled", "istio.io/rev": unknown }),
            ...oneOfEachKind(derivedStack("dev").objects).map((each) => ({ ...each, spec: unknown })),
        ];
        const all = broken.map((each) => registered(each));
        const said: string[] = [];
        for (const each of all) {
            const own = await analyze(objectPolicies, message(each));
            expect(own).to.deep.equal(apart(objectPolicies, [each]));
            said.push(...own);
        }
        expect(said.length).to.be.greaterThan(all.length);
        const whole = await analyzeStack(stackPolicies, all.map(message));
        expect(whole).to.deep.equal(apart(stackPolicies, all));
        expect(whole).not.to.deep.equal([]);
    });

    it("are those of each request: what was strict a moment ago is judged anew", async () => {
        const about = (said: readonly string[]) => said.filter((each) => each.startsWith(permissive)).length;
        expect(about(await analyze(pack, message(mode("STRICT"))))).to.equal(0);
        expect(about(await analyze(pack, message(mode("PERMISSIVE"))))).to.equal(1);
        expect(about(await analyze(pack, message(mode("STRICT"))))).to.equal(0);
    });

    it("are those of each stack", async () => {
        const said = (revision: string) =>
            analyzeStack(
                stackPolicies,
                [
                    ...controlPlane({ "1-31-1": "1.31.1" }, {}),
                    namespace("core", { "istio.io/rev": revision }),
                ].map((each) => message(registered(each))),
            );
        expect((await said("gone")).join())
            .to.contain('"gone"')
            .and.not.to.contain('"else"');
        expect((await said("else")).join())
            .to.contain('"else"')
            .and.not.to.contain('"gone"');
    });
});
