package io.hv.kvm.net.services;

import io.hv.MacAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Names of machines that the DNS can have, in small letters. */
final class Names {

    private static final Pattern LABELS = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    private static final Pattern SAID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?[0-9]+");
    private static final int MOST = 253;

    private final Function<MacAddress, Optional<String>> known;

    Names(Function<MacAddress, Optional<String>> known) {
        this.known = known;
    }

    /** The name that the program has for the machine with that interface. */
    Optional<String> known(MacAddress mac) {
        return known.apply(mac).map(Names::small).filter(Names::isGood);
    }

    /** The name that a machine says of itself, without its domain; nothing where it is none, or looks like a number. */
    static Optional<String> said(String text) {
        int dot = text.indexOf('.');
        String name = small(dot < 0 ? text : text.substring(0, dot));
        return SAID.matcher(name).matches() && !isNumber(name) ? Optional.of(name) : Optional.empty();
    }

    /** Whether it is a name of letters, digits, hyphens and underscores, with dots between its parts. */
    static boolean isGood(String name) {
        return name.length() <= MOST && LABELS.matcher(name).matches();
    }

    /** Whether its last part is a number, as that of an address is. */
    static boolean isNumber(String name) {
        return NUMBER.matcher(name).matches();
    }

    static String small(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
