import { type ResourceValidationArgs, Secret } from "@pulumi/policy";
import { exemptionOf } from "../engine/exemptions";
import type { Path } from "../engine/field";
import { fits, type Repair } from "../engine/repair";
import type { Remediation } from "../engine/rule";
import { resourceObjects } from "./resource";
import { contextOf, type Settings } from "./settings";

type Props = Record<string | number, unknown>;

/** The resource after its repairs; undefined, which changes nothing, when it needs none. */
export function remediateResource(
    { repairs }: Remediation,
    kinds: ReadonlySet<string>,
    args: ResourceValidationArgs,
): Props | undefined {
    const context = contextOf(args.getConfig<Settings>());
    const props = raw(args.props) as Props;
    const wanted = resourceObjects(args, kinds)
        // An element of a List is not where its path says in the resource; it stays refused.
        .filter((object) => !exemptionOf(object, context).excused && !args.type.endsWith("List"))
        .flatMap((object) => {
            const all = [...repairs(object, context)];
            // Half a repair may be worse than none.
            return all.every((each) => fits(object, each) && !meetsSecret(props, each.path)) ? all : [];
        });
    for (const each of wanted.filter(({ value }) => value !== undefined)) {
        put(props, each);
    }
    // From the end, so that what is taken out of a list moves nothing that is still to go.
    for (const { path } of wanted.filter(({ value }) => value === undefined).reverse()) {
        take(props, path);
    }
    return wanted.length === 0 ? undefined : args.props;
}

/**
 * What the SDK's proxies stand before. Through them, every look at a value that is not known yet throws, and a secret that
 * is moved within a list comes out of its wrapping.
 */
function raw(value: unknown): unknown {
    const target = (value as Props | undefined)?.["__getSpecialProxyTarget"];
    return target === undefined ? value : raw(target);
}

/** A secret on the way, or in what would be changed: nobody can see in a diff what became of it. */
function meetsSecret(props: Props, path: Path): boolean {
    let here: unknown = props;
    for (const key of path) {
        if (here instanceof Secret || typeof here !== "object" || here === null) {
            break;
        }
        here = (here as Props)[key];
    }
    return holdsSecret(here);
}

function holdsSecret(value: unknown): boolean {
    return (
        value instanceof Secret ||
        (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret))
    );
}

/** In place: a copy would lose what the SDK knows about each property. */
function put(props: Props, { path, value }: Repair): void {
    let here = props;
    for (const [index, key] of path.slice(0, -1).entries()) {
        here[key] ??= typeof path[index + 1] === "number" ? [] : {};
        here = here[key] as Props;
    }
    here[path.at(-1) ?? ""] = value;
}

function take(props: Props, path: Path): void {
    const last = path.at(-1) ?? "";
    const holder = path.slice(0, -1).reduce((here, key) => here[key] as Props, props);
    if (Array.isArray(holder)) {
        holder.splice(Number(last), 1);
    } else {
        delete holder[last];
    }
}
