package io.hv.image.vmdk;

import io.hv.image.CheckReport;
import io.hv.image.ImageException;
import java.util.ArrayList;
import java.util.List;

/** What a check of the parts of a disk finds. Not safe for threads. */
final class Findings {

    private static final int MOST = 1000;

    private final List<String> words = new ArrayList<>();
    private long faults;
    private long grains;

    /** Something is wrong; it is told as it would be where it is met. */
    void add(ImageException fault) {
        faults++;
        if (words.size() < MOST) {
            words.add(String.valueOf(fault.getMessage()));
        }
    }

    /** So many grains have bytes. */
    void grains(long count) {
        grains += count;
    }

    CheckReport report() {
        return new CheckReport(faults, 0, grains, words);
    }
}
