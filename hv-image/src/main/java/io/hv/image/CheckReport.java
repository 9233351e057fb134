package io.hv.image;

import java.util.List;

/**
 * What a check found.
 *
 * @param corruptions how much is wrong so that bytes were or can be lost
 * @param leaks how many clusters are taken by nothing: wasted space, no danger
 * @param clusters how many clusters of the disk are allocated
 * @param findings the first thousand of them, in words
 */
public record CheckReport(long corruptions, long leaks, long clusters, List<String> findings) {

    /** Copies the list. */
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Whether there is nothing to repair. */
    public boolean isClean() {
        return corruptions == 0 && leaks == 0;
    }
}
