import type { Case } from "./example";

export const portCases: readonly Case[] = [
    {
        title: "port 0",
        change: { "shop/services/web/ports/http/port": 0 },
        codes: ["bad-port"],
        says: [
            "catalog/shop.yaml: services.web.ports.http.port: must be a whole number from 1 to 65535, got 0",
        ],
    },
    {
        title: "port 65536",
        change: { "shop/services/web/ports/http/port": 65536 },
        codes: ["bad-port"],
        says: [
            "catalog/shop.yaml: services.web.ports.http.port: must be a whole number from 1 to 65535, got 65536",
        ],
    },
    {
        title: "half a port",
        change: { "shop/services/web/ports/http/port": 80.5 },
        codes: ["bad-port"],
        says: [
            "catalog/shop.yaml: services.web.ports.http.port: must be a whole number from 1 to 65535, got 80.5",
        ],
    },
    {
        title: "a named target port",
        change: { "shop/services/web/ports/http/targetPort": "web" },
        codes: ["wrong-type"],
        says: [
            `catalog/shop.yaml: services.web.ports.http.targetPort: must be a whole number from 1 to 65535, got "web"`,
        ],
    },
    {
        title: "a target port of the sidecar",
        change: { "shop/services/web/ports/http/targetPort": 15090 },
        codes: ["reserved-port"],
        says: [
            "catalog/shop.yaml: services.web.ports.http.targetPort: 15090 is among the ports the sidecar itself listens on (15000 to 15090); let the program listen on another",
        ],
    },
    {
        title: "a port of the sidecar as its own target",
        change: { "shop/services/ledger/ports/tcp/port": 15006 },
        codes: ["reserved-port"],
        says: [
            "catalog/shop.yaml: services.ledger.ports.tcp.port: 15006 is among the ports the sidecar itself listens on (15000 to 15090); let the program listen on another",
        ],
    },
    {
        title: "no port",
        change: { "shop/services/ledger/ports": {} },
        codes: ["empty"],
        says: [
            "catalog/shop.yaml: services.ledger.ports: is empty; write at least one port, such as { http: { port: 80, targetPort: 8080, protocol: http } }",
        ],
    },
    {
        title: "one port number twice",
        change: { "bank/services/accounts/ports/http/port": 9000 },
        codes: ["duplicate-port"],
        says: [
            `catalog/bank.yaml: services.accounts.ports.http.port: the port 9000 is already "grpc"; give each its own number`,
        ],
    },
    {
        title: "one target port with two protocols",
        change: { "bank/services/accounts/ports/http/targetPort": 9000 },
        codes: ["protocol-conflict"],
        says: [
            "catalog/bank.yaml: services.accounts.ports.http.protocol: says http, but accounts, port grpc says grpc for the same target port 9000; make them agree",
        ],
    },
    {
        title: "a port named after another protocol",
        change: { "shop/services/ledger/ports": { "http-db": { port: 7000, protocol: "tcp" } } },
        codes: ["misleading-port-name"],
        says: [
            `catalog/shop.yaml: services.ledger.ports.http-db: warning: the name "http-db" says http to whoever reads it, but the protocol is tcp; rename the port`,
        ],
    },
    {
        title: "plain HTTP on 443",
        change: { "shop/services/web/ports/http/port": 443 },
        codes: ["plaintext-on-443"],
        says: [
            "catalog/shop.yaml: services.web.ports.http.protocol: warning: 443 is where clients expect TLS, but the protocol is http; use another port (the mesh encrypts by itself), or tls",
        ],
    },
    {
        title: "a TCP port beside operations",
        change: { "shop/services/web/ports/tcp": { port: 7001, protocol: "tcp" } },
        codes: ["port-not-callable"],
        says: [
            `catalog/shop.yaml: services.web.ports.tcp: warning: calls name operations, and none can be on a tcp port, so nobody may use "tcp"; give it a service of its own`,
        ],
    },
];
