package io.hv;

import java.util.regex.Pattern;

/** Names of the DNS (RFC 1035, 2.3.1; RFC 1123, 2.1). */
final class DnsName {

    static final String REMEDY = "use letters, digits and hyphens between dots, 63 at most in a part, 253 in all";

    private static final Pattern LABELS =
            Pattern.compile("(?!-)[a-zA-Z0-9-]{1,63}(?<!-)(\\.(?!-)[a-zA-Z0-9-]{1,63}(?<!-))*");
    private static final int MOST = 253;

    private DnsName() {}

    static boolean isGood(String name) {
        return name.length() <= MOST && LABELS.matcher(name).matches();
    }

    /** Of a machine; it begins with a letter, so that nobody takes it for an address. */
    static boolean isHost(String name) {
        return isGood(name) && Character.isLetter(name.charAt(0));
    }
}
