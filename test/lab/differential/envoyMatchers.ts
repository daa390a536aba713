import { object, objects, onlyField, text } from "./envoyJson";

type TextMatcher = (value: string) => boolean;

/** `envoy.type.matcher.v3.StringMatcher`. */
export function textMatcher(matcher: unknown): TextMatcher {
    const { ignoreCase, ...pattern } = object(matcher);
    const fold = (each: string) => (ignoreCase === true ? each.toLowerCase() : each);
    const [kind, wanted] = onlyField(pattern, "a string matcher");
    const part = fold(text(wanted) ?? "");
    switch (kind) {
        case "exact":
            return (value) => fold(value) === part;
        case "prefix":
            return (value) => fold(value).startsWith(part);
        case "suffix":
            return (value) => fold(value).endsWith(part);
        case "contains":
            return (value) => fold(value).includes(part);
        case "safeRegex": {
            // The whole value has to match.
            const expression = new RegExp(`^(?:${text(object(wanted)["regex"]) ?? ""})$`);
            return (value) => expression.test(value);
        }
        default:
            throw new Error(`unknown string matcher ${kind}`);
    }
}

/** `envoy.config.route.v3.HeaderMatcher`; an absent header matches nothing but a question of presence. */
export function headerMatcher(matcher: unknown): (value: string | undefined) => boolean {
    const { name: _name, invertMatch, treatMissingHeaderAsEmpty: _treat, ...pattern } = object(matcher);
    const [kind, wanted] = onlyField(pattern, "a header matcher");
    const inverted = invertMatch === true;
    if (kind === "presentMatch") {
        return (value) => ((value !== undefined) === (wanted === true)) !== inverted;
    }
    if (kind !== "stringMatch") {
        throw new Error(`unknown header matcher ${kind}`);
    }
    const matches = textMatcher(wanted);
    return (value) => value !== undefined && matches(value) !== inverted;
}

/** `envoy.type.matcher.v3.ValueMatcher` on a claim, which may be a list. */
export function valueMatcher(matcher: unknown): (value: string | readonly string[] | undefined) => boolean {
    const [kind, wanted] = onlyField(matcher, "a value matcher");
    switch (kind) {
        case "stringMatch": {
            const matches = textMatcher(wanted);
            return (value) => typeof value === "string" && matches(value);
        }
        case "listMatch": {
            const matches = valueMatcher(object(wanted)["oneOf"]);
            return (value) => Array.isArray(value) && value.some((each) => matches(each));
        }
        case "presentMatch":
            return (value) => (value !== undefined) === (wanted === true);
        case "orMatch": {
            const all = objects(object(wanted)["valueMatchers"]).map(valueMatcher);
            return (value) => all.some((matches) => matches(value));
        }
        default:
            throw new Error(`unknown value matcher ${kind}`);
    }
}
