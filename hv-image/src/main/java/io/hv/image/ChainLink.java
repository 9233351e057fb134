package io.hv.image;

import java.util.List;

/**
 * One image of a chain.
 *
 * @param info what it says of itself
 * @param snapshots its internal snapshots, oldest first
 */
public record ChainLink(ImageInfo info, List<SnapshotInfo> snapshots) {

    /** Copies the list. */
    public ChainLink {
        snapshots = List.copyOf(snapshots);
    }
}
