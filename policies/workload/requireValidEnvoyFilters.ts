import type { Field } from "../engine/field";
import { type Finding, type ObjectRule, unseen, violation } from "../engine/rule";

/** What istiod looks the object of a patch up by, for each thing that can be patched; the others it does not compare. */
const matchFor: Readonly<Record<string, string>> = {
    LISTENER: "listener",
    FILTER_CHAIN: "listener",
    NETWORK_FILTER: "listener",
    HTTP_FILTER: "listener",
    ROUTE_CONFIGURATION: "routeConfiguration",
    VIRTUAL_HOST: "routeConfiguration",
    HTTP_ROUTE: "routeConfiguration",
    CLUSTER: "cluster",
};
const matches = ["listener", "routeConfiguration", "cluster"];
const managers = ["envoy.filters.network.http_connection_manager", "envoy.http_connection_manager"];

export const requireValidEnvoyFilters: ObjectRule = {
    scope: "object",
    id: "E-24",
    ids: ["IST0106"],
    name: "meshwright-workload-require-valid-envoy-filters",
    displayName: "Require EnvoyFilters that istiod takes",
    description:
        "Every patch of an EnvoyFilter must say what it is applied to, what it does, and match objects of that kind.",
    severity: "high",
    framework: {
        name: "Istio Reference",
        version: "1.31",
        reference: "https://istio.io/latest/docs/reference/config/networking/envoy-filter/",
        specification: "EnvoyFilter.EnvoyConfigObjectPatch",
    },
    remediationSteps: "Change what the message names; istiod's webhook refuses it.",
    settings: [],
    kinds: ["networking.istio.io/EnvoyFilter"],

    *check(object) {
        for (const patch of object.root.at("spec", "configPatches").items()) {
            yield* judge(patch);
        }
    },
};

function* judge(patch: Field): Iterable<Finding> {
    const match = patch.at("match");
    const [applyTo, operation, value] = [
        patch.at("applyTo"),
        patch.at("patch", "operation"),
        patch.at("patch", "value"),
    ];
    const read = [patch, match, match.at("context"), applyTo, patch.at("patch"), operation, value];
    const hazy = read.find((each) => each.isUnknown);
    if (hazy !== undefined) {
        yield unseen(hazy);
        return;
    }
    // istiod leaves the patches of waypoints to the waypoints.
    if (match.at("context").text === "WAYPOINT") {
        return;
    }
    const needed = [
        [applyTo, "so nothing says what is patched", "name it"],
        [patch.at("patch"), "so there is nothing to apply", "give it an operation and a value"],
        [operation, "so nothing says what the patch does", "name it"],
    ] as const;
    const missing = needed.find(([field]) => field.isAbsent || field.text === "INVALID");
    if (missing !== undefined) {
        const [field, effect, fix] = missing;
        yield violation(field, effect, fix);
    } else if (operation.text !== undefined && operation.text !== "REMOVE" && value.isAbsent) {
        yield violation(value, `and ${operation.text} needs one`, "give it");
    } else {
        yield* judgeMatch(match, applyTo.text ?? "");
    }
}

function* judgeMatch(match: Field, applyTo: string): Iterable<Finding> {
    const wanted = matchFor[applyTo];
    if (wanted === undefined) {
        return;
    }
    const given = matches.map((key) => match.at(key));
    const hazy = given.find((each) => each.isUnknown);
    const other = given.find((each) => !each.isAbsent && each.path.at(-1) !== wanted);
    if (hazy !== undefined) {
        yield unseen(hazy);
    } else if (other !== undefined && match.at(wanted).isAbsent) {
        yield violation(other, `which no ${applyTo} is found by`, `match by ${wanted}`);
    } else if (wanted === "listener") {
        yield* judgeFilter(match.at("listener", "filterChain", "filter"), applyTo);
    }
}

function* judgeFilter(filter: Field, applyTo: string): Iterable<Finding> {
    const name = filter.at("name");
    const sub = filter.at("subFilter");
    const hazy = [filter, name, sub, sub.at("name")].find((each) => each.isUnknown);
    if (hazy !== undefined) {
        yield unseen(hazy);
    } else if (filter.isAbsent) {
        return;
    } else if (isNothing(name)) {
        yield violation(name, "and filters are found by their names", "give it");
    } else if (sub.isAbsent) {
        return;
    } else if (applyTo !== "HTTP_FILTER") {
        yield violation(sub, `and only HTTP_FILTER has filters below filters, not ${applyTo}`, "remove it");
    } else if (!managers.includes(name.text ?? "")) {
        yield violation(name, "which has no filters below it", `write ${managers[0]}`);
    } else if (isNothing(sub.at("name"))) {
        yield violation(sub.at("name"), "and filters are found by their names", "give it");
    }
}

const isNothing = (field: Field) => field.isAbsent || field.text === "";
