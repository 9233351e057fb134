package io.hv.image.seed;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What cloud-init takes for user data and for vendor data; everything else it leaves alone, and says so in a log at most. */
final class UserDataFormat {

    private static final List<String> FIRST_LINES = List.of(
            "#cloud-config",
            "#cloud-config-archive",
            "#cloud-config-jsonp",
            "#cloud-boothook",
            "#part-handler",
            "#include",
            "#include-once",
            "## template: jinja");

    private static final String SCRIPT = "#!";
    private static final String MIME = "mime-version:";
    /** Cloud-init looks for MIME's header in so many bytes, whatever the text begins with. */
    private static final int MIME_WITHIN = 4096;

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+:.*");

    private UserDataFormat() {}

    /** Refuses what cloud-init would not act on. */
    static String checked(String what, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text) || text.indexOf('\0') >= 0) {
            throw wrong(what, "it holds a character that is none: half of a surrogate pair, or NUL");
        }
        String line = text.lines().findFirst().orElse("");
        boolean isMime = hasMimeHeader(text);
        if (isMime && HEADER.matcher(line).matches()) {
            if (!headers(text).contains("\ncontent-type:")) {
                throw wrong(what, "a MIME message needs a header Content-Type");
            }
        } else if (isMime) {
            throw wrong(what, "cloud-init takes a text with '" + MIME + "' in its first 4096 bytes for a MIME message");
        } else if (line.startsWith(SCRIPT)) {
            if (text.startsWith(line + "\r")) {
                throw wrong(what, "the first line of a script ends with CR, and no such program is found");
            }
        } else if (!FIRST_LINES.contains(line.stripTrailing())) {
            throw wrong(what, "it begins with '" + line.substring(0, Math.min(line.length(), 40)) + "'");
        }
        return text;
    }

    private static boolean hasMimeHeader(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String start = new String(bytes, 0, Math.min(bytes.length, MIME_WITHIN), StandardCharsets.ISO_8859_1);
        return start.toLowerCase(Locale.ROOT).contains(MIME);
    }

    /** All lines before the first that is empty, in small letters. */
    private static String headers(String text) {
        return "\n"
                + String.join(
                                "\n",
                                text.lines().takeWhile(line -> !line.isEmpty()).toList())
                        .toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException wrong(String what, String why) {
        return new IllegalArgumentException("cloud-init would not act on this " + what + ": " + why
                + "; begin it with a line '#cloud-config', or '#!' and a program, or as a MIME message");
    }
}
