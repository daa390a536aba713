import type { Rule } from "../engine/rule";
import { disallowAllowAll } from "./disallowAllowAll";
import { disallowPermissiveMtls } from "./disallowPermissiveMtls";
import { disallowWideningEmptyLists } from "./disallowWideningEmptyLists";
import { requireAllowedCallers } from "./requireAllowedCallers";
import { requireDefaultDeny } from "./requireDefaultDeny";
import { requireStrictMtls } from "./requireStrictMtls";

/** Who may call whom, and who they are: mutual TLS, authorization, tokens. */
export const securityRules: readonly Rule[] = [
    disallowPermissiveMtls,
    requireStrictMtls,
    disallowAllowAll,
    disallowWideningEmptyLists,
    requireAllowedCallers,
    requireDefaultDeny,
];
