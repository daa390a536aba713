import { parser } from "@grafana/lezer-logql";

/** How many errors there are in a query, with Grafana's variables filled in. */
export function errorsInLogQl(query: string): number {
    const text = query.replace(/\$\{[^}]*\}|\$\w+/g, "x");
    let errors = 0;
    parser.parse(text).iterate({
        enter: ({ type }) => {
            errors += type.isError ? 1 : 0;
        },
    });
    return errors;
}
