package io.hv.shell.guest;

import java.util.regex.Pattern;

/**
 * An absolute path in a guest, as the guest writes it.
 *
 * @param text it
 */
record GuestPath(String text) {

    private static final Pattern ABSOLUTE = Pattern.compile("/.*|[A-Za-z]:[/\\\\].*", Pattern.DOTALL);

    /**
     * A path.
     *
     * @throws IllegalArgumentException if it is not absolute
     */
    GuestPath {
        if (!ABSOLUTE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is no absolute path in a guest");
        }
    }

    private static int lastSeparator(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    }

    /** Its last part; empty if it ends with a separator. */
    String name() {
        return text.substring(lastSeparator(text) + 1);
    }

    /** The same, or where it ends with a separator, a file of that name below it. */
    String file(String name) {
        return name().isEmpty() ? text + name : text;
    }
}
