package io.hv.shell.image;

import java.util.Map;
import java.util.Set;

/** The details that an image tells, which are text, as {@code qemu-img} types them. */
final class Details {

    static final String CLUSTER_SIZE = "cluster-size";
    static final String DIRTY = "dirty-flag";
    static final String DATA_FILE = "data-file";
    static final String CREATE_TYPE = "create-type";

    /** Those that are told of every format in one place; the rest is specific to it. */
    private static final Set<String> COMMON =
            Set.of(CLUSTER_SIZE, DIRTY, "backing-filename", "backing-filename-format", "snapshots");

    private enum Type {
        TEXT,
        NUMBER,
        HEXADECIMAL,
        BOOLEAN
    }

    /** What qemu-img has in its JSON, too. */
    private static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("compat", Type.TEXT),
            Map.entry("compression-type", Type.TEXT),
            Map.entry(DATA_FILE, Type.TEXT),
            Map.entry(CREATE_TYPE, Type.TEXT),
            Map.entry("refcount-bits", Type.NUMBER),
            Map.entry("cid", Type.HEXADECIMAL),
            Map.entry("parent-cid", Type.HEXADECIMAL),
            Map.entry("lazy-refcounts", Type.BOOLEAN),
            Map.entry("extended-l2", Type.BOOLEAN),
            Map.entry("corrupt", Type.BOOLEAN),
            Map.entry("data-file-raw", Type.BOOLEAN));

    private Details() {}

    static boolean isSpecific(String key) {
        return !COMMON.contains(key);
    }

    static boolean isOfQemu(String key) {
        return TYPES.containsKey(key);
    }

    static Object value(String key, String text) {
        return switch (TYPES.getOrDefault(key, Type.TEXT)) {
            case TEXT -> text;
            case NUMBER -> Long.valueOf(text);
            case HEXADECIMAL -> Long.valueOf(text, 16);
            case BOOLEAN -> Boolean.valueOf(text);
        };
    }
}
