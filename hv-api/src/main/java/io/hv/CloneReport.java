package io.hv;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What making clones has done. Immutable. */
public final class CloneReport {

    private final Origin origin;
    private final Map<String, UUID> clones;
    private final List<CloneItem> reset;
    private final List<CloneItem> kept;
    private final long copiedPages;
    private final Duration pause;

    private CloneReport(
            Origin origin,
            Map<String, UUID> clones,
            List<CloneItem> reset,
            List<CloneItem> kept,
            long copiedPages,
            Duration pause) {
        this.origin = origin;
        this.clones = new LinkedHashMap<>(clones);
        this.reset = List.copyOf(reset);
        this.kept = List.copyOf(kept);
        this.copiedPages = copiedPages;
        this.pause = pause;
    }

    /** A report with all that it tells. */
    public static CloneReport of(
            Origin origin,
            Map<String, UUID> clones,
            List<CloneItem> reset,
            List<CloneItem> kept,
            long copiedPages,
            Duration pause) {
        return new CloneReport(origin, clones, reset, kept, copiedPages, pause);
    }

    /** What they are clones of, and of which moment. */
    public Origin origin() {
        return origin;
    }

    /** The clones' names, in order. */
    public List<String> names() {
        return new ArrayList<>(clones.keySet());
    }

    /**
     * A clone's UUID.
     *
     * @throws NotFoundException if no clone of this report has that name
     */
    public UUID uuid(String name) {
        UUID uuid = clones.get(name);
        if (uuid == null) {
            throw new NotFoundException("no clone is called '" + name + "'", "there are " + clones.keySet());
        }
        return uuid;
    }

    /** What each clone got of its own. */
    public List<CloneItem> reset() {
        return reset;
    }

    /**
     * What clones have in common with the original, because it cannot be made to differ from outside the guest, or was not
     * asked for.
     */
    public List<CloneItem> kept() {
        return kept;
    }

    /** How many pages of 4 KiB of the guest's memory were copied, for all clones together; the others are shared. */
    public long copiedPages() {
        return copiedPages;
    }

    /** How long the original stood still for it; nothing where it stood still anyway, or was a file. */
    public Duration pause() {
        return pause;
    }

    /** For people, one line each. */
    @Override
    public String toString() {
        return Stream.of(
                        Stream.of("clones of " + origin),
                        clones.entrySet().stream().map(clone -> clone.getKey() + ": " + clone.getValue()),
                        reset.stream().map(item -> "new: " + item),
                        kept.stream().map(item -> "as the original's: " + item),
                        Stream.of("pages copied: " + copiedPages + ", the original stood still for " + pause))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
