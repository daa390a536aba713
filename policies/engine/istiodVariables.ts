import { chartKinds, chartValues } from "./chartValues";
import type { Field } from "./field";
import type { PolicyObject } from "./object";
import { podTemplate } from "./podTemplates";

/** What `istiodVariables` looks at. */
export const istiodVariableKinds: readonly string[] = ["apps/Deployment", ...chartKinds];

/** An environment variable of istiod: its switches. */
export interface Variable {
    readonly name: string;
    readonly value: Field;
    /** What is taken out to leave it at its default. */
    readonly entry: Field;
}

export const istiodName = /^istiod(-.+)?$/;

/** Whether an object is the Deployment of an istiod, as far as it is known. */
export function isIstiod(object: PolicyObject): boolean {
    const app = podTemplate(object)?.at("metadata", "labels", "app");
    return (
        object.groupKind === "apps/Deployment" &&
        istiodName.test(object.name) &&
        (app?.isUnknown === true || app?.text === "istiod")
    );
}

/** The variables an object sets for istiod: in its Deployment, or in the values of whatever makes one. */
export function istiodVariables(object: PolicyObject): readonly Variable[] {
    if (object.groupKind === "apps/Deployment") {
        return isIstiod(object)
            ? (podTemplate(object)?.at("spec", "containers").items() ?? [])
                  .filter((each) => each.at("name").isUnknown || each.at("name").text === "discovery")
                  .flatMap((each) => listed(each.at("env")))
            : [];
    }
    const chart = chartValues(object);
    if (chart?.chart !== "istiod") {
        return [];
    }
    const maps = [chart.values.at("pilot", "env"), chart.values.at("env")];
    return [
        ...maps.flatMap((map) => map.entries().map(([name, value]) => ({ name, value, entry: value }))),
        ...listed(object.root.at("spec", "components", "pilot", "k8s", "env")),
    ];
}

/** One whose name is not known yet may be any. */
function listed(env: Field): readonly Variable[] {
    return env.items().map((each) => {
        const name = each.at("name");
        return name.isUnknown
            ? { name: "*", value: name, entry: each }
            : { name: name.text ?? "", value: each.at("value"), entry: each };
    });
}
