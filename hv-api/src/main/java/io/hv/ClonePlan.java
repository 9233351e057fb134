package io.hv;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@link Domain#cloneAs(CloneSpec)} would do now. Nothing has been done for it, and names are not kept. Immutable. */
public final class ClonePlan {

    private final List<String> names;
    private final List<CloneItem> reset;
    private final List<CloneItem> kept;
    private final List<SpecFault> obstacles;
    private final long pages;

    private ClonePlan(
            List<String> names, List<CloneItem> reset, List<CloneItem> kept, List<SpecFault> obstacles, long pages) {
        this.names = List.copyOf(names);
        this.reset = List.copyOf(reset);
        this.kept = List.copyOf(kept);
        this.obstacles = List.copyOf(obstacles);
        this.pages = pages;
    }

    /** A plan with all that it tells. */
    public static ClonePlan of(
            List<String> names, List<CloneItem> reset, List<CloneItem> kept, List<SpecFault> obstacles, long pages) {
        return new ClonePlan(names, reset, kept, obstacles, pages);
    }

    /** What the clones would be called. */
    public List<String> names() {
        return names;
    }

    /** What each clone would get of its own. */
    public List<CloneItem> reset() {
        return reset;
    }

    /** What clones would have in common with the original, because it cannot be made to differ from outside the guest. */
    public List<CloneItem> kept() {
        return kept;
    }

    /** What stands in the way; nothing where it would be tried. */
    public List<SpecFault> obstacles() {
        return obstacles;
    }

    /** How many pages of 4 KiB of the guest's memory would have to be copied, about. */
    public long pages() {
        return pages;
    }

    /** For people, one line each. */
    @Override
    public String toString() {
        return Stream.of(
                        Stream.of("clones: " + String.join(", ", names)),
                        obstacles.stream().map(fault -> "in the way: " + fault),
                        reset.stream().map(item -> "new: " + item),
                        kept.stream().map(item -> "as the original's: " + item),
                        Stream.of("pages to copy: " + pages))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
