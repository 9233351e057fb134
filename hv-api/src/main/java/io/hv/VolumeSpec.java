package io.hv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a volume is to be: a disk's content that a host keeps for its machines, by a name, in a place that holds many. Immutable,
 * and good by itself: {@link Builder#build()} tells every fault.
 */
public final class VolumeSpec {

    private final String name;
    private final DiskFormat format;
    private final Optional<ByteSize> capacity;
    private final ByteSize reserved;
    private final Optional<DiskSource> backing;

    private VolumeSpec(Builder builder) {
        this.name = builder.name;
        this.format = builder.format;
        this.capacity = builder.capacity;
        this.reserved = builder.reserved;
        this.backing = builder.backing;
    }

    /**
     * Begins the spec of an empty volume in {@link DiskFormat#RAW}, which takes as much room as is written.
     *
     * @param name unique where it is kept, under the rules of a domain's name
     * @param capacity how large a disk it is, a multiple of 512 bytes
     */
    public static Builder of(String name, ByteSize capacity) {
        return new Builder(name).capacity(capacity);
    }

    /**
     * Begins the spec of a volume in {@link DiskFormat#QCOW2} that begins with another's content, and keeps only what differs. It
     * is as large as that other one where nothing else is said.
     *
     * @param backing what it stands on; nobody may write there as long as this one is
     */
    public static Builder overlay(String name, DiskSource backing) {
        return new Builder(name).format(DiskFormat.QCOW2).backing(backing);
    }

    /** The name, unique where it is kept. In a folder it is that of the file. */
    public String name() {
        return name;
    }

    /** How the content lies there. */
    public DiskFormat format() {
        return format;
    }

    /** How large a disk it is; empty where it is as large as what it stands on. */
    public Optional<ByteSize> capacity() {
        return capacity;
    }

    /** How much room is reserved for it when it is made; more is taken when it is written. 0 where nothing else is said. */
    public ByteSize reserved() {
        return reserved;
    }

    /** What it stands on. */
    public Optional<DiskSource> backing() {
        return backing;
    }

    /**
     * A changed copy.
     *
     * @throws InvalidSpecException with every fault of the result
     */
    public VolumeSpec edit(Consumer<Builder> change) {
        Builder builder = toBuilder();
        change.accept(builder);
        return builder.build();
    }

    /** A builder that holds all of this. */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.format = format;
        builder.capacity = capacity;
        builder.reserved = reserved;
        builder.backing = backing;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeSpec that
                && name.equals(that.name)
                && format.equals(that.format)
                && capacity.equals(that.capacity)
                && reserved.equals(that.reserved)
                && backing.equals(that.backing);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, format, capacity, reserved, backing);
    }

    @Override
    public String toString() {
        return "'" + name + "' " + format
                + capacity.map(size -> " of " + size).orElse("")
                + (reserved.bytes() > 0 ? ", " + reserved + " reserved" : "")
                + backing.map(other -> ", on " + other).orElse("");
    }

    /** Collects a spec. Not safe for several threads. */
    public static final class Builder {

        private String name;
        private DiskFormat format = DiskFormat.RAW;
        private Optional<ByteSize> capacity = Optional.empty();
        private ByteSize reserved = ByteSize.bytes(0);
        private Optional<DiskSource> backing = Optional.empty();

        private Builder(String name) {
            this.name = name;
        }

        /** Another name. */
        public Builder name(String newName) {
            this.name = newName;
            return this;
        }

        /** How the content is to lie there. */
        public Builder format(DiskFormat newFormat) {
            this.format = Objects.requireNonNull(newFormat);
            return this;
        }

        /** How large a disk it is to be: a multiple of 512 bytes, and not 0. */
        public Builder capacity(ByteSize size) {
            this.capacity = Optional.of(size);
            return this;
        }

        /** It is as large as what it stands on. */
        public Builder capacityOfBacking() {
            this.capacity = Optional.empty();
            return this;
        }

        /** How much room to reserve when it is made: up to its capacity. */
        public Builder reserved(ByteSize size) {
            this.reserved = Objects.requireNonNull(size);
            return this;
        }

        /** What it stands on; not in {@link DiskFormat#RAW}, which has no words for it. */
        public Builder backing(DiskSource other) {
            this.backing = Optional.of(other);
            return this;
        }

        /** It stands on nothing. */
        public Builder noBacking() {
            this.backing = Optional.empty();
            return this;
        }

        /**
         * The spec.
         *
         * @throws InvalidSpecException with every fault
         */
        public VolumeSpec build() {
            VolumeSpec spec = new VolumeSpec(this);
            List<SpecFault> faults = VolumeCheck.faults(spec);
            if (!faults.isEmpty()) {
                throw new InvalidSpecException("volume '" + name + "'", faults);
            }
            return spec;
        }
    }
}
