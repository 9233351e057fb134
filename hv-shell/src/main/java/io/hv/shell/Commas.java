package io.hv.shell;

import java.util.Arrays;
import java.util.List;

/** Lists in one word, with commas between their parts. */
public final class Commas {

    private Commas() {}

    /** The parts; two commas stand for one in a part. At least one part, which may be empty. */
    public static List<String> split(String text) {
        return Arrays.stream(text.replace(",,", "\0").split(",", -1))
                .map(part -> part.replace('\0', ','))
                .toList();
    }
}
