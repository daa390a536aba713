import { expect } from "chai";
import { titleOf } from "../../../report/objects/names";
import { readStack } from "../../../report/read/stack";
import type { Side } from "../../../report/side";
import { saidOf, withMore, withOther, without, withText } from "../editedStack";
import { withEdits } from "../pairs/applyEdits";
import { inCatalog, inStack } from "../pairs/pair";
import { placesIn, replacedAt } from "../places";

/** With a limit that each replica keeps and one that the whole mesh shares. */
const limited = withEdits(
    [
        inStack("  meshwright:environment:", "  meshwright:rateLimitService: {}\n  meshwright:environment:"),
        inCatalog(
            "money",
            "    workload: payments\n",
            "    workload: payments\n    rateLimits:\n      - { requests: 100, per: minute }\n      - { requests: 700, per: hour, scope: mesh }\n      - { requests: 5, per: second, operation: charge }\n",
        ),
    ],
    (stack): Side => {
        const side = readStack(stack, "2026-11-28");
        if (!side.ok) {
            throw new Error(JSON.stringify(side.problems));
        }
        return side.value;
    },
);
const title = "EnvoyFilter money/rate-limits-payments";
const edited = (from: string | RegExp, to: string): readonly string[] =>
    saidOf(limited, withText(title, from, to, limited));
const replica = "money/payments:8080: rate limit in each replica";
const charges = "money/payments:8080, POST /charges: rate limit in each replica";
const shared = "money/payments:8080: rate limit in the whole mesh";

describe("what a report says of rate limits that are edited by hand", () => {
    it("is what they were where the filter goes, what they are where it comes, and nothing of another name", () => {
        const bare = without(title, limited);
        expect(saidOf(limited, bare)).to.deep.equal([
            `traffic opens: ${replica} is no longer set (was 100 a minute)`,
            `traffic opens: ${charges} is no longer set (was 5 a second)`,
            `traffic opens: ${shared} is no longer set (was 700 an hour)`,
        ]);
        expect(saidOf(bare, limited)).to.deep.equal([
            `traffic closes: ${replica} 100 a minute (was not set)`,
            `traffic closes: ${charges} 5 a second (was not set)`,
            `traffic closes: ${shared} 700 an hour (was not set)`,
        ]);
        expect(edited('"name":"rate-limits-payments"', '"name":"other"')).to.deep.equal([]);
    });

    it("is what the service counts to, told once", () => {
        const config = "ConfigMap rate-limit/ratelimit-config";
        const other = withText(config, /requests_per_unit\\": 700/, 'requests_per_unit\\": 7', limited);
        expect(saidOf(limited, other)).to.deep.equal([`traffic: ${shared} 700 an hour → 7 an hour`]);
    });

    it("is that more comes at once than flows, and at which port", () => {
        expect(edited('"max_tokens":100', '"max_tokens":900')).to.deep.equal([
            `traffic: ${replica} 100 a minute → 100 a minute and 900 at once`,
        ]);
        expect(edited('"portNumber":8080', '"portNumber":8081')).to.deep.equal([
            `traffic opens: ${replica} is no longer set (was 100 a minute)`,
            `traffic opens: ${charges} is no longer set (was 5 a second)`,
            "traffic closes: money/payments:8081: rate limit in each replica 100 a minute (was not set)",
            "traffic closes: money/payments:8081, POST /charges: rate limit in each replica 5 a second (was not set)",
        ]);
    });

    it("is which requests one counts now, as where a longer route has taken some", () => {
        expect(edited('"/charges(', '"/charges/eu(')).to.deep.equal([
            `traffic: ${replica} 5 a second counts POST /charges/eu now, and counted POST /charges`,
        ]);
    });

    it("is that none holds where the filter is not enforced, with the field that says so", () => {
        expect(edited(/("filter_enforced":{"default_value":{"numerator":)100/, "$10")).to.deep.equal([
            `traffic opens: ${replica} is no longer set (was 100 a minute)`,
            `traffic opens: ${charges} is no longer set (was 5 a second)`,
            `traffic: ${title}: configPatches[0].patch.value.typed_config.filter_enforced.default_value.numerator 100 → 0`,
        ]);
    });

    it("is the field alone where there are no words for what stands there, and nothing of a limit's end", () => {
        expect(
            edited(/("actions":\[{"generic_key":{[^}]*}})/, '$1,{"remote_address":{"a":1}}'),
        ).to.deep.equal([
            `traffic: ${title}: configPatches[0].patch.value.typed_config.rate_limits[0].actions[1].remote_address.a 1 (was not set)`,
        ]);
        expect(edited('"domain":"meshwright"', '"domain":"meshwright","stage":1')).to.deep.equal([
            `traffic: ${title}: configPatches[0].patch.value.typed_config.stage 1 (was not set)`,
        ]);
    });

    it("is never that the report breaks off, whatever stands at any place of the filter", () => {
        const untouched = new Set<string>();
        // What a filter is called by itself means nothing.
        const places = placesIn(limited.objects.find((each) => titleOf(each) === title)?.spec).filter(
            (path) => path.slice(-2).join() !== "value,name",
        );
        for (const odd of [null, "odd", [7]]) {
            for (const path of places) {
                const said = saidOf(
                    limited,
                    withOther(
                        title,
                        (each) => ({ ...each, spec: replacedAt(each.spec, path, odd) }),
                        limited,
                    ),
                );
                if (said.length === 0) {
                    untouched.add(`${path.join(".")} ${JSON.stringify(odd)}`);
                }
            }
        }
        expect(places.length).to.be.at.least(60);
        expect([...untouched]).to.deep.equal([]);
    });

    it("is what becomes of requests while the service that counts does not answer", () => {
        const from = '"failure_mode_deny":false';
        const closed = withText(title, from, '"failure_mode_deny":true', limited);
        const words = "money/payments: while the rate-limit service does not answer, requests";
        expect(saidOf(limited, closed)).to.deep.equal([
            `traffic closes: ${words} are refused now, and passed`,
        ]);
        expect(saidOf(closed, limited)).to.deep.equal([`traffic opens: ${words} pass now, and were refused`]);
    });

    it("is of every EnvoyFilter that limits nothing that it comes", () => {
        const filter =
            "{ apiVersion: networking.istio.io/v1alpha3, kind: EnvoyFilter, metadata: { name: other, namespace: shop }, spec: { configPatches: [{ applyTo: CLUSTER, patch: { operation: REMOVE } }] } }";
        expect(saidOf(withMore(), withMore(filter))).to.deep.equal([
            "traffic: EnvoyFilter shop/other is new: what it does to requests stands in no other sentence",
        ]);
    });
});
