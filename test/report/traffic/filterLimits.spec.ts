import { expect } from "chai";
import { clientAddress } from "../../../components/derive/rateLimits/descriptors";
import { limitsIn } from "../../../report/traffic/rateLimits/filterLimits";

const header = { name: ":path", string_match: { safe_regex: { regex: "/a" } } };

/** A filter that limits each client, with something else in its place. */
function filter(limit: object = {}, client: object = clientAddress, entry: object = {}, bucket: object = {}) {
    const value = { descriptor_key: "limit", descriptor_value: "a", headers: [header], ...limit };
    return {
        applyTo: "HTTP_FILTER",
        match: { context: "GATEWAY" },
        patch: {
            operation: "INSERT_BEFORE",
            value: {
                typed_config: {
                    "@type":
                        "type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
                    rate_limits: [{ actions: [{ header_value_match: value }, client] }],
                    descriptors: [
                        {
                            entries: [
                                { key: "limit", value: "a" },
                                { key: "masked_remote_address", ...entry },
                            ],
                            token_bucket: {
                                max_tokens: 5,
                                tokens_per_fill: 5,
                                fill_interval: "1s",
                                ...bucket,
                            },
                        },
                    ],
                },
            },
        },
    };
}

describe("the limits of a filter", () => {
    it("are what is counted, whom and how much", () => {
        expect(limitsIn(filter())).to.deep.equal([
            { name: "a", headers: [header], isByClient: true, amount: "5 a second" },
        ]);
    });

    const others: Readonly<Record<string, unknown>> = {
        "requests that do not match": filter({ expect_match: false }),
        "a header in either case": filter({
            headers: [{ ...header, string_match: { ...header.string_match, ignore_case: true } }],
        }),
        "whole networks": filter({}, { masked_remote_address: { v4_prefix_mask_len: 8 } }),
        "one client alone": filter({}, clientAddress, { value: "10.0.0.1" }),
        "another key": filter({}, clientAddress, { key: "remote_address" }),
        "a bucket of another kind": filter({}, clientAddress, {}, { fill: "slowly" }),
        nothing: null,
    };
    for (const [what, other] of Object.entries(others)) {
        it(`are not told in words where it is of ${what}`, () => {
            expect(limitsIn(other)).to.equal(undefined);
        });
    }
});
