import { chartValues } from "../engine/chartValues";
import { type Field, isEmpty } from "../engine/field";
import { meshConfigKinds } from "../engine/meshConfig";
import { completeSettings } from "../engine/meshSettings";
import { podTemplate } from "../engine/podTemplates";
import { type StackRule, violation } from "../engine/rule";
import { entryPorts, entryProtocol, serviceEntryKind } from "../engine/serviceEntries";
import type { StackView } from "../engine/stackView";

const variable = "PILOT_ENABLE_IP_AUTOALLOCATE";
const byAddress = new Set(["", "TCP", "MONGO", "REDIS", "MYSQL"]);

export const requireEntryAddresses: StackRule = {
    scope: "stack",
    id: "D-23",
    ids: ["IST0134"],
    name: "meshwright-traffic-require-entry-addresses",
    displayName: "Require addresses of hosts that speak TCP",
    description: "Where istiod gives out no addresses, a ServiceEntry with a TCP port must have its own.",
    severity: "medium",
    advisory: true,
    remediationSteps:
        "Give addresses, or leave PILOT_ENABLE_IP_AUTOALLOCATE on, as it is by default: without an address a TCP port takes the " +
        "calls to every address.",
    settings: [],
    kinds: [...new Set([serviceEntryKind, "apps/Deployment", ...meshConfigKinds])],

    *check(_, __, view) {
        const isOff =
            switches(view).some((each) => each.text === "false") ||
            completeSettings(view).some(
                ({ mesh }) => mesh.at("defaultConfig", "proxyMetadata", variable).text === "false",
            );
        for (const object of isOff ? view.kind(serviceEntryKind) : []) {
            const port = entryPorts(object).find(
                (each) => byAddress.has(entryProtocol(each)) && !each.isUnknown,
            );
            const addresses = object.root.at("spec", "addresses");
            if (port !== undefined && isEmpty(addresses)) {
                const message = `and ${variable} is off, so its TCP port takes the calls to every address`;
                yield { object, finding: violation(addresses, message, "give it an address") };
            }
        }
    },
};

function switches(view: StackView): readonly Field[] {
    const values = view.of(meshConfigKinds).flatMap((each) => {
        const chart = chartValues(each);
        return chart?.chart === "istiod" ? [chart.values.at("pilot", "env", variable)] : [];
    });
    const variables = view.kind("apps/Deployment").flatMap((each) =>
        (podTemplate(each)?.at("spec", "containers").items() ?? [])
            .filter((container) => container.at("name").text === "discovery")
            .flatMap((container) => container.at("env").items())
            .filter((entry) => entry.at("name").text === variable)
            .map((entry) => entry.at("value")),
    );
    return [...values, ...variables];
}
