import fc from "fast-check";
import { unknownValue } from "../../policies/engine/field";
import { istioPool, newestMinor } from "../../policies/schema/istioPool";
import type { Place } from "../../policies/schema/pool";
import type { Props } from "./crossguard";

/** What stands where something else is due. */
const wrong = fc.oneof(
    fc.constantFrom<unknown>(
        null,
        undefined,
        "",
        "*",
        "x",
        0,
        -1,
        1.5,
        Number.MAX_SAFE_INTEGER,
        Number.NaN,
        true,
        [],
        {},
        [null],
        [[]],
        [{}],
        { "": "" },
        { "*": ["*"] },
        unknownValue,
        [unknownValue],
        { x: unknownValue },
        "a".repeat(5_000),
        "__proto__",
    ),
    fc.jsonValue({ maxDepth: 3 }),
);

/** Texts that the rules take apart. */
const telling = fc.constantFrom(
    "*",
    "*.com",
    "*/*",
    "./*",
    "~/*",
    "core/*",
    "orders",
    "orders.core",
    "orders.core.svc.cluster.local",
    "cluster.local/ns/core/sa/orders",
    "/admin",
    "/{**}",
    "10.0.0.0/8",
    "::/0",
    "istio-system/istio",
    "http",
    "HTTP2",
    "443",
    "5s",
    "0s",
    "-5s",
    "1h",
    "https://a.example.com/keys",
    "http://10.0.0.1",
    "oci://a/b:latest",
    "(a+)+$",
    "[",
    "%REQ(AUTHORIZATION)%",
    '{"keys":[{"kty":"RSA","d":"x"}]}',
    "request.headers[x-user]",
    "Ünïcødé \u0000",
);

function valueAt(index: number, depth: number): fc.Arbitrary<unknown> {
    const place = istioPool.places[index] ?? {};
    const right = rightValue(place, depth);
    return fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function rightValue(place: Place, depth: number): fc.Arbitrary<unknown> {
    if (place.enum !== undefined) {
        return fc.constantFrom(...place.enum);
    }
    switch (place.type) {
        case "string":
            return fc.oneof(telling, fc.string({ maxLength: 12 }));
        case "integer":
            return fc.oneof(fc.constantFrom(0, 1, 80, 443, 65_536, -1), fc.integer());
        case "number":
            return fc.oneof(fc.constantFrom(0, 100, 0.5), fc.double());
        case "boolean":
            return fc.boolean();
        case "array":
            return depth === 0 || place.items === undefined
                ? fc.constant([])
                : fc.array(valueAt(place.items, depth - 1), { maxLength: 3 });
        case "object":
            return mapOf(place, depth);
        default:
            return wrong;
    }
}

function mapOf({ properties, additionalProperties }: Place, depth: number): fc.Arbitrary<unknown> {
    if (depth === 0) {
        return fc.constant({});
    }
    if (properties === undefined) {
        return additionalProperties === undefined
            ? wrong
            : fc.dictionary(telling, valueAt(additionalProperties, depth - 1), { maxKeys: 3 });
    }
    // A few of the fields: all of them at once would be as large as the schema.
    const names = Object.keys(properties);
    return fc
        .subarray(names, { maxLength: Math.min(names.length, 5) })
        .chain((some) =>
            fc.record(
                Object.fromEntries(some.map((name) => [name, valueAt(properties[name] ?? 0, depth - 1)])),
            ),
        );
}

const metadata = fc.oneof(
    {
        weight: 8,
        arbitrary: fc.record(
            {
                name: fc.constantFrom("default", "orders", "istio-ingressgateway"),
                namespace: fc.constantFrom("core", "istio-system", "edge"),
                labels: fc.dictionary(
                    fc.constantFrom("app", "istio.io/rev", "istio"),
                    fc.oneof(telling, wrong),
                    {
                        maxKeys: 2,
                    },
                ),
                annotations: fc.dictionary(
                    fc.constantFrom("istio.io/dry-run", "proxy.istio.io/config", "meshwright.io/until"),
                    fc.oneof(telling, wrong),
                    { maxKeys: 2 },
                ),
            },
            { requiredKeys: ["name"] },
        ),
    },
    { weight: 1, arbitrary: wrong },
);

const kinds = Object.entries(istioPool.kinds[newestMinor] ?? {}).flatMap(([groupKind, versions]) =>
    Object.entries(versions).map(([version, place]) => {
        const [group = "", kind = ""] = groupKind.split("/");
        return { apiVersion: `${group}/${version}`, kind, place };
    }),
);

/** Objects of Istio's kinds: mostly of the form of their schema, and something else in every place now and then. */
export const istioObject: fc.Arbitrary<Props> = fc
    .constantFrom(...kinds)
    .chain(({ apiVersion, kind, place }) => {
        const spec = istioPool.places[place]?.properties?.["spec"] ?? 0;
        return fc.record({
            apiVersion: fc.constant(apiVersion),
            kind: fc.constant(kind),
            metadata,
            spec: valueAt(spec, 7),
        }) as fc.Arbitrary<Props>;
    });
