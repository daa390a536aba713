import { expect } from "chai";
import { deletedKeys } from "../../../components/observability/collector/credentials";

/** Each part is read by Go's RE2; what they use means the same in JavaScript. */
const deleted = (key: string) => deletedKeys.some((expression) => new RegExp(expression, "i").test(key));

describe("attributes that hold credentials", () => {
    const gone = [
        "authorization",
        "Authorization",
        "proxy-authorization",
        "http.request.header.authorization",
        "http.request.header.x-whatever",
        "http.response.header.set-cookie",
        "http.request.body",
        "rpc.grpc.request.metadata.authorization",
        "rpc.response.metadata.token",
        "cookie",
        "x-auth-token",
        "access_token",
        "id.token",
        "x-api-key",
        "apikey",
        "aws.secret-access-key",
        "private_key",
        "db.statement",
        "db.query.text",
        "db.query.parameter.0",
        "db.user",
        "url.query",
        "enduser.id",
        "messaging.message.body",
        "client_secret",
        "user.password",
    ];
    for (const key of gone) {
        it(`do not pass: ${key}`, () => {
            expect(deleted(key)).to.equal(true);
        });
    }

    const stay = [
        "http.request.method",
        "http.response.status_code",
        "http.request.body.size",
        "http.route",
        "url.path",
        "guid:x-request-id",
        "x-correlation-id",
        "user_agent",
        "user_agent.original",
        "gen_ai.usage.input_tokens",
        "token_count",
        "db.system",
        "db.operation.name",
        "service.version",
        "istio.canonical_service",
        "node_id",
        "peer.address",
        "response_flags",
        "secretary",
        "cookies.accepted",
    ];
    for (const key of stay) {
        it(`are not taken for one: ${key}`, () => {
            expect(deleted(key)).to.equal(false);
        });
    }
});
