package io.hv;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a machine is to move to another host. Immutable; each method that sets something returns a new value.
 *
 * @see Domain#migrateTo(Host, MigrationSpec)
 */
public final class MigrationSpec {

    private final boolean live;
    private final boolean storage;
    private final Optional<ByteSize> bandwidth;
    private final Map<Class<?>, BackendOptions> options;

    private MigrationSpec(
            boolean live, boolean storage, Optional<ByteSize> bandwidth, Map<Class<?>, BackendOptions> options) {
        this.live = live;
        this.storage = storage;
        this.bandwidth = bandwidth;
        this.options = options;
    }

    /** It runs on while its memory is copied, and stands still for the moment of the change only. */
    public static MigrationSpec live() {
        return new MigrationSpec(true, false, Optional.empty(), Map.of());
    }

    /** It stands still from the first byte to the last: what is copied is copied once. */
    public static MigrationSpec paused() {
        return new MigrationSpec(false, false, Optional.empty(), Map.of());
    }

    /**
     * Its disks' contents move, too, to files of the same paths at the other host, where there must be none yet. Without it
     * both hosts must see the same files. Read-only disks are not copied; the files here stay, and are nobody's then.
     */
    public MigrationSpec withStorage() {
        return new MigrationSpec(live, true, bandwidth, options);
    }

    /**
     * No faster than that; a backend may round it up to whole MiB.
     *
     * @param perSecond more than 0
     * @throws IllegalArgumentException if it is 0
     */
    public MigrationSpec bandwidth(ByteSize perSecond) {
        if (perSecond.bytes() == 0) {
            throw new IllegalArgumentException("a machine does not move at 0 bytes a second");
        }
        return new MigrationSpec(live, storage, Optional.of(perSecond), options);
    }

    /** With these options in place of those of the same class; a backend ignores those of others. */
    public MigrationSpec with(BackendOptions backendOptions) {
        Map<Class<?>, BackendOptions> more = new HashMap<>(options);
        more.put(backendOptions.getClass(), backendOptions);
        return new MigrationSpec(live, storage, bandwidth, Map.copyOf(more));
    }

    /** Whether it runs on meanwhile. */
    public boolean isLive() {
        return live;
    }

    /** Whether its disks' contents move, too. */
    public boolean hasStorage() {
        return storage;
    }

    /** The most bytes a second; nothing where that is the backend's choice. */
    public Optional<ByteSize> bandwidth() {
        return bandwidth;
    }

    /** The options of one backend. */
    public <T extends BackendOptions> Optional<T> options(Class<T> type) {
        return Optional.ofNullable(options.get(type)).map(type::cast);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationSpec that
                && live == that.live
                && storage == that.storage
                && bandwidth.equals(that.bandwidth)
                && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(live, storage, bandwidth, options);
    }

    @Override
    public String toString() {
        return (live ? "live" : "paused")
                + (storage ? ", with storage" : "")
                + bandwidth.map(most -> ", at most " + most + " a second").orElse("")
                + options.values().stream()
                        .sorted(Comparator.comparing(each -> each.getClass().getName()))
                        .map(each -> ", " + each)
                        .collect(Collectors.joining());
    }
}
