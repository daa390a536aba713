import { decideAuthorization, enforcementOf, type WorkloadRef } from "../../../components/access";
import type { CallRequest, Decision } from "../../../components/access/decide";
import { derive } from "../../../components/derive";
import type { Route, Service, Stage } from "../../../components/graph/model";
import type {
    Authorizer,
    Gateway,
    Platform,
    PublicHost,
    TokenIssuer,
} from "../../../components/graph/platform";
import type { AuthorizationPolicySpec, AuthorizationRule, Manifest } from "../../../components/istio/types";
import { callOf, graphOf, namespaceOf, operationOf, serviceOf, workloadOf } from "../../support/graphs";
import { gatewayOf, platformWith } from "../../support/platforms";
import { testTarget } from "../../support/target";

export const issuer = "https://auth.example.com/tenants/1";

/** What one town's entrance differs in from the usual one. */
export interface Entrance {
    readonly routes: readonly (Partial<Route> & Pick<Route, "path">)[];
    readonly hosts?: readonly Partial<PublicHost>[];
    readonly gateways?: readonly Gateway[];
    readonly tokens?: readonly TokenIssuer[];
    readonly authorizers?: readonly Authorizer[];
    readonly stage?: Stage;
    readonly operations?: Service["operations"];
}

export const gate = gatewayOf("istio-ingressgateway", "ingress");

/** Where decisions are asked for: the gateway's pods and those of `core/shop`. */
export const at: Readonly<Record<"gateway" | "shop" | "authz", WorkloadRef>> = {
    gateway: pods(gate.namespace, gate.selector, gate.serviceAccount),
    shop: pods("core", { app: "shop" }, "shop"),
    authz: pods("core", { app: "authz" }, "authz"),
};

/**
 * `core/shop`, called from the mesh by `core/web` for its `list`, behind a gateway with the public host `api`; the
 * routes are the test's own.
 */
export class Town {
    readonly objects: readonly Manifest[];

    constructor(entrance: Entrance) {
        const { objects } = townObjects(entrance);
        this.objects = objects;
    }

    names(kind: string): string[] {
        return this.objects
            .filter((each) => each.kind === kind)
            .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    }

    spec(kind: string, id: string): unknown {
        const found = this.objects.find(
            (each) => each.kind === kind && `${each.metadata.namespace}/${each.metadata.name}` === id,
        );
        return found?.spec;
    }

    /** The rules of an AuthorizationPolicy. */
    rules(id: string): readonly AuthorizationRule[] {
        return (this.spec("AuthorizationPolicy", id) as AuthorizationPolicySpec | undefined)?.rules ?? [];
    }

    /** What becomes of a request to `api` on port 443, or of another. */
    atGateway(request: Partial<CallRequest> & Pick<CallRequest, "path">): Decision {
        return decideAuthorization(this.#enforcement(), at.gateway, {
            method: "GET",
            host: "api.example.com",
            port: 443,
            remoteAddress: "203.0.113.9",
            ...request,
        });
    }

    /** What becomes of a request of the gateway, or of another, at the service. */
    atShop(request: Partial<CallRequest> & Pick<CallRequest, "path">): Decision {
        return decideAuthorization(this.#enforcement(), at.shop, {
            principal: "cluster.local/ns/istio-ingress/sa/istio-ingressgateway",
            method: "GET",
            port: 8080,
            ...request,
        });
    }

    #enforcement() {
        return enforcementOf(this.objects, { rootNamespace: "istio-system", trustDomain: "cluster.local" });
    }
}

export const list = operationOf("list", ["GET"], ["/api/*", "/api"]);
export const write = operationOf("write", ["POST"], ["/api/*"]);
export const admin = operationOf("admin", ["GET", "POST"], ["/api/admin/*"]);

function townObjects(entrance: Entrance): { objects: readonly Manifest[] } {
    const operations = entrance.operations ?? [admin, list, write];
    const graph = graphOf({
        namespaces: [namespaceOf("core", entrance.stage)],
        workloads: [workloadOf("core/shop"), workloadOf("core/web"), workloadOf("core/authz")],
        services: [
            serviceOf("core/shop", { operations }),
            serviceOf("core/authz", { operations: [operationOf("none", ["GET"], ["/none"])] }),
        ],
        calls: operations.some(({ name }) => name === "list")
            ? [callOf("core/web", "core/shop", ["list"])]
            : [],
        routes: entrance.routes.map((route) => ({
            namespace: "core",
            publicHost: "api",
            service: "core/shop",
            operations: ["list"],
            access: { open: "a test" },
            rateLimits: [],
            ...route,
        })),
        platform: platformOf(entrance),
    });
    const { namespaces, gateways } = derive(graph, testTarget);
    return { objects: [...namespaces.values(), ...gateways.values()].flat() };
}

function platformOf({ hosts = [{}], gateways = [gate], tokens, authorizers = [] }: Entrance): Platform {
    const named = hosts.map(
        (host): PublicHost => ({
            name: "api",
            hostname: "api.example.com",
            gateway: gate.name,
            servers: ["https"],
            certificate: { secret: "own" },
            sourceRanges: [],
            ...host,
        }),
    );
    const issuers = tokens ?? [{ name: "users", issuer, jwksUri: `${issuer}/keys`, audiences: [] }];
    return {
        ...platformWith(...gateways),
        publicHosts: new Map(named.map((host) => [host.name, host])),
        tokens: new Map(issuers.map((token) => [token.name, token])),
        authorizers: new Map(authorizers.map((authorizer) => [authorizer.name, authorizer])),
    };
}

function pods(
    namespace: string,
    labels: Readonly<Record<string, string>>,
    serviceAccount: string,
): WorkloadRef {
    return { namespace, labels, serviceAccount, injected: true };
}
