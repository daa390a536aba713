import { badName } from "../components/graph/formats";
import { inStack, shown } from "../components/graph/shape";
import { type Problem, problem } from "../components/problems";
import type { StackContent } from "./stackSchema";

/** A provider is called `authorizer-<name>`, and istiod takes 63 characters. */
const longestAuthorizer = 52;

/** Tokens and authorizers, each by itself; who may use them is the catalogue's affair. */
export function checkAccess({ tokens, authorizers }: StackContent): readonly Problem[] {
    return [...checkTokens(tokens ?? {}), ...checkAuthorizers(authorizers ?? {})];
}

function checkTokens(tokens: NonNullable<StackContent["tokens"]>): readonly Problem[] {
    const problems: Problem[] = [];
    const firstBy = new Map<string, string>();
    for (const [name, { issuer, jwksUri, jwks }] of Object.entries(tokens)) {
        const trouble = badName(name);
        if (trouble !== undefined) {
            problems.push(problem(trouble.code, inStack(["tokens", name]), trouble.message));
        }
        if ((jwksUri === undefined) === (jwks === undefined)) {
            const message =
                jwks === undefined
                    ? "says nothing of keys; write jwksUri, which istiod fetches, or jwks with the keys themselves"
                    : "has jwksUri and jwks, and istiod takes the keys from one place; remove one";
            problems.push(problem("token-keys", inStack(["tokens", name]), message));
        }
        const first = firstBy.get(issuer);
        if (first !== undefined) {
            const message = `${shown(issuer)} is already the issuer of "${first}", and rules tell tokens apart by their issuer; merge the two`;
            problems.push(problem("duplicate-token-issuer", inStack(["tokens", name, "issuer"]), message));
        }
        firstBy.set(issuer, first ?? name);
    }
    return problems;
}

function checkAuthorizers(authorizers: NonNullable<StackContent["authorizers"]>): readonly Problem[] {
    const problems: Problem[] = [];
    for (const [name, authorizer] of Object.entries(authorizers)) {
        const trouble = badName(name, longestAuthorizer);
        if (trouble !== undefined) {
            problems.push(problem(trouble.code, inStack(["authorizers", name]), trouble.message));
        }
        for (const key of ["includeHeaders", "forwardHeaders"] as const) {
            if (authorizer.protocol === "grpc" && authorizer[key] !== undefined) {
                const message =
                    key === "includeHeaders"
                        ? "over gRPC it is sent every header; remove it"
                        : "over gRPC its answer itself says which headers the service gets; remove it";
                problems.push(problem("authorizer-headers", inStack(["authorizers", name, key]), message));
            }
        }
        for (const [at, header] of (authorizer.includeHeaders ?? []).entries()) {
            // What an authorizer answers with is dropped from what clients send, so it could not be sent this.
            if (header !== "authorization" && authorizer.forwardHeaders?.includes(header)) {
                const message = `${shown(header)} is also in forwardHeaders, and what the authorizer answers with is taken from clients before it is asked; remove it from one of the two`;
                const where = inStack(["authorizers", name, "includeHeaders", at]);
                problems.push(problem("authorizer-headers", where, message));
            }
        }
    }
    return problems;
}
