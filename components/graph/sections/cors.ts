import { badHeader } from "../formats";
import { badOrigin } from "../origin";
import { anyList, type Content, flag, list, section, text } from "../shape/leaves";
import { duration } from "./duration";

const header = text("the name of a header, such as x-request-id", "A header.", badHeader);

export const cors = section(
    {
        origins: list(
            text("an origin such as https://app.example.com", "An exact origin.", badOrigin),
            "a list such as [https://app.example.com]",
            "Sites whose pages may use the route from a browser.",
        ),
        methods: list(
            text("the name of a method", "An HTTP method such as GET."),
            "a list such as [GET, POST]",
            "Methods they may use. Defaults to those of the route's operations.",
        ).optional(),
        headers: anyList(header, "a list of headers", "Request headers they may set.").optional(),
        exposeHeaders: anyList(header, "a list of headers", "Response headers they may read.").optional(),
        credentials: flag("Whether cookies and tokens may be sent along. Defaults to false.").optional(),
        maxAge: duration("How long a browser may remember the answer. Defaults to its own.").optional(),
    },
    "a map such as { origins: [https://app.example.com] }",
    "Other sites whose pages may use the route from a browser.",
);
export type RawCors = Content<typeof cors>;
