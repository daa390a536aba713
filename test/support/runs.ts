/** Runs of a property: enough to notice, or with TEST_DEPTH=full enough to be sure. */
export function runs(usual: number): { numRuns: number } {
    return { numRuns: process.env["TEST_DEPTH"] === "full" ? usual * 20 : usual };
}
