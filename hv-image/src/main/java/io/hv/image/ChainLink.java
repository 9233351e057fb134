package io.hv.image;

import io.hv.image.spi.Disk;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** A disk, and those below it. */
    static List<ChainLink> all(Disk top) {
        return Stream.iterate(Optional.of(top), Optional::isPresent, each -> each.flatMap(Disk::backing))
                .flatMap(Optional::stream)
                .map(each -> new ChainLink(ImageInfo.of(each), each.snapshots()))
                .toList();
    }
}
