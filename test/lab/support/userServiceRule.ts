/** A DestinationRule of the stacks that tests change by hand, and the field that they change. */
export const userServiceRule = {
    apiVersion: "networking.istio.io/v1",
    kind: "DestinationRule",
    metadata: { namespace: "users", name: "user-service" },
};

export function withConnections(maxConnections: number) {
    return {
        ...userServiceRule,
        spec: { trafficPolicy: { connectionPool: { tcp: { maxConnections } } } },
    };
}
