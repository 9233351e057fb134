package io.hv.backend;

import io.hv.CloneItem;
import io.hv.SpecFault;
import java.util.List;

/**
 * What a backend knows of the clones that a machine would have, or of those that an image gives.
 *
 * @param reset what each clone gets of its own, beyond its name, its UUID and its console
 * @param kept what clones have in common with the original
 * @param obstacles what stands in the way
 * @param once how many pages of 4 KiB were copied to take the image, whatever the number of clones
 * @param pages how many have to be copied for each clone, about; of an image, exactly
 */
public record CloneFacts(
        List<CloneItem> reset, List<CloneItem> kept, List<SpecFault> obstacles, long once, long pages) {

    /** Copies the lists. */
    public CloneFacts {
        reset = List.copyOf(reset);
        kept = List.copyOf(kept);
        obstacles = List.copyOf(obstacles);
    }
}
