package io.hv.image.seed;

/** Which paths a volume can have (ECMA-119 6.8.2.1, Joliet). */
final class IsoNames {

    /** The root is the first of eight levels; so a folder has one name less than a file. */
    private static final int MOST_NAMES = 8;

    private static final int LONGEST = 64;
    /** Of a path: the identifiers of Joliet, a byte for each folder, and a version come to 240 bytes at most. */
    private static final int LONGEST_PATH = 116;

    private static final String FORBIDDEN = "*/:;?\\";

    private IsoNames() {}

    static void check(String path, boolean isFolder) {
        String[] names = path.split("/", -1);
        int most = isFolder ? MOST_NAMES - 1 : MOST_NAMES;
        if (names.length > most) {
            throw new IllegalArgumentException(
                    "'" + path + "' has " + names.length + " names; " + most + " are possible");
        }
        if (path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "'" + path + "' has " + path.length() + " characters; " + LONGEST_PATH + " are possible");
        }
        for (String name : names) {
            String why = why(name);
            if (!why.isEmpty()) {
                throw new IllegalArgumentException("'" + path + "' cannot be a path: " + why);
            }
        }
    }

    private static String why(String name) {
        if (name.isEmpty()) {
            return "a name in it is empty";
        }
        if (name.endsWith(".")) {
            return "a name ends with a dot, which readers of Joliet leave out";
        }
        if (name.length() > LONGEST) {
            return "a name has " + name.length() + " characters; " + LONGEST + " are possible";
        }
        return name.chars().allMatch(IsoNames::isGood)
                ? ""
                : "a name holds a control character, one beyond Unicode's first plane, or one of " + FORBIDDEN;
    }

    private static boolean isGood(int c) {
        return !Character.isISOControl(c) && !Character.isSurrogate((char) c) && c < 0xfffe && FORBIDDEN.indexOf(c) < 0;
    }

    /** The path of the folder that it is in; empty for the root. */
    static String above(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
