import { defaultContext } from "../../policies/engine/context";
import type { Field } from "../../policies/engine/field";
import type { PolicyObject } from "../../policies/engine/object";
import { podTemplate } from "../../policies/engine/podTemplates";
import { rules } from "../../policies/rules";
import { istioPool, newestMinor } from "../../policies/schema/istioPool";

const validity = new Map(
    rules.flatMap((rule) =>
        /^V-/.test(rule.id) && rule.scope === "object" ? rule.kinds.map((kind) => [kind, rule] as const) : [],
    ),
);
const context = { ...defaultContext, today: "2026-11-20" };

/** Whether an API server takes an object by its form alone: a policy sees no other. */
export function isTaken(object: PolicyObject): boolean {
    const { root } = object;
    if (!hasTexts(root.at("metadata")) || root.at("metadata", "name").text === undefined) {
        return false;
    }
    if (istioPool.kinds[newestMinor]?.[object.groupKind] !== undefined) {
        const rule = validity.get(object.groupKind);
        return rule !== undefined && [...rule.check(object, context)].length === 0;
    }
    const pod = podTemplate(object);
    return pod === undefined || isPod(pod);
}

/** Names, labels and annotations are texts. */
function hasTexts(metadata: Field): boolean {
    if (!isMap(metadata)) {
        return false;
    }
    return ["labels", "annotations"].every((key) => {
        const map = metadata.at(key);
        return (
            map.isAbsent ||
            (typeof map.value === "object" &&
                !map.isList &&
                Object.values(map.value as object).every((each) => typeof each === "string"))
        );
    });
}

const switches = ["hostNetwork", "shareProcessNamespace", "privileged"];
const numbers = ["runAsUser", "runAsGroup", "fsGroup"];
const texts = ["name", "value", "image"];
const lists = ["containers", "initContainers", "ephemeralContainers", "supplementalGroups", "add", "env"];

/** What our rules read of a pod is of its type. */
function isPod(pod: Field): boolean {
    return hasTexts(pod.at("metadata")) && pod.at("spec").entries().length > 0 && isTyped(pod.at("spec"));
}

const maps = ["securityContext", "capabilities"];
const listsOfMaps = ["containers", "initContainers", "ephemeralContainers", "env"];

function isMap(field: Field): boolean {
    return field.isAbsent || (typeof field.value === "object" && !field.isList);
}

function isTyped(field: Field): boolean {
    if (field.isList) {
        return field.items().every((each) => !each.isAbsent && isTyped(each));
    }
    return field.entries().every(([key, each]) => {
        if (
            (maps.includes(key) && !isMap(each)) ||
            (listsOfMaps.includes(key) && !each.items().every(isMap))
        ) {
            return false;
        }
        if (switches.includes(key)) {
            return typeof each.value === "boolean";
        }
        if (numbers.includes(key)) {
            return typeof each.value === "number";
        }
        if (lists.includes(key) && !each.isList) {
            return false;
        }
        if (key === "add") {
            return each.items().every(({ text }) => text !== undefined);
        }
        return texts.includes(key) ? each.text !== undefined : isTyped(each);
    });
}
