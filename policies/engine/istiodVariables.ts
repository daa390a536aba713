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
}

/** Whether an object is the Deployment of an istiod. */
export function isIstiod(object: PolicyObject): boolean {
    return (
        object.groupKind === "apps/Deployment" &&
        /^istiod(-.+)?$/.test(object.name) &&
        podTemplate(object)?.at("metadata", "labels", "app").text === "istiod"
    );
}

/** The variables an object sets for istiod: in its Deployment, or in the values of whatever makes one. */
export function istiodVariables(object: PolicyObject): readonly Variable[] {
    if (object.groupKind === "apps/Deployment") {
        return isIstiod(object)
            ? (podTemplate(object)?.at("spec", "containers").items() ?? [])
                  .filter((each) => each.at("name").text === "discovery")
                  .flatMap((each) => listed(each.at("env")))
            : [];
    }
    const chart = chartValues(object);
    if (chart?.chart !== "istiod") {
        return [];
    }
    const maps = [chart.values.at("pilot", "env"), chart.values.at("env")];
    return [
        ...maps.flatMap((map) => map.entries().map(([name, value]) => ({ name, value }))),
        ...listed(object.root.at("spec", "components", "pilot", "k8s", "env")),
    ];
}

function listed(env: Field): readonly Variable[] {
    return env.items().map((each) => ({ name: each.at("name").text ?? "*", value: each.at("value") }));
}
