package io.hv.image.seed;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** What is to be in an image: sizes by path, -1 for a folder. A file's bytes are made of its path. */
record IsoTree(Map<String, Integer> entries) {

    private static final int[] SIZES = {-1, 0, 1, 2047, 2048, 2049, 70_000};

    /** Any paths that are possible. */
    static Arbitrary<IsoTree> any() {
        Arbitrary<String> name = Arbitraries.strings()
                .withChars("abcABC019._-~!$&'()+,=@[]{} \u00e4\u00df\u0416\u6f22\u20ac")
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(text -> !text.endsWith("."));
        Arbitrary<String> shortName = Arbitraries.strings()
                .withChars("aAb.1")
                .ofMinLength(1)
                .ofMaxLength(3)
                .filter(text -> !text.endsWith("."));
        Arbitrary<String> path = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(2, name), net.jqwik.api.Tuple.of(3, shortName))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(names -> String.join("/", names))
                .filter(text -> text.length() <= 116);
        Arbitrary<Integer> size = Arbitraries.of(-1, 0, 1, 2047, 2048, 2049, 70_000);
        return Arbitraries.maps(path, size).ofMaxSize(60).map(IsoTree::possible);
    }

    /** Without what is in a file, and with shorter paths where a folder's is too long. */
    private static IsoTree possible(Map<String, Integer> wanted) {
        Map<String, Integer> entries = new TreeMap<>();
        new TreeMap<>(wanted).forEach((path, size) -> {
            boolean isPossible = !entries.containsKey(path) && (size >= 0 || path.split("/", -1).length < 8);
            for (String above = above(path); !above.isEmpty(); above = above(above)) {
                isPossible &= entries.getOrDefault(above, -1) < 0;
            }
            if (isPossible) {
                entries.put(path, size);
                for (String above = above(path); !above.isEmpty(); above = above(above)) {
                    entries.putIfAbsent(above, SIZES[0]);
                }
            }
        });
        return new IsoTree(entries);
    }

    private static String above(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    static byte[] bytes(String path, int size) {
        byte[] bytes = new byte[size];
        new Random(path.hashCode()).nextBytes(bytes);
        return bytes;
    }

    IsoImage image() {
        IsoImage image = IsoImage.labelled("tree");
        for (Map.Entry<String, Integer> each : entries.entrySet()) {
            image = each.getValue() < 0
                    ? image.folder(each.getKey())
                    : image.file(each.getKey(), bytes(each.getKey(), each.getValue()));
        }
        return image;
    }

    /** As {@link IsoReader#read} gives it. */
    Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        entries.forEach((path, size) -> expected.put(path, size < 0 ? "folder" : sha256(bytes(path, size))));
        return expected;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
