import { expect } from "chai";
import { compare } from "../../../report/compare";
import type { Side } from "../../../report/side";
import { saidOf, smallStack, withMore, without, withText } from "../editedStack";

describe("whom a report asks the policy of a workload about", () => {
    const opened = (source: string, rest = "nothing else lets it through yet"): readonly string[] => [
        `access opens: ${source} may now call anything on money/payments, as far as its policy goes; ${rest}`,
    ];

    it("is whoever a rule speaks of, though nothing runs as that", () => {
        const cases: readonly (readonly [string, string])[] = [
            ['"namespaces":["evil"]', "any other account of namespace evil"],
            ['"namespaces":["ev*"]', "any other account of namespaces ev*"],
            ['"serviceAccounts":["evil/x"]', "account evil/x"],
            ['"principals":["cluster.local/ns/evil/*"]', "any other account of namespace evil"],
            ['"principals":["cluster.local/ns/ev*"]', "any other account of namespaces ev*"],
            ['"principals":["*/sa/x"]', "account */x"],
            ['"principals":["other/ns/money/sa/payments"]', "account money/payments of trust domain other"],
            ['"trustDomains":["other"]', "any account of trust domain other"],
            [
                '"namespaces":["evil"],"trustDomains":["other"]',
                "any other account of namespace evil of trust domain other",
            ],
        ];
        for (const [source, who] of cases) {
            expect(saidOf(smallStack, withRule(`{"from":[{"source":{${source}}}]}`)), source).to.deep.equal(
                opened(who),
            );
        }
        const key = '{"when":[{"key":"source.principal","values":["cluster.local/ns/evil/sa/x"]}]}';
        expect(saidOf(smallStack, withRule(key))).to.deep.equal(opened("account evil/x"));
    });

    it("is also whom a rule refused that goes", () => {
        const open = withRule("{}");
        const refusing = {
            ...open,
            objects: [...open.objects, ...withMore(denied).objects.slice(smallStack.objects.length)],
        };
        expect(saidOf(refusing, open)).to.deep.equal(opened("any other account of namespace evil"));
    });

    it("is nobody whose name no certificate has", () => {
        const principals = '"principals":["spiffe://cluster.local/ns/evil/sa/x"]';
        expect(compare(smallStack, withRule(`{"from":[{"source":{${principals}}}]}`)).verdict).to.equal(
            "nothing changes in meaning",
        );
    });

    it("tells of a policy that was all that held them", () => {
        const bare = ["payments", "default-deny"].reduce(
            (side, name) => without(`NetworkPolicy money/${name}`, side),
            smallStack,
        );
        expect(saidOf(bare, withRule('{"from":[{"source":{"namespaces":["evil"]}}]}', bare))).to.deep.equal(
            opened("any other account of namespace evil", "nothing else holds all of it"),
        );
    });

    const denied = `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy,
        metadata: {name: refused, namespace: money},
        spec: {action: DENY, rules: [{from: [{source: {namespaces: [evil]}}]}]}}`;

    function withRule(rule: string, side: Side = smallStack): Side {
        return withText("AuthorizationPolicy money/payments", '"rules":[', `"rules":[${rule},`, side);
    }
});
