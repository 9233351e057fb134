package io.hv;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a domain may be called. One rule for all backends: the strictest that any of them has. */
final class DomainName {

    private static final int MAX_BYTES = 255;
    private static final String REMEDY = "use 1 to 255 bytes of UTF-8 without '/' and control characters";

    private DomainName() {}

    /** The fault of a name, or nothing where the name is good. */
    static Optional<SpecFault> check(String name) {
        return Optional.ofNullable(why(name)).map(why -> SpecFault.of("name", shown(name), why, REMEDY));
    }

    private static @org.jspecify.annotations.Nullable String why(String name) {
        if (name.isBlank()) {
            return "a name is needed";
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            return "it holds half of a surrogate pair";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "longer than 255 bytes";
        }
        if (name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            return "hosts use the name as a file's name";
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            return "it holds a control character";
        }
        if (name.indexOf('\ufffe') >= 0 || name.indexOf('\uffff') >= 0) {
            return "it holds a character that libvirt's XML cannot carry (XML 1.0, 2.2)";
        }
        return null;
    }

    private static String shown(String name) {
        StringBuilder text = new StringBuilder("'");
        name.chars().limit(MAX_BYTES).forEach(c -> {
            if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        return text.append('\'').toString();
    }
}
