package io.hv.shell.image;

import io.hv.image.ChainLink;
import io.hv.image.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of {@code hv image map}.
 *
 * @param start where it begins on the disk, in bytes
 * @param length in bytes
 * @param depth in which image of the chain: 0 is the one that was named
 * @param kind how it is stored there
 * @param offset where it lies in a file, in bytes; -1 where it lies in none as it is
 */
record MapEntry(long start, long length, int depth, Extent.Kind kind, long offset) {

    /** What is absent is told of as QEMU does: of the last image that was looked into, which all of the range lies on. */
    static List<MapEntry> of(Extent extent, List<ChainLink> chain) {
        if (extent.kind() != Extent.Kind.ABSENT) {
            return List.of(
                    new MapEntry(extent.offset(), extent.length(), extent.depth(), extent.kind(), extent.hostOffset()));
        }
        List<MapEntry> entries = new ArrayList<>();
        for (long at = extent.offset(); at < extent.end(); ) {
            int depth = 0;
            long stop = extent.end();
            while (depth + 1 < chain.size() && at < capacity(chain, depth + 1)) {
                depth++;
                stop = Math.min(stop, capacity(chain, depth));
            }
            entries.add(new MapEntry(at, stop - at, depth, Extent.Kind.ABSENT, -1));
            at = stop;
        }
        return entries;
    }

    private static long capacity(List<ChainLink> chain, int depth) {
        return chain.get(depth).info().capacity();
    }

    boolean isData() {
        return !kind.readsAsZeros();
    }

    String json() {
        return "{ \"start\": " + start + ", \"length\": " + length + ", \"depth\": " + depth + ", \"present\": "
                + (kind != Extent.Kind.ABSENT) + ", \"zero\": " + !isData() + ", \"data\": " + isData()
                + ", \"compressed\": " + (kind == Extent.Kind.COMPRESSED)
                + (offset < 0 ? "" : ", \"offset\": " + offset) + "}";
    }

    String text(String file) {
        return row(number(start), number(length), number(offset), file);
    }

    static String row(String start, String length, String offset, String file) {
        return String.format(Locale.ROOT, "%-16s%-16s%-16s%s", start, length, offset, file);
    }

    private static String number(long value) {
        return value == 0 ? "0" : "0x" + Long.toHexString(value);
    }
}
