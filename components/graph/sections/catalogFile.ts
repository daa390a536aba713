import { badName, labelPattern } from "../formats";
import { anyList, type Content, list, mapOf, refuse, section, text } from "../shape/leaves";
import { call } from "./call";
import { external } from "./external";
import { route } from "./route";
import { service } from "./service";
import { store } from "./store";
import { workload } from "./workload";

/** `owners` is required, but a rule says so: a file without it can still be read whole. */
export const requiredKeys = ["namespace", "owners"];

export const catalogFile = section(
    {
        namespace: text("the name of the namespace this file describes", "Namespace this file describes."),
        owners: list(
            text("the name of a team", "A team.", badName),
            "a list of teams such as [team-core]",
            "Teams that answer for this namespace.",
        ).optional(),
        workloads: mapOf(
            workload,
            "a map from names to workloads",
            "Programs, each with an identity of its own.",
            labelPattern,
        ).optional(),
        services: mapOf(
            service,
            "a map from names to services",
            "Services by name.",
            labelPattern,
        ).optional(),
        stores: mapOf(
            store,
            "a map from names to stores",
            "Stores by name, unique over the whole catalogue.",
            labelPattern,
        ).optional(),
        externals: mapOf(
            external,
            "a map from hosts to external hosts",
            "Hosts outside the cluster, each declared once.",
        ).optional(),
        calls: anyList(
            call,
            "a list such as [{ from: cart, store: redis }]",
            "What the workloads of this namespace call.",
        ).optional(),
        routes: anyList(
            route,
            "a list such as [{ publicHost: api, path: /orders/*, service: orders-service, token: hwa }]",
            "Ways in from public hosts to services of this namespace.",
        ).optional(),
    },
    "a map with namespace, owners, workloads, services, stores, externals, calls and routes",
    "The services of one namespace: who they are, what can be asked of them, who calls whom.",
    refuse(
        "belongs-to-stack",
        ["gateways", "publicHosts", "issuers", "experiments"],
        (key) =>
            `"${key}" differs from one environment to the next, so it belongs to the stack; write it there and remove it here`,
    ),
);
export type CatalogContent = Content<typeof catalogFile>;
