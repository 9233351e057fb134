package io.hv.image;

import java.util.List;
import java.util.stream.IntStream;

/** How much is tested of what there is much of: all with {@code -Dhv.thorough=true}, as {@code ./check full images} does it. */
public final class Sample {

    private static final boolean THOROUGH = Boolean.getBoolean("hv.thorough");

    private Sample() {}

    /** The first, and then each that is so many further on. */
    public static <T> List<T> oneOf(int so, List<T> all) {
        return THOROUGH
                ? all
                : IntStream.range(0, all.size())
                        .filter(i -> i % so == 0)
                        .mapToObj(all::get)
                        .toList();
    }

    /** How often. */
    public static int times(int sample, int all) {
        return THOROUGH ? all : sample;
    }
}
