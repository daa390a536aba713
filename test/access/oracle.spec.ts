import { expect } from "chai";
import fc from "fast-check";
import { anonymous, contains, equals, includes } from "../../components/access";
import type { AuthorizationPolicySpec } from "../../components/istio/types";
import { runs } from "../support/runs";
import { access, policy, service, workload } from "./mesh";
import { isAllowed, type Request } from "./requests";

/** Lists may be empty, which means unset, as in a policy that a program built from an empty array. */
function list(...values: readonly string[]): fc.Arbitrary<readonly string[]> {
    return fc.subarray([...values], { maxLength: Math.min(2, values.length) });
}

const principals = list("example.org/ns/shop/sa/orders", "example.org/ns/shop/*", "*/sa/cart", "*");
const paths = list("/a", "/a/*", "/ab*", "*b", "*");
const source = fc.record(
    { principals, notPrincipals: principals, namespaces: list("shop", "far"), notNamespaces: list("shop") },
    { requiredKeys: [] },
);
const operation = fc.record(
    {
        ports: list("80", "5432"),
        notPorts: list("80"),
        methods: list("GET", "POST", "*"),
        notMethods: list("GET"),
        paths,
        notPaths: paths,
    },
    { requiredKeys: [] },
);
const when = fc.constantFrom(
    [],
    [],
    [],
    [{ key: "source.ip", values: ["10.0.0.1"] }],
    [{ key: "source.ip", values: [] }],
);
const rule = fc.record(
    {
        from: fc.array(
            source.map((each) => ({ source: each })),
            { maxLength: 2 },
        ),
        to: fc.array(
            operation.map((each) => ({ operation: each })),
            { maxLength: 2 },
        ),
        when,
    },
    { requiredKeys: [] },
);
const spec: fc.Arbitrary<AuthorizationPolicySpec> = fc.record(
    { action: fc.constantFrom("ALLOW", "ALLOW", "DENY"), rules: fc.array(rule, { maxLength: 3 }) },
    { requiredKeys: [] },
);
const specs = fc.array(spec, { maxLength: 3 });
const request: fc.Arbitrary<Request> = fc
    .record({
        from: fc.constantFrom("shop/orders", "shop/cart", "far/cart", ""),
        port: fc.constantFrom(80, 81, 5432),
        method: fc.constantFrom("GET", "POST", "PUT"),
        path: fc.constantFrom("/", "/a", "/a/", "/a/b", "/ab", "/abb", "/c"),
        conditionsHold: fc.boolean(),
    })
    .map(({ from, ...rest }) => ({
        ...rest,
        ...(from === "" ? {} : { from }),
        carriesHttp: rest.port !== 5432,
    }));

function accessOf(
    all: readonly AuthorizationPolicySpec[],
    from: string | undefined,
): ReturnType<typeof access> {
    const [namespace = "", name = ""] = from?.split("/") ?? [];
    const objects = all.map((each, index) => policy(each, { name: `policy-${index}` }));
    return access(
        [service([{ name: "tcp", port: 5432 }]), ...objects],
        from === undefined ? anonymous : workload(namespace, name),
    );
}

describe("access to any set of policies", () => {
    it("decides each request as reading the policies one by one does", () => {
        fc.assert(
            fc.property(specs, request, (all, call) => {
                const { certain, possible } = accessOf(all, call.from);
                const allowed = isAllowed(all, call);
                if (contains(certain, call)) {
                    expect(allowed, "what is certain is allowed").to.equal(true);
                }
                if (allowed) {
                    expect(contains(possible, call), "what is allowed is possible").to.equal(true);
                }
            }),
            runs(500),
        );
    });

    it("is certain but for what depends on something opaque, and names that", () => {
        fc.assert(
            fc.property(specs, fc.constantFrom("shop/orders", "far/cart", undefined), (all, from) => {
                const { certain, possible, opaque } = accessOf(all, from);
                expect(includes(possible, certain)).to.equal(true);
                expect(equals(possible, certain)).to.equal(opaque.length === 0);
                for (const reason of opaque) {
                    expect(reason.path).to.match(/^rules\[\d\]\.when\[0\]\.values$/);
                }
            }),
            runs(500),
        );
    });

    it("does not depend on the order of the policies", () => {
        fc.assert(
            fc.property(specs, (all) => {
                const forwards = accessOf(all, "shop/orders");
                const backwards = accessOf([...all].reverse(), "shop/orders");
                expect(equals(forwards.certain, backwards.certain)).to.equal(true);
                expect(equals(forwards.possible, backwards.possible)).to.equal(true);
            }),
            runs(200),
        );
    });
});
