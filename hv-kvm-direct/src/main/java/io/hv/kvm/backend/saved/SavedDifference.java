package io.hv.kvm.backend.saved;

/**
 * The state in a snapshot file that is a difference.
 *
 * @param base the file whose RAM it is told from
 * @param state all else as in a whole file, save that {@link SavedState#ram()} is what differs, zeros too
 */
public record SavedDifference(SavedBase base, SavedState state) {}
