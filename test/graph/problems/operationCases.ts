import { type Case, gone } from "./example";

export const operationCases: readonly Case[] = [
    {
        title: "a method in lower case",
        change: { "shop/services/web/operations/buy/methods": ["post"] },
        codes: ["bad-method"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.methods[0]: "post" is not an HTTP method; write "POST", methods are compared letter by letter`,
        ],
    },
    {
        title: "every method",
        change: { "shop/services/web/operations/buy/methods": ["*"] },
        codes: ["bad-method"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.methods[0]: "*" is not an HTTP method; allowed: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS`,
        ],
    },
    {
        title: "no method",
        change: { "shop/services/web/operations/buy/methods": [] },
        codes: ["empty"],
        says: [
            "catalog/shop.yaml: services.web.operations.buy.methods: is empty; write a list such as [GET, POST]",
        ],
    },
    {
        title: "a method twice",
        change: { "shop/services/web/operations/buy/methods": ["POST", "POST"] },
        codes: ["duplicate-item"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.methods[1]: "POST" is there twice; remove one`,
        ],
    },
    {
        title: "missing methods",
        change: { "shop/services/web/operations/buy/methods": gone },
        codes: ["operation-incomplete"],
        says: [
            "catalog/shop.yaml: services.web.operations.buy.methods: missing; write the methods, such as [GET]",
        ],
    },
    {
        title: "missing paths",
        change: { "shop/services/web/operations/buy/paths": gone },
        codes: ["operation-incomplete"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths: missing; write the paths, such as [/orders, "/orders/*"]`,
        ],
    },
    {
        title: "a path without its slash",
        change: { "shop/services/web/operations/buy/paths": ["orders"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "orders" does not start with "/"; write "/" in front`,
        ],
    },
    {
        title: "a star in the middle of a path",
        change: { "shop/services/web/operations/buy/paths": ["/orders/*/items"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders/*/items" has a "*" that is not its last segment; only an ending "/*" is a prefix`,
        ],
    },
    {
        title: "a star that is not a whole segment",
        change: { "shop/services/web/operations/buy/paths": ["/orders*"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders*" has a "*" that is not its last segment; only an ending "/*" is a prefix`,
        ],
    },
    {
        title: "an empty path segment",
        change: { "shop/services/web/operations/buy/paths": ["//orders"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "//orders" has an empty segment; slashes are merged before a match, write one "/"`,
        ],
    },
    {
        title: "a path that climbs",
        change: { "shop/services/web/operations/buy/paths": ["/orders/../admin"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders/../admin" has a "." or ".." segment; write the resolved path`,
        ],
    },
    {
        title: "an encoded slash",
        change: { "shop/services/web/operations/buy/paths": ["/orders%2fadmin"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders%2fadmin" is percent-encoded; write the decoded path, that is what is matched`,
        ],
    },
    {
        title: "a query in a path",
        change: { "shop/services/web/operations/buy/paths": ["/orders?all=1"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders?all=1" has a query or fragment, which never takes part in a match; remove it`,
        ],
    },
    {
        title: "a fragment in a path",
        change: { "shop/services/web/operations/buy/paths": ["/orders#top"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders#top" has a query or fragment, which never takes part in a match; remove it`,
        ],
    },
    {
        title: "a template in a path",
        change: { "shop/services/web/operations/buy/paths": ["/orders/{id}"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/orders/{id}" has a template; write the part before it as a prefix ending in "/*"`,
        ],
    },
    {
        title: "a path with a space",
        change: { "shop/services/web/operations/buy/paths": ["/my orders"] },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/my orders" has a character no path carries; use printable ASCII without "\\"`,
        ],
    },
    {
        title: "an endless path",
        change: {
            "shop/services/web/operations/buy/paths": [
                "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            ],
        },
        codes: ["bad-path"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.paths[0]: the path "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"… is longer than 1024 characters; write a shorter prefix`,
        ],
    },
    {
        title: "a gRPC service without its package",
        change: { "bank/services/accounts/operations/transfer/grpc": "Accounts" },
        codes: ["bad-grpc"],
        says: [
            `catalog/bank.yaml: services.accounts.operations.transfer.grpc: "Accounts" is not the full name of a gRPC service; write it with its package, such as "ml.v1.Predictor"`,
        ],
    },
    {
        title: "a gRPC method with a slash",
        change: { "bank/services/accounts/operations/transfer/methods": ["/Transfer"] },
        codes: ["bad-grpc"],
        says: [
            `catalog/bank.yaml: services.accounts.operations.transfer.methods[0]: "/Transfer" is not a gRPC method; write its bare name, such as "Predict"`,
        ],
    },
    {
        title: "a gRPC operation with paths",
        change: { "bank/services/accounts/operations/transfer/paths": ["/transfer"] },
        codes: ["operation-mixed"],
        says: [
            "catalog/bank.yaml: services.accounts.operations.transfer.paths: a gRPC operation has no paths, they follow from service and methods; remove them",
        ],
    },
    {
        title: "gRPC on an HTTP/1 port",
        change: { "bank/services/accounts/operations/transfer/ports": ["http"] },
        codes: ["grpc-on-http"],
        says: [
            `catalog/bank.yaml: services.accounts.operations.transfer.ports[0]: gRPC needs HTTP/2, but the port "http" carries http; name a grpc or http2 port`,
        ],
    },
    {
        title: "gRPC without a port for it",
        change: { "bank/services/accounts/ports/grpc": gone },
        codes: ["grpc-on-http"],
        says: [
            "catalog/bank.yaml: services.accounts.operations.transfer.grpc: gRPC needs HTTP/2, and no port of this service has protocol grpc or http2; correct the protocol",
        ],
    },
    {
        title: "an operation on an unknown port",
        change: { "shop/services/web/operations/buy/ports": ["htp"] },
        codes: ["unknown-port"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.ports[0]: unknown port "htp" (did you mean "http"?); known: http`,
        ],
    },
    {
        title: "an operation on a TCP port beside others",
        change: {
            "shop/services/web/ports/tcp": { port: 7001, protocol: "tcp" },
            "shop/services/web/operations/buy/ports": ["tcp"],
        },
        codes: ["operation-on-tcp", "port-not-callable"],
        says: [
            `catalog/shop.yaml: services.web.operations.buy.ports[0]: the port "tcp" carries tcp, where operations cannot be told apart; name an http, http2 or grpc port`,
            `catalog/shop.yaml: services.web.ports.tcp: warning: calls name operations, and none can be on a tcp port, so nobody may use "tcp"; give it a service of its own`,
        ],
    },
    {
        title: "operations of a TCP service",
        change: { "shop/services/ledger/operations": { query: { methods: ["GET"], paths: ["/q"] } } },
        codes: ["operations-without-http"],
        says: [
            "catalog/shop.yaml: services.ledger.operations: operations need a port with protocol http, http2 or grpc, and this service has none; remove them or correct the protocol",
        ],
    },
    {
        title: "an HTTP service without operations",
        change: {
            "bank/services/other": {
                workload: "accounts",
                ports: { http: { port: 80, targetPort: 8080, protocol: "http" } },
            },
        },
        codes: ["operations-missing"],
        says: [
            `catalog/bank.yaml: services.other.operations: missing; the port "http" carries HTTP, so name what can be asked, such as { query: { methods: [GET], paths: [/query] } }`,
        ],
    },
];
