package io.hv.image;

import java.time.Instant;

/**
 * An internal snapshot.
 *
 * @param id unique in its image, for example {@code 1}
 * @param name as its maker chose it
 * @param created when, by its maker's clock
 * @param capacity the disk's size at that time, in bytes
 * @param vmStateSize how many bytes of a machine's state lie with it; 0 for a disk alone
 */
public record SnapshotInfo(String id, String name, Instant created, long capacity, long vmStateSize) {}
