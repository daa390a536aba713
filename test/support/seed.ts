/**
 * Where random searches begin. Fixed, so that a change is judged by the same cases on every machine and fails for what
 * it does, not for what was drawn; drawn anew where TEST_DEPTH=full looks for what nobody thought of, or as TEST_SEED
 * says.
 */
export const seed = Number(
    process.env["TEST_SEED"] ?? (process.env["TEST_DEPTH"] === "full" ? Date.now() % 2 ** 31 : 1),
);
