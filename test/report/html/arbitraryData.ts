import fc from "fast-check";
import type { PageData } from "../../../report/html/view/pageData";

/** Data of pages with whatever calls between whatever workloads. */
export const arbitraryData: fc.Arbitrary<PageData> = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 25 }))
    .chain(([groups, nodes]) =>
        fc.record({
            base: fc.constant("before"),
            head: fc.constant("after"),
            hasCatalogue: fc.constant(false),
            texts: fc.constant(["GET /a, port 80", "may now GET /a"]),
            groups: fc.constant(
                Array.from({ length: groups }, (_, index) => ({
                    name: `g${index}`,
                    place: "inside" as const,
                })),
            ),
            nodes: fc.array(
                fc.record({
                    name: fc.constantFrom("web", "cart", "payments"),
                    group: fc.nat(groups - 1),
                    presence: fc.constantFrom("both" as const, "new" as const, "gone" as const),
                }),
                { minLength: nodes, maxLength: nodes },
            ),
            edges: fc.array(
                fc.record(
                    {
                        from: fc.nat(nodes - 1),
                        to: fc.nat(nodes - 1),
                        before: fc.constant(0),
                        after: fc.constant(0),
                        changes: fc.constantFrom(
                            [{ effect: "opens" as const, text: 1, because: [] }],
                            [{ effect: "closes" as const, text: 1, because: [] }],
                        ),
                    },
                    { requiredKeys: ["from", "to"] },
                ),
                { maxLength: 60 },
            ),
            terms: fc.constant([{ calls: [0], possible: [], opaque: [], because: [] }]),
            objects: fc.constant({}),
            objectsBefore: fc.constant({}),
            openTo: fc.constant([]),
        }),
    );
