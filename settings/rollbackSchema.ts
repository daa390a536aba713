import { badDate } from "../components/graph/formats";
import { type Content, oneOf, section, text } from "../components/graph/shape";

export const rollback = section(
    {
        to: oneOf(
            ["observed", "uninjected", "unmeshed"],
            "How far: observed keeps the proxies and lets everything pass, uninjected gives new pods none either, unmeshed leaves nothing of Istio.",
        ),
        reason: text("the reason", "Why the mesh is taken back."),
        until: text("a date such as 2027-01-31", "Last day of the rollback, 180 days away at most.", badDate),
    },
    "a rollback with to, reason and until",
    "Takes the whole mesh of this stack back for a while. Absent: every namespace stands where it is declared.",
);

export type RawRollback = Content<typeof rollback>;
