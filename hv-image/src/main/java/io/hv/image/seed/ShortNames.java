package io.hv.image.seed;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes names of level 1 (ECMA-119 7.4, 7.5, 10.1) for one folder: no two are the same. */
final class ShortNames {

    private static final int BASE = 8;
    private static final int EXTENSION = 3;

    private final Set<String> taken = new HashSet<>();
    private int number;

    /** Of a file it has a dot always, of a folder never. */
    String of(String name, boolean isFolder) {
        int dot = isFolder ? -1 : name.lastIndexOf('.');
        String base = plain(dot <= 0 ? name : name.substring(0, dot), BASE);
        String extension = dot <= 0 ? "" : plain(name.substring(dot + 1), EXTENSION);
        String full = base + "." + extension;
        while (!taken.add(full)) {
            String tail = Integer.toString(number++);
            full = base.substring(0, Math.min(base.length(), BASE - tail.length())) + tail + "." + extension;
        }
        return isFolder ? full.substring(0, full.length() - 1) : full;
    }

    /** Of capitals, digits and underscores alone. */
    private static String plain(String text, int most) {
        String plain = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        return plain.substring(0, Math.min(plain.length(), most));
    }
}
