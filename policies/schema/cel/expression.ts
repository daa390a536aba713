/** An expression of the Common Expression Language, as far as Istio's CRDs and our own admission policies use it. */
export type Expression =
    | { readonly is: "literal"; readonly value: string | number | boolean }
    | { readonly is: "name"; readonly name: string }
    | { readonly is: "select"; readonly of: Expression; readonly field: string; readonly optional?: true }
    | { readonly is: "index"; readonly of: Expression; readonly key: Expression; readonly optional?: true }
    | {
          readonly is: "call";
          readonly name: string;
          readonly on?: Expression;
          readonly with: readonly Expression[];
      }
    | { readonly is: "list"; readonly items: readonly Expression[] }
    | { readonly is: "emptyMap" }
    | { readonly is: "unary"; readonly operator: "!" | "-"; readonly on: Expression }
    | {
          readonly is: "binary";
          readonly operator: BinaryOperator;
          readonly left: Expression;
          readonly right: Expression;
      }
    | {
          readonly is: "choice";
          readonly when: Expression;
          readonly then: Expression;
          readonly otherwise: Expression;
      };

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "+" | "-";

/** The functions that are there; an expression with any other is refused where the schemas are compiled. */
export const functions: ReadonlySet<string> = new Set([
    "has",
    "size",
    "int",
    "duration",
    "url",
    "isURL",
    "dyn",
]);
export const methods: ReadonlySet<string> = new Set([
    "all",
    "exists",
    "exists_one",
    "filter",
    "orValue",
    "hasValue",
    "or",
    "upperAscii",
    "lowerAscii",
    "trim",
    "split",
    "contains",
    "startsWith",
    "endsWith",
    "matches",
    "size",
    "substring",
    "getScheme",
]);
