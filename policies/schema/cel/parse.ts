import { type BinaryOperator, type Expression, functions, methods } from "./expression";

const token =
    /\s*(?:(\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(\|\||&&|[=!<>]=|[-+!<>?:.,()[\]{}]))\s*/y;

/** Operators by how strongly they bind, the weakest first. */
const precedence: readonly (readonly BinaryOperator[])[] = [
    ["||"],
    ["&&"],
    ["==", "!=", "<", "<=", ">", ">=", "in"],
    ["+", "-"],
];

/** Reads an expression; throws, with what is not supported, on any that nobody has used so far. */
export function parse(text: string): Expression {
    const parser = new Parser(tokens(text));
    const found = parser.choice();
    parser.expect(undefined);
    return found;
}

function tokens(text: string): readonly string[] {
    const found: string[] = [];
    token.lastIndex = 0;
    while (token.lastIndex < text.length) {
        const from = token.lastIndex;
        const match = token.exec(text);
        if (match === null) {
            throw new Error(`not supported at ${from} of the expression ${text}`);
        }
        found.push(match[0].trim());
    }
    return found;
}

class Parser {
    #at = 0;

    constructor(readonly tokens: readonly string[]) {}

    choice(): Expression {
        const when = this.binary(0);
        if (!this.#take("?")) {
            return when;
        }
        const then = this.choice();
        this.expect(":");
        return { is: "choice", when, then, otherwise: this.choice() };
    }

    /** The next token must be this one; without any, there must be no more. */
    expect(wanted: string | undefined): void {
        if (this.tokens[this.#at] !== wanted) {
            throw new Error(
                `not supported: ${this.tokens[this.#at] ?? "the end"} where ${wanted ?? "the end"} is due`,
            );
        }
        this.#at++;
    }

    binary(level: number): Expression {
        const operators = precedence[level];
        if (operators === undefined) {
            return this.#unary();
        }
        let left = this.binary(level + 1);
        for (;;) {
            const operator = operators.find((each) => this.#take(each));
            if (operator === undefined) {
                return left;
            }
            left = { is: "binary", operator, left, right: this.binary(level + 1) };
        }
    }

    #unary(): Expression {
        for (const operator of ["!", "-"] as const) {
            if (this.#take(operator)) {
                return { is: "unary", operator, on: this.#unary() };
            }
        }
        return this.#member(this.#primary());
    }

    #member(of: Expression): Expression {
        if (this.#take("[")) {
            const optional = this.#take("?") ? { optional: true as const } : {};
            const key = this.choice();
            this.expect("]");
            return this.#member({ is: "index", of, key, ...optional });
        }
        if (!this.#take(".")) {
            return of;
        }
        if (this.#take("?")) {
            return this.#member({ is: "select", of, field: this.#next(), optional: true });
        }
        const field = this.#next();
        if (this.#take("(")) {
            return this.#member(this.#call(field, methods, of));
        }
        return this.#member({ is: "select", of, field });
    }

    #primary(): Expression {
        const next = this.#next();
        if (next === "(") {
            const inner = this.choice();
            this.expect(")");
            return inner;
        }
        if (next === "[") {
            return { is: "list", items: this.#until("]") };
        }
        if (next === "{") {
            this.expect("}");
            return { is: "emptyMap" };
        }
        if (/^["']/.test(next)) {
            return { is: "literal", value: unquoted(next) };
        }
        if (/^\d/.test(next)) {
            return { is: "literal", value: Number(next) };
        }
        if (next === "true" || next === "false") {
            return { is: "literal", value: next === "true" };
        }
        if (!/^\w/.test(next)) {
            throw new Error(`not supported: ${next}`);
        }
        return this.#take("(") ? this.#call(next, functions) : { is: "name", name: next };
    }

    #call(name: string, known: ReadonlySet<string>, on?: Expression): Expression {
        if (!known.has(name)) {
            throw new Error(`not supported: ${name}()`);
        }
        const args = this.#until(")");
        return { is: "call", name, with: args, ...(on === undefined ? {} : { on }) };
    }

    #until(end: string): readonly Expression[] {
        const found: Expression[] = [];
        while (!this.#take(end)) {
            if (found.length > 0) {
                this.expect(",");
            }
            found.push(this.choice());
        }
        return found;
    }

    #next(): string {
        const next = this.tokens[this.#at];
        if (next === undefined) {
            throw new Error("not supported: an expression that ends too early");
        }
        this.#at++;
        return next;
    }

    #take(wanted: string): boolean {
        const isNext = this.tokens[this.#at] === wanted;
        if (isNext) {
            this.#at++;
        }
        return isNext;
    }
}

/** No expression has an escape other than a quote or a backslash so far. */
function unquoted(text: string): string {
    return text.slice(1, -1).replace(/\\(.)/g, "$1");
}
